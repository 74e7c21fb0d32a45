/** Settings of Google Cloud's side. */
import type { Setting } from "../../render/shell-data.ts";
import type { Topology } from "../../topology/topology.ts";
import { portsOf } from "../../topology/traffic.ts";

export function googleSettings(topology: Topology): Setting[] {
  const { aws, bgp, gcp, name } = topology;
  const { firewall, gateway, router } = gcp;
  return [
    ["GCP_PROJECT", gcp.project, "Project."],
    ["GCP_REGION", gcp.region, "Region."],
    ["NETWORK", gcp.network, "VPC network."],
    ["GCP_CIDRS", gcp.cidrs, "Ranges behind Google Cloud's side."],
    ["GATEWAY", gateway.name, "HA VPN gateway."],
    ["GATEWAY_EXISTING", gateway.existing ? "yes" : "no", "Whether it exists already."],
    ["ROUTER", router.name, "Cloud Router."],
    ["ROUTER_EXISTING", router.existing ? "yes" : "no", "Whether it exists already."],
    ["EXTERNAL_GATEWAY", gcp.externalGatewayName, "External VPN gateway, which stands for AWS."],
    ["GCP_ASN", String(gcp.asn), "ASN of the Cloud Router."],
    ["KEEPALIVE", String(bgp.keepalive), "BGP keepalive in seconds."],
    ["ROUTE_PRIORITY", String(bgp.priority), "Priority of the advertised routes."],
    [
      "ADVERTISED_GROUPS",
      bgp.advertiseAllSubnets ? "ALL_SUBNETS" : "",
      "Groups that the BGP sessions advertise.",
    ],
    ["ADVERTISED_RANGES", bgp.advertisedRanges.join(), "Ranges that they advertise beside those."],
    ["LABELS", gcp.labels.map(({ key, value }) => `${key}=${value}`), "Labels."],
    ["FIREWALL", firewall.name, "The rule that lets in what AWS sends; empty for none."],
    [
      "FIREWALL_ALLOW",
      firewall.allow.map((traffic) =>
        [traffic.protocol, portsOf(traffic)].filter((part) => part !== "").join(":"),
      ),
      "What it lets in.",
    ],
    ["FIREWALL_RANGES", firewall.external ? [] : aws.cidrs, "Whence."],
    [
      "FIREWALL_NOTE",
      `Lets in what AWS sends through the VPN ${name} in ${gcp.region}`,
      "Its description, which says whose it is.",
    ],
    ...suiteSettings(topology),
  ];
}

/** Fields of the tunnel's `cipherSuite`, which are gcloud's flags too; no value where the cipher takes none. */
function suiteSettings({ options, suite }: Topology): Setting[] {
  const { ikeVersion, phase1, phase2 } = suite.gcp;
  const values = {
    "phase1.encryption": phase1.encryption,
    "phase1.integrity": phase1.integrity.join(),
    "phase1.prf": phase1.prf,
    "phase1.dh": phase1.dh,
    "phase2.encryption": phase2.encryption,
    "phase2.integrity": phase2.integrity.join(),
    "phase2.pfs": phase2.pfs,
  };
  const negotiated = negotiatedValues(suite);
  return [
    ["IKE_VERSION", String(ikeVersion), "IKE version."],
    ["SUITE_FIELDS", Object.keys(values), "Fields of a tunnel's cipher suite on Google Cloud."],
    ["SUITE_VALUES", Object.values(values), "In the same order: the declared values."],
    [
      "NEGOTIATED_FIELDS",
      negotiated.map(([field]) => field).join(),
      "What AWS tells of the suite that was negotiated, as its API spells it.",
    ],
    ["NEGOTIATED", negotiated.map(([, value]) => value), "In the same order: the declared values."],
    ["PHASE2_LIFETIME", String(options.phase2Lifetime), "Seconds within which AWS rekeys phase 2."],
  ];
}

/**
 * What is compared of the negotiated suite. With an AEAD cipher nothing is negotiated for integrity.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ActiveVpnTunnelStatus.html
 */
function negotiatedValues({ aead, aws }: Topology["suite"]): [field: string, value: string][] {
  const { ikeVersion, phase1, phase2 } = aws;
  const integrity = (field: string, value: string): [string, string][] => (aead ? [] : [[field, value]]);
  return [
    ["IkeVersion", ikeVersion],
    ["Phase1EncryptionAlgorithm", phase1.encryption],
    ...integrity("Phase1IntegrityAlgorithm", phase1.integrity),
    ["Phase1DHGroup", String(phase1.dhGroup)],
    ["Phase2EncryptionAlgorithm", phase2.encryption],
    ...integrity("Phase2IntegrityAlgorithm", phase2.integrity),
    ["Phase2DHGroup", String(phase2.dhGroup)],
  ];
}
