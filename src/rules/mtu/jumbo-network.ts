import { outerMtu } from "../../facts/aws.ts";
import { networkMtu, payloadMtu } from "../../facts/gcp.ts";
import { within } from "../bounds.ts";
import { topologyRule } from "../rule.ts";

export const jumboNetwork = topologyRule({
  id: "mtu/jumbo-network",
  severity: "warning",
  title: "The network has no jumbo frames",
  why: "Machines with a large MTU send UDP packets of that size. Cloud VPN fragments none after encryption; what may not be fragmented is refused by ICMP, and the rest can be lost on the way.",
  fix: "Keep UDP packets to AWS small, or give those machines the MTU that the VPN carries.",
  source: payloadMtu.source,
  needs: "topology",
  *check({ config: { gcp }, topology: { mtu } }) {
    const size = gcp.networkMtu ?? 0;
    if (size <= outerMtu.value || !within(size, networkMtu.value)) return;
    yield {
      at: ["gcp", "networkMtu"],
      message: `the network's MTU is ${size} bytes; the VPN carries ${mtu.payload}`,
    };
  },
  bad: { yaml: "gcp: { networkMtu: 8896 }", at: ["gcp", "networkMtu"] },
  good: { yaml: "gcp: { networkMtu: 1500 }" },
});
