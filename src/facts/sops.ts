/** sops, which encrypts the values of a file and leaves its keys readable. */
import { fact } from "./fact.ts";

const readme = "https://github.com/getsops/sops/blob/main/README.rst";
const checked = "2026-11-25";

/** The key at the top of an encrypted file under which sops keeps what it needs to decrypt the others. */
export const sopsMetadataKey = fact("sops", `${readme}#encryption-protocol`, "", checked);
/** A value that sops has encrypted. */
export const encryptedValuePattern = fact(
  "^ENC\\[AES256_GCM,data:[^\\]]+\\]$",
  `${readme}#usage`,
  "Which values are encrypted can be narrowed (encrypted_regex, unencrypted_suffix); keys never are.",
  checked,
);
/** Names whose end tells sops what a file holds. Any other is binary to it, and has no keys of its own. */
export const sopsFilePattern = fact(
  "\\.(yaml|yml|json|env|ini)$",
  `${readme}#yaml-json-env-and-ini-type-extensions`,
  "The README shows --extract with YAML and JSON alone, so vpngen looks into no other.",
  checked,
);
