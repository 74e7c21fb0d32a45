/** The aws provider of Terraform, and what it keeps of a VPN connection. */
import { fact } from "./fact.ts";

const changelog = "https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md";
const connectionResource =
  "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpn_connection";

/** Lowest version of the aws provider that the AWS side needs, and the first that is not known. */
export const awsProviderVersions = fact(
  { base: "6.28.0", below: "7.0.0" },
  changelog,
  "Before 6.28.0 an inside CIDR forces replacement (https://github.com/hashicorp/terraform-provider-aws/pull/45781): a connection whose tunnels the API lists in the other order would be destroyed. tunnel_bandwidth came with 6.22.0 and BGP logs with 6.24.0.",
  "2026-11-30",
);
/**
 * What the provider keeps in the state where AWS stores the keys in Secrets Manager: this word. It has no
 * write-only argument for a key, so a key that is given to it would stand there in clear.
 */
export const redactedKey = fact(
  "REDACTED",
  "https://github.com/hashicorp/terraform-provider-aws/pull/42819",
  "Write-only keys are asked for in https://github.com/hashicorp/terraform-provider-aws/issues/42784",
);
/**
 * The secret that AWS makes for a connection: a JSON object of key by outside address of the tunnel. One secret
 * holds both tunnels' keys.
 */
export const connectionSecret = fact(
  "key by outside address",
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security-storage.html",
  "AWS documents that the secret exists, not what is in it; the form is what public scripts read. The emitted root stops before it makes a tunnel where the form is another.",
);
/** A number that the provider cannot send, since it takes zero for an argument that was left out. */
export const unsendableNumber = fact(
  0,
  connectionResource,
  "rekey_fuzz_percentage = 0 leaves AWS's default, 100, and the plan says that all is well.",
);
