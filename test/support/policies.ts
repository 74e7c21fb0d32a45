/** The policies and permissions that a runbook shows, and what the artifacts beside it need. */
import { parse } from "yaml";
import handlersByType from "../../src/facts/cfn-handlers.json" with { type: "json" };
import { propagationHandlers } from "../../src/facts/iam.ts";
import { actionsOf, awsCalls } from "../../src/targets/permissions/aws-calls.ts";
import { googleCalls } from "../../src/targets/permissions/google-calls.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { type Artifacts, artifact, artifactAt } from "./artifacts.ts";
import { isCommand, whatRuns } from "./reachable.ts";
import { callsIn, type FoundCall } from "./script-calls.ts";

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** The policies of PERMISSIONS.md: that of the VPN's own account as "", and those of other accounts. */
export function policiesIn(artifacts: Artifacts): Map<string, Policy> {
  const text = artifact(artifacts, "PERMISSIONS.md");
  const blocks = text.matchAll(/(?:In account `(\d+)`[^`]*)?```json\n(.*?)```/gs);
  return new Map([...blocks].map(([, account = "", json = ""]) => [account, JSON.parse(json) as Policy]));
}

/** The permissions of Google Cloud that PERMISSIONS.md lists: in the project of the VPN, and in the one of the keys. */
export function googlePermissionsIn(artifacts: Artifacts): { vpn: string[]; keys: string[] } {
  const text = artifact(artifacts, "PERMISSIONS.md");
  const [vpn = [], keys = []] = [...text.matchAll(/```text\n(.*?)\n```/gs)].map(([, list = ""]) =>
    list.split("\n"),
  );
  return { vpn, keys };
}

export function actionsIn(policy: Policy): string[] {
  return policy.Statement.flatMap(({ Action }) => Action);
}

/** A need, and what has it: a resource of a template, or a line of a script. */
export interface Need {
  readonly permission: string;
  readonly because: string;
}

/** Throws at a type that has no handlers. */
export function needsOfTemplate(path: string, text: string): Need[] {
  const handlers: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    ...handlersByType,
    ...propagationHandlers.value,
  };
  const { Resources } = parse(text, { logLevel: "silent" }) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  const needs = Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const actions = handlers[Type];
    if (!actions)
      throw new Error(
        `${path}: src/facts/cfn-handlers.json has no ${Type}; take its handlers from the registry's schema`,
      );
    return Object.entries(actions).flatMap(([handler, list]) =>
      list
        .filter((action) => isCalled(action, Type, Properties))
        .map((permission) => ({ permission, because: `${path}: ${id} (${Type}), ${handler} handler` })),
    );
  });
  const references = /\{\{resolve:secretsmanager:/.test(text)
    ? [{ permission: "secretsmanager:GetSecretValue", because: `${path}: its dynamic references` }]
    : [];
  return [...needs, ...references];
}

/** Whether a handler calls the action for a resource with these properties. */
export function isCalled(
  action: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
): boolean {
  if (/:(At|De)tachInternetGateway$/.test(action)) return "InternetGatewayId" in properties;
  if (type !== "AWS::Logs::LogGroup") return true;
  if (/:(Disa|A)ssociateKmsKey$/.test(action)) return "KmsKeyId" in properties;
  // A data protection policy can send what it finds to a log group, a bucket or a stream.
  const protects =
    /^(firehose|s3):|:(Put(DataProtection|Resource)Policy|CreateLogDelivery|DescribeResourcePolicies)$/;
  return !protects.test(action) || "DataProtectionPolicy" in properties;
}

/** Every call in the scripts and the runbook. */
export function callsOfArtifacts(artifacts: Artifacts): readonly FoundCall[] {
  const known = callsFound.get(artifacts) ?? findCalls(artifacts);
  callsFound.set(artifacts, known);
  return known;
}

const callsFound = new WeakMap<Artifacts, readonly FoundCall[]>();

/** By script and all that runs of it, which is the same for most VPNs. */
const callsOfTexts = new Map<string, readonly FoundCall[]>();

function callsOfScript(path: string, text: string): readonly FoundCall[] {
  const known = callsOfTexts.get(`${path}\n${text}`) ?? callsIn(path, text);
  callsOfTexts.set(`${path}\n${text}`, known);
  return known;
}

function findCalls(artifacts: Artifacts): FoundCall[] {
  return Object.entries(artifacts).flatMap(([path, text]) => {
    if (isCommand(path, text)) return callsOfScript(path, whatRuns(text, artifacts));
    if (!path.endsWith(".md")) return [];
    // What stands in blocks of commands keeps its line.
    const blocks = text.split("\n");
    let inside = false;
    const shown = blocks.map((line) => {
      if (line.startsWith("```")) {
        inside = line === "```sh";
        return "";
      }
      return inside ? line : "";
    });
    return callsIn(path, shown.join("\n"));
  });
}

const table = {
  aws: "src/targets/permissions/aws-calls.ts",
  gcloud: "src/targets/permissions/google-calls.ts",
};

/** Calls that no table has, as a message each. */
export function unlistedCalls(artifacts: Artifacts): string[] {
  const listed = new Set(
    [...awsCalls, ...googleCalls].flatMap(({ call, scripts }) =>
      scripts.map((script) => `${script} ${call}`),
    ),
  );
  return callsOfArtifacts(artifacts)
    .filter(({ script, call }) => !listed.has(`${artifactAt(script)} ${call}`))
    .map(({ script, call, text }) => {
      const where =
        /^(components|compute|config|logging|auth|org-policies|projects|resource-manager|secrets|services) /;
      const file = where.test(call) ? table.gcloud : table.aws;
      return `${script} calls "${call}" (${text}): add the call, its permission and "${artifactAt(script)}" to ${file}`;
    });
}

interface Made {
  readonly topology: Topology;
  readonly artifacts: Artifacts;
}

/** What scripts need on AWS, in the VPN's account or another one. */
export function needsOfAwsCalls({ topology, artifacts }: Made, account: string): Need[] {
  const setting = { topology, artifacts: new Set(Object.keys(artifacts).map(artifactAt)) };
  return callsOfArtifacts(artifacts).flatMap(({ script, call }) =>
    awsCalls
      .filter(
        (row) =>
          row.call === call && row.scripts.includes(artifactAt(script)) && (row.when?.(setting) ?? true),
      )
      .filter(({ inOtherAccounts }) => account === "" || inOtherAccounts === true)
      .flatMap(actionsOf)
      .map((permission) => ({ permission, because: `${script} calls "${call}"` })),
  );
}

/** What scripts and Terraform need on Google Cloud. */
export function needsOnGoogle({ topology, artifacts }: Made, on: "vpn" | "keys"): Need[] {
  const setting = { topology, artifacts: new Set(Object.keys(artifacts).map(artifactAt)) };
  return [...callsOfArtifacts(artifacts), ...terraformResources(artifacts)].flatMap(
    ({ script, line, call }) =>
      googleCalls
        .filter((row) => row.call === call && row.on === on && row.scripts.includes(artifactAt(script)))
        .filter(({ when }) => when?.(setting) ?? true)
        .flatMap(({ permissions }) => permissions)
        .map((permission) => ({ permission, because: `${script}:${line} has "${call}"` })),
  );
}

/** Resources of the google provider, as calls. */
export function terraformResources(artifacts: Artifacts): FoundCall[] {
  return Object.entries(artifacts)
    .filter(([path]) => path.endsWith(".tf"))
    .flatMap(([script, text]) =>
      text.split("\n").flatMap((line, at) => {
        const [, block, type] = /^(resource|data|ephemeral) "(google_\w+)"/.exec(line) ?? [];
        if (type === undefined) return [];
        return [{ script, line: at + 1, text: line, call: block === "resource" ? type : `${block} ${type}` }];
      }),
    );
}

/** What is needed and not there, with a reason each; and what is there and never needed. */
export function difference(
  has: readonly string[],
  needs: readonly Need[],
): { lacks: string[]; unneeded: string[] } {
  const reasons = new Map(needs.map(({ permission, because }) => [permission, because]));
  return {
    lacks: [...reasons].filter(([permission]) => !has.includes(permission)).map((pair) => pair.join(": ")),
    unneeded: has.filter((permission) => !reasons.has(permission)),
  };
}
