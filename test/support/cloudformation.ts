/** Reads emitted CloudFormation templates back, for tests. */
import { parse } from "yaml";
import { cloudformation } from "../../src/targets/cloudformation.ts";
import type { TargetFile } from "../../src/targets/target.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { alone } from "./artifacts.ts";

export interface ReadResource {
  Type: string;
  DependsOn?: string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Properties: Record<string, unknown>;
}

/** A template with its intrinsic functions in the long form, `{ Ref: "Name" }`. */
export interface ReadTemplate {
  Parameters: Record<string, Record<string, unknown>>;
  Rules?: Record<string, unknown>;
  Conditions?: Record<string, unknown>;
  Resources: Record<string, ReadResource>;
  Outputs?: Record<string, { Value: unknown }>;
}

/** The files of the target for a `vpn.yaml`. */
export function emitted(topology: Topology): readonly TargetFile[] {
  return cloudformation(topology, alone);
}

/** The template of the VPN itself. */
export function vpnTemplate(topology: Topology): ReadTemplate {
  return readTemplate(emitted(topology)[0]?.text ?? "");
}

/** The text as CloudFormation reads it, which is YAML 1.1. */
export function readTemplate(text: string): ReadTemplate {
  const tag = (name: string, key: string) => [
    { tag: `!${name}`, resolve: (value: string) => ({ [key]: value }) },
    {
      tag: `!${name}`,
      collection: "seq" as const,
      resolve: (value: { toJSON(): unknown }) => ({ [key]: value.toJSON() }),
    },
  ];
  return parse(text, {
    schema: "yaml-1.1",
    customTags: [
      ...tag("Ref", "Ref"),
      ...tag("Sub", "Fn::Sub"),
      ...tag("GetAtt", "Fn::GetAtt"),
      ...tag("Equals", "Fn::Equals"),
      ...tag("Not", "Fn::Not"),
      ...tag("Select", "Fn::Select"),
      ...tag("Split", "Fn::Split"),
    ],
  }) as ReadTemplate;
}

/** The resources of a type, by logical id. */
export function ofType({ Resources }: ReadTemplate, type: string): [string, ReadResource][] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type);
}

/** The topology with another AWS side. */
export function withAws(topology: Topology, aws: Partial<Topology["aws"]>): Topology {
  return { ...topology, aws: { ...topology.aws, ...aws } };
}

/** The same VPN on a transit gateway that it creates, with one VPC in each of the accounts. */
export function onCreatedTgw(topology: Topology, accounts: readonly string[]): Topology {
  const { gateway, vpcs } = topology.aws;
  return withAws(topology, {
    gateway: { ...gateway, type: "tgw", bandwidth: "large" },
    vpcs: accounts.flatMap((account, index) =>
      vpcs.map((vpc) => ({ ...vpc, id: `vpc-${index}`, account, subnets: ["subnet-2", "subnet-1"] })),
    ),
  });
}

/** The template as the release before wrote it, whose customer gateways had no device names. */
export function withoutDeviceNames(template: string): string {
  const old = template
    .replaceAll(/^ {6}DeviceName:\n(?: {8}.*\n)+/gm, "")
    .replace(/^ {2}CustomerGatewayDeviceNames:\n(?: {4}.*\n)+/m, "")
    .replace(/^Conditions:\n(?: {2}.*\n)+/m, "");
  if (/DeviceName|Conditions/.test(old)) throw new Error("the template has device names elsewhere too");
  return old;
}
