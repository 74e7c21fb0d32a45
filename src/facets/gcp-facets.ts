/** The facets of Google Cloud's side. */
import { each, type Facet, set, single } from "./facet.ts";
import { trafficText } from "./traffic-text.ts";

export const gcpFacets: readonly Facet[] = [
  single("gcp.project", "Google Cloud project", ({ gcp }) => gcp.project),
  single("gcp.region", "Google Cloud region", ({ gcp }) => gcp.region),
  single("gcp.asn", "ASN of Google Cloud", ({ gcp }) => gcp.asn),
  single("gcp.network", "network", ({ gcp }) => gcp.network),
  single("gcp.router.name", "Cloud Router", ({ gcp }) => gcp.router.name, { named: true }),
  single("gcp.router.existing", "Cloud Router exists", ({ gcp }) => gcp.router.existing),
  single("gcp.gateway.name", "HA VPN gateway", ({ gcp }) => gcp.gateway.name, { named: true }),
  single("gcp.gateway.existing", "HA VPN gateway exists", ({ gcp }) => gcp.gateway.existing),
  single("names.gcp.externalGateway", "external VPN gateway", ({ gcp }) => gcp.externalGatewayName, {
    named: true,
  }),
  single("gcp.firewall", "firewall rule by another team", ({ gcp }) => gcp.firewall.external),
  single("names.gcp.firewall", "firewall rule", ({ gcp }) => gcp.firewall.name, {
    named: true,
    row: ({ before, after }) =>
      before.gcp.firewall.external !== after.gcp.firewall.external ? "routes" : undefined,
  }),
  set(
    "gcp.firewall.allow",
    "into Google Cloud",
    ({ aws, gcp }) =>
      gcp.firewall.allow.flatMap((traffic) =>
        aws.cidrs.map((range) => `${trafficText(traffic)} from ${range}`),
      ),
    { reach: true },
  ),
  set("gcp.cidrs", "range of Google Cloud", ({ gcp }) => gcp.cidrs),
  set("gcp.advertise", "advertised", ({ bgp }) => [
    ...(bgp.advertiseAllSubnets ? ["all-subnets"] : []),
    ...bgp.advertisedRanges,
  ]),
  single("gcp.keepalive", "BGP keepalive in seconds", ({ bgp }) => bgp.keepalive),
  each("gcp.labels", "label", ({ gcp }) => gcp.labels.map(({ key, value }) => [key, value] as const)),
];
