/** Edits of the section `gcp`, and of what else names things on Google Cloud. */
import { tunnelIds } from "../../../src/topology/topology.ts";
import type { Edit } from "./edit.ts";

const inTokyo = (key: string, values: Edit["values"]): Edit => ({ key, base: "tokyo", values });
const withTgw = (key: string, values: Edit["values"]): Edit => ({ key, base: "tgw", values });
const withSops = (key: string, values: Edit["values"]): Edit => ({ key, base: "sops", values });

/** Each tunnel with another name of that kind. */
const all = (kind: string) =>
  Object.fromEntries(tunnelIds.map((id) => [`names.gcp.${kind}.${id}`, `another-${id}`]));

export const gcpEdits: readonly Edit[] = [
  inTokyo("gcp.project", { "gcp.project": "media-test" }),
  inTokyo("gcp.region", { "gcp.region": "asia-northeast2" }),
  inTokyo("gcp.asn", { "gcp.asn": 64513 }),
  withTgw("gcp.asn", { "gcp.asn": 4200000201 }),
  inTokyo("gcp.network", { "gcp.network": "another" }),
  inTokyo("gcp.router.name", { "gcp.router": { name: "another" } }),
  withTgw("gcp.router.name", { "gcp.router.name": "another" }),
  inTokyo("gcp.router.existing", { "gcp.router": { name: "tokyo", existing: true } }),
  withTgw("gcp.router.existing", { "gcp.router.existing": undefined }),
  inTokyo("gcp.gateway.name", { "gcp.gateway": { name: "another" } }),
  withSops("gcp.gateway.name", { "gcp.gateway.name": "another" }),
  inTokyo("gcp.gateway.existing", { "gcp.gateway": { name: "tokyo", existing: true } }),
  withSops("gcp.gateway.existing", { "gcp.gateway.existing": undefined }),
  inTokyo("gcp.networkMtu", { "gcp.networkMtu": 1460 }),
  inTokyo("gcp.routingMode", { "gcp.routingMode": "regional" }),
  inTokyo("gcp.cidrs", { "gcp.cidrs": ["10.128.0.0/20", "10.129.0.0/20"] }),
  withTgw("gcp.cidrs", { "gcp.cidrs": ["10.200.0.0/16"] }),
  inTokyo("gcp.advertise", { "gcp.advertise": ["all-subnets", "35.199.192.0/19"] }),
  withTgw("gcp.advertise", { "gcp.advertise": undefined }),
  inTokyo("gcp.keepalive", { "gcp.keepalive": 30 }),
  withSops("gcp.keepalive", { "gcp.keepalive": undefined }),
  inTokyo("gcp.firewall", { "gcp.firewall": "external" }),
  withTgw("gcp.firewall", { "gcp.firewall": { allow: ["tcp/443"] } }),
  inTokyo("gcp.firewall.allow", { "gcp.firewall.allow": ["tcp/8443"] }),
  inTokyo("gcp.labels", { "gcp.labels": { team: "network" } }),
  inTokyo("gcp.labels", { "gcp.labels": { team: "media", stage: "live" } }),
  inTokyo("gcp.labels", { "gcp.labels": undefined }),
  inTokyo("names.gcp.externalGateway", { "names.gcp.externalGateway": "another" }),
  inTokyo("names.gcp.firewall", { "names.gcp.firewall": "another" }),
  ...["tunnels", "interfaces", "peers"].flatMap((kind) =>
    tunnelIds.map((id) =>
      inTokyo(`names.gcp.${kind}.${id}`, { [`names.gcp.${kind}.${id}`]: `another-${id}` }),
    ),
  ),
  ...["tunnels", "interfaces", "peers"].map((kind) => inTokyo(`names.gcp.${kind}.a1`, all(kind))),
  withSops("names.gcp.tunnels.a1", { "names.gcp": undefined }),
  inTokyo("names.gcp.tunnels.a1", {
    "names.gcp.tunnels.a1": "tokyo-a2",
    "names.gcp.tunnels.a2": "tokyo-a1",
  }),
];
