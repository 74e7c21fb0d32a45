/** The rules on the IPsec suite and its timers, in the order of the documentation. */
import { dhGroup } from "./crypto/dh-group.ts";
import { dpdAction } from "./crypto/dpd-action.ts";
import { dpdTimeout } from "./crypto/dpd-timeout.ts";
import { encryption } from "./crypto/encryption.ts";
import { govcloud } from "./crypto/govcloud.ts";
import { ikeVersion } from "./crypto/ike-version.ts";
import { integrity } from "./crypto/integrity.ts";
import { oneValue } from "./crypto/one-value.ts";
import { passive } from "./crypto/passive.ts";
import { phase1Lifetime } from "./crypto/phase1-lifetime.ts";
import { phase2Hash } from "./crypto/phase2-hash.ts";
import { phase2Lifetime } from "./crypto/phase2-lifetime.ts";
import { phase2Shorter } from "./crypto/phase2-shorter.ts";
import { rekeyFuzz } from "./crypto/rekey-fuzz.ts";
import { rekeyMargin } from "./crypto/rekey-margin.ts";
import { replayWindow } from "./crypto/replay-window.ts";
import { startup } from "./crypto/startup.ts";
import { weakGroup } from "./crypto/weak-group.ts";
import { weakHash } from "./crypto/weak-hash.ts";

export const crypto = [
  ikeVersion,
  oneValue,
  encryption,
  integrity,
  phase2Hash,
  dhGroup,
  weakHash,
  weakGroup,
  govcloud,
  phase1Lifetime,
  phase2Lifetime,
  phase2Shorter,
  dpdTimeout,
  dpdAction,
  startup,
  passive,
  rekeyMargin,
  rekeyFuzz,
  replayWindow,
] as const;
