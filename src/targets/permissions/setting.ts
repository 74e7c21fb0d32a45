/** What decides which permissions a VPN needs. */
import type { Topology } from "../../topology/topology.ts";
import type { Artifact } from "../artifacts.ts";

export interface Setting {
  readonly topology: Topology;
  /** What was made. */
  readonly artifacts: ReadonlySet<Artifact>;
}

export function hasTemplate({ artifacts }: Setting): boolean {
  return artifacts.has("cloudformation");
}

/** Whether both sides are one Terraform root. */
export function isOneApply({ artifacts }: Setting): boolean {
  return artifacts.has("terraform-aws");
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

const documents: readonly Artifact[] = ["changes", "permissions", "runbook"];

/** Whether an artifact that has a call was made; the documents always are, as the last. */
export function isMade(scripts: readonly Artifact[], { artifacts }: Setting): boolean {
  return scripts.some((script) => documents.includes(script) || artifacts.has(script));
}
