/** The section `preSharedKeys`. */
import * as z from "zod/mini";
import { kmsKeyPattern } from "../../facts/aws-network.ts";
import * as gcp from "../../facts/gcp.ts";
import { sopsFilePattern } from "../../facts/sops.ts";
import { key, list, text } from "./building-blocks.ts";

const secretNames =
  "vpngen replaces `{name}` and `{tunnel}`; `{tunnel}` is required, because each tunnel has its own key.";

/** What a pattern of names must hold. */
const placeholder = "\\{tunnel\\}";

export const preSharedKeys = z.strictObject({
  source: z._default(
    key(
      z.enum(["generated", "existing", "sops"]),
      "Where the keys come from: secrets.sh generates them, they already exist in the stores, or a sops file has them.",
    ),
    "generated",
  ),
  sops: z.optional(
    key(
      z.strictObject({
        file: key(text, "File encrypted by sops, relative to this one, with the keys a1, a2, b1, b2.", {
          pattern: sopsFilePattern.value,
        }),
      }),
      "Source of the keys in the secret stores; the artifacts read only the stores.",
    ),
  ),
  aws: z.prefault(
    key(
      z.strictObject({
        secrets: z._default(
          key(text, `Names of the secrets in Secrets Manager. ${secretNames}`, { pattern: placeholder }),
          "{name}/psk/{tunnel}",
        ),
        storage: z._default(
          key(
            z.enum(["Standard", "SecretsManager"]),
            "Where AWS keeps the key in use. With Standard, describe-vpn-connections shows it.",
          ),
          "SecretsManager",
        ),
        kmsKey: z.optional(
          key(text, "KMS key (ARN, id or alias) of the secrets that are created.", {
            pattern: kmsKeyPattern.value,
            examples: ["alias/vpn"],
          }),
        ),
      }),
      "Secrets Manager.",
    ),
    {},
  ),
  gcp: z.prefault(
    key(
      z.strictObject({
        secrets: z._default(
          key(text, `Ids of the secrets in Secret Manager. ${secretNames}`, { pattern: placeholder }),
          "{name}-psk-{tunnel}",
        ),
        project: z.optional(
          key(text, "Project of the secrets, if it differs from the project of the VPN.", {
            pattern: gcp.projectPattern.value,
          }),
        ),
        locations: z._default(
          list("Regions of the secrets that are created; automatic replication if empty.", {
            items: { pattern: gcp.regionPattern.value },
            uniqueItems: true,
          }),
          [],
        ),
      }),
      "Secret Manager.",
    ),
    {},
  ),
});
