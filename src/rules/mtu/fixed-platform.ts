import { fargateCapabilities } from "../../facts/aws.ts";
import { topologyRule } from "../rule.ts";

export const fixedPlatform = topologyRule({
  id: "mtu/fixed-platform",
  severity: "warning",
  title: "No workload runs where its MTU cannot be set",
  why: "A Fargate task has the VPC's jumbo frames and no capability to change them, and AWS's VPN takes no part in path MTU discovery. TCP is mostly saved by MSS clamping; large UDP packets, and TCP where clamping fails, hang while small requests work.",
  fix: "Run it as ECS on EC2 and set the MTU there, or set systemControls net.ipv4.tcp_mtu_probing=1 (platform version 1.4.0 and later), or keep UDP packets small.",
  source: fargateCapabilities.source,
  needs: "topology",
  *check({ topology: { workloads, mtu } }) {
    for (const [index, { platform, name }] of workloads.entries()) {
      if (platform.toLowerCase() !== "fargate") continue;
      yield {
        at: ["workloads", index, "on"],
        message: `${JSON.stringify(name)} runs on Fargate, where the MTU cannot be set to the ${mtu.payload} bytes that the VPN carries`,
      };
    }
  },
  bad: { yaml: "workloads: [{ name: api, on: fargate }]", at: ["workloads", 0, "on"] },
  good: { yaml: "workloads: [{ name: api, on: ecs-ec2 }]" },
});
