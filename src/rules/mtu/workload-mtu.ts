import { noPathMtuDiscovery } from "../../facts/aws.ts";
import { topologyRule } from "../rule.ts";

export const workloadMtu = topologyRule({
  id: "mtu/workload-mtu",
  severity: "warning",
  title: "A workload's MTU is not larger than what the VPN carries",
  why: "AWS's own table says 1446, but Google Cloud's gateway has 60 bytes less outside, and AWS tells no sender that a packet is too large. TCP is mostly saved by MSS clamping; large UDP packets vanish.",
  fix: "Set the workload's MTU, or the MTU of its route to Google Cloud, to what the VPN carries.",
  source: noPathMtuDiscovery.source,
  needs: "topology",
  *check({ topology: { workloads, mtu, suite } }) {
    for (const [index, workload] of workloads.entries()) {
      if (workload.mtu <= mtu.payload) continue;
      yield {
        at: ["workloads", index, "mtu"],
        message: `MTU of ${workload.mtu} bytes; with ${suite.aws.phase2.encryption} the VPN carries ${mtu.payload} (TCP MSS ${mtu.tcpMss})`,
        fix: `Set it to ${mtu.payload}, there and here.`,
      };
    }
  },
  bad: { yaml: "workloads: [{ name: batch, on: ec2, mtu: 1407 }]", at: ["workloads", 0, "mtu"] },
  good: { yaml: "workloads: [{ name: batch, on: ec2, mtu: 1406 }]" },
});
