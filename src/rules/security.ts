/** The rules on security groups and firewall rules, in the order of the documentation. */
import { ikePorts } from "./security/ike-ports.ts";
import { ingressTwice } from "./security/ingress-twice.ts";
import { nothingAllowed } from "./security/nothing-allowed.ts";
import { openRange } from "./security/open-range.ts";
import { repeated } from "./security/repeated.ts";
import { ruleQuota } from "./security/rule-quota.ts";
import { traffic } from "./security/traffic.ts";

export const security = [
  traffic,
  nothingAllowed,
  repeated,
  ingressTwice,
  ruleQuota,
  ikePorts,
  openRange,
] as const;
