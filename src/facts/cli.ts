/** The vendors' command-line tools that the emitted scripts call. */
import { fact } from "./fact.ts";

/** Lowest versions of the AWS CLI, of major version 1 and of 2: the first that know what the scripts call. */
export const awsCliVersions = fact(
  ["1.40.23", "2.27.23"],
  "https://github.com/aws/aws-cli/blob/develop/.changes/1.40.23.json",
  "GetActiveVpnTunnelStatus, which verify.sh calls, came on 2025-05-27; .changes/2.27.23.json says the same of version 2.",
  "2026-11-30",
);
/** Lowest version of gcloud whose release track for ciphers has the flags of `vpn-tunnels create`. */
export const gcloudVersion = fact(
  "526.0.0",
  "https://docs.cloud.google.com/sdk/docs/release-notes",
  "The flags were promoted to beta in 526.0.0, of 2025-06-10.",
  "2026-11-30",
);
