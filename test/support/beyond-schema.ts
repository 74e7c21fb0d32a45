/**
 * Rules that refuse what the JSON Schema accepts, by what the schema cannot say. Reviewed: a rule about one value
 * of one key belongs into the schema instead.
 */
const reasons: Readonly<Record<string, readonly string[]>> = {
  "several files": [
    "addressing/inside-shared",
    "bgp/asn-shared",
    "bgp/gateway-asn",
    "bgp/router-asn",
    "bgp/routers-per-network",
    "gateway/attached-twice",
    "gateway/vgw-per-vpc",
    "naming/created-twice",
    "output/folder-nested",
    "output/name-shared",
    "routing/route-twice",
    "security/ingress-twice",
  ],
  "what another file holds": [
    "secrets/sops-file-keys",
    "secrets/sops-file-missing",
    "secrets/sops-file-plain",
  ],
  "several keys": [
    "bgp/asn-equal",
    "crypto/govcloud",
    "crypto/phase2-hash",
    "crypto/phase2-shorter",
    "crypto/rekey-margin",
    "gateway/bandwidth",
    "gateway/id-type",
    "gateway/large-region",
    "gateway/route-tables",
    "gateway/unattached",
    "gateway/vgw-account",
    "gateway/vgw-one-vpc",
    "gateway/vgw-subnets",
    "naming/gcp-names",
    "naming/topic-place",
    "output/options-unset",
    "output/root-only",
    "secrets/sops-file",
  ],
  "several items": [
    "bgp/advertise-gateway-limit",
    "bgp/advertise-session-limit",
    "gateway/vpc-repeated",
    "naming/gcp-distinct",
    "routing/table-repeated",
    "security/repeated",
  ],
  "arithmetic on addresses and ports": [
    "addressing/cidr-overlap",
    "addressing/cidr-valid",
    "addressing/inside-block",
    "addressing/inside-reserved",
    "addressing/unroutable",
    "bgp/advertise-entry",
    "bgp/not-advertised",
    "security/traffic",
  ],
  "letters of every script, which not every validator's expressions know": [
    "naming/aws-names",
    "naming/labels",
    "naming/tags",
  ],
  "names after `{name}` and `{tunnel}` are replaced": ["secrets/aws-name", "secrets/gcp-name"],
  "a path's parts": ["output/directory"],
  "a value's looks, wherever it stands": ["secrets/literal-key"],
};

export const beyondSchema: readonly string[] = Object.values(reasons).flat();
