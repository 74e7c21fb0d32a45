import * as facts from "../../facts/gcp.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const networkMtu = sectionRule({
  id: "mtu/network-mtu",
  severity: "error",
  title: "The network's MTU is one that a VPC network can have",
  why: "Google Cloud refuses such a network, so the file does not say what is there.",
  fix: "Write the network's MTU (1460 unless somebody changed it), or leave the key out.",
  source: facts.networkMtu.source,
  needs: ["gcp"],
  *check({ gcp }) {
    if (gcp.networkMtu === undefined) return;
    yield* outOfBounds({
      at: ["gcp", "networkMtu"],
      value: gcp.networkMtu,
      bounds: facts.networkMtu.value,
      what: "network MTU",
      unit: "bytes",
    });
  },
  bad: { yaml: "gcp: { networkMtu: 1299 }", at: ["gcp", "networkMtu"] },
  good: { yaml: "gcp: { networkMtu: 1300 }" },
});
