import { ipv4Packet } from "../../facts/internet.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const workloadMtuValue = sectionRule({
  id: "mtu/workload-mtu-value",
  severity: "error",
  title: "A workload's MTU is one that IPv4 can have",
  why: "No interface has such an MTU, so nothing can be said about it.",
  fix: "Write the MTU of the interface in bytes, or leave the key out.",
  source: ipv4Packet.source,
  needs: ["workloads"],
  *check({ workloads }) {
    for (const [index, { mtu }] of workloads.entries()) {
      if (mtu === undefined) continue;
      const at = ["workloads", index, "mtu"];
      yield* outOfBounds({ at, value: mtu, bounds: ipv4Packet.value, what: "MTU", unit: "bytes" });
    }
  },
  bad: { yaml: "workloads: [{ name: batch, on: ec2, mtu: 0 }]", at: ["workloads", 0, "mtu"] },
  good: { yaml: "workloads: [{ name: batch, on: ec2, mtu: 1280 }]" },
});
