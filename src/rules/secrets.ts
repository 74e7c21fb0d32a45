/** The rules on pre-shared keys, in the order of the documentation. */
import { awsName } from "./secrets/aws-name.ts";
import { gcpName } from "./secrets/gcp-name.ts";
import { kmsKey } from "./secrets/kms-key.ts";
import { literalKey } from "./secrets/literal-key.ts";
import { location } from "./secrets/location.ts";
import { oneApply } from "./secrets/one-apply.ts";
import { shared } from "./secrets/shared.ts";
import { sopsFile } from "./secrets/sops-file.ts";
import { sopsFileKeys } from "./secrets/sops-file-keys.ts";
import { sopsFileMissing } from "./secrets/sops-file-missing.ts";
import { sopsFilePlain } from "./secrets/sops-file-plain.ts";
import { sopsFormat } from "./secrets/sops-format.ts";
import { storage } from "./secrets/storage.ts";
import { tunnelPlaceholder } from "./secrets/tunnel-placeholder.ts";
import { unused } from "./secrets/unused.ts";

export const secrets = [
  literalKey,
  tunnelPlaceholder,
  awsName,
  gcpName,
  shared,
  sopsFile,
  sopsFormat,
  sopsFileMissing,
  sopsFilePlain,
  sopsFileKeys,
  kmsKey,
  location,
  unused,
  storage,
  oneApply,
] as const;
