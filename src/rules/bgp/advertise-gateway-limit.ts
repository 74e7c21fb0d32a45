import { routesFromPeer } from "../../facts/aws.ts";
import { advertisedRanges, manyRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

const vgwLimit = routesFromPeer.value.vgw;

export const advertiseGatewayLimit = sectionRule({
  id: "bgp/advertise-gateway-limit",
  severity: "error",
  title: "The AWS gateway takes as many routes as are advertised",
  why: "AWS ends the BGP session with `Maximum Number of Prefixes Reached` (100 on a virtual private gateway, 1,000 on a transit gateway), and all routes are lost until the number falls.",
  fix: "Sum the ranges up into larger ones, or use a transit gateway.",
  source: routesFromPeer.source,
  needs: ["aws", "gcp"],
  *check({ aws: { gateway }, gcp }) {
    const count = new Set(advertisedRanges(gcp).map(({ value }) => value)).size;
    const limit = routesFromPeer.value[gateway.type];
    if (count <= limit) return;
    yield {
      at: ["gcp", "advertise"],
      message: `${count} ranges are advertised; a gateway of type ${gateway.type} takes ${limit} routes`,
      related: [{ at: ["aws", "gateway", "type"], message: "the type of the gateway" }],
    };
  },
  get bad() {
    return {
      yaml: `gcp: { advertise: [all-subnets, ${manyRanges(vgwLimit + 1)}] }`,
      at: ["gcp", "advertise"],
    };
  },
  get good() {
    return { yaml: `gcp: { advertise: [all-subnets, ${manyRanges(vgwLimit)}] }` };
  },
});
