/** Both ends of a user's file, each from what was emitted for its own cloud. */
import { parse } from "yaml";
import type { VpnDocument } from "../../support/arbitrary-ground.ts";
import { artifactsOf } from "../../support/artifacts.ts";
import { topologyOf } from "../../support/examples.ts";
import { playAws } from "../daemons/play-aws.ts";
import { playGcp } from "../daemons/play-gcp.ts";
import type { Wiring } from "../wire/cables.ts";
import { type AwsEnd, readAwsEnd } from "./aws.ts";
import { afterTunnelOptions } from "./aws-calls.ts";
import type { GcpEnd } from "./gcp.ts";
import { gcloudEnd } from "./gcp-gcloud.ts";
import { terraformEnd } from "./gcp-terraform.ts";
import { worldOf } from "./world.ts";

export interface Ends {
  readonly aws: AwsEnd;
  readonly gcp: GcpEnd;
  /** What the user wrote: what is to come of it on the wire. */
  readonly document: VpnDocument;
  /** Where AWS's tunnel options were read from. */
  readonly optionsFrom: "template" | "script";
}

export type GcpTool = "terraform" | "gcloud";

/** Throws where the file has an error. */
export async function readEnds(text: string, tool: GcpTool): Promise<Ends> {
  const artifacts = artifactsOf(text);
  const world = worldOf(text, artifacts);
  // The doubles of the clouds are told which resources are there before; what they are sent is the artifacts'.
  const gcp =
    tool === "terraform"
      ? await terraformEnd(artifacts, world)
      : await gcloudEnd(artifacts, world, topologyOf(text));
  const stack = readAwsEnd(artifacts, world, gcp.addresses);
  const document: VpnDocument = parse(text);
  const optionsFrom = document.aws.tunnelOptions ?? "template";
  const aws = optionsFrom === "script" ? await afterTunnelOptions(stack, topologyOf(text)) : stack;
  return { aws, gcp, document, optionsFrom };
}

/** The two as gateways, with a host in the first range of each side. */
export function wiringOf({ aws, gcp, document }: Pick<Ends, "aws" | "gcp" | "document">): Wiring {
  const [awsRange = ""] = aws.announced;
  const [gcpRange = ""] = document.gcp.cidrs;
  return { aws: playAws(aws), gcp: playGcp(gcp), ranges: { aws: awsRange, gcp: gcpRange } };
}
