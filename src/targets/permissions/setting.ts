/** What decides which permissions a VPN needs. */
import type { Topology } from "../../topology/topology.ts";

export interface Setting {
  readonly topology: Topology;
  /** Paths of what was made. */
  readonly artifacts: readonly string[];
}

export function hasTemplate({ artifacts }: Setting): boolean {
  return artifacts.includes("aws/cloudformation.yaml");
}

/** Whether both sides are one Terraform root. */
export function isOneApply({ artifacts }: Setting): boolean {
  return artifacts.includes("terraform/aws.tf");
}

export function isTgw({ topology }: Setting): boolean {
  return topology.aws.gateway.type === "tgw";
}

/** Whether the VPN makes its gateway on AWS's side. */
export function makesGateway({ topology }: Setting): boolean {
  return !topology.aws.gateway.origin.existing;
}

export function makesKeys({ topology }: Setting): boolean {
  return topology.keys.source !== "existing";
}
