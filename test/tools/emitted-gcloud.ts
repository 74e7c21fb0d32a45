/** The emitted gcloud.sh in a folder of its own, with the real gcloud and a fake cloud that has what the VPN needs. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Topology, TunnelId } from "../../src/topology/topology.ts";
import { scriptsWith } from "../support/scripts.ts";
import { type ComputeResources, declaredFields, existingResources, seed } from "./expected-compute.ts";
import { type FakeGcp, startFakeGcp } from "./fake-gcp/start.ts";
import { gcloudHome, runScript, type ScriptResult } from "./gcloud.ts";

/** AWS's outside addresses. */
export const addresses = { a1: "52.196.10.11", a2: "52.196.20.12", b1: "54.64.30.21", b2: "54.64.40.22" };

/** Versions 1 and 2 of a tunnel's key. */
export function keysOf(id: TunnelId): readonly [string, string] {
  return [`Canary.${id}.1_${"x".repeat(20)}`, `Canary.${id}.2_${"x".repeat(20)}`];
}

/** Finds the keys, and what log_http prints of Secret Manager's answers. */
export const keyTrace = new RegExp(`Canary|${Buffer.from("Canary").toString("base64")}`);

export interface EmittedGcloud {
  readonly cloud: FakeGcp;
  /** Runs the script, and says how many changes it asked the cloud for. */
  run(...args: readonly string[]): Promise<ScriptResult & { readonly changes: number }>;
  /** Runs commands of bash, with these variables, as somebody would who pastes them. */
  paste(commands: string, variables?: Readonly<Record<string, string>>): Promise<ScriptResult>;
  /** What the cloud holds. */
  held(): ComputeResources;
  /** Path of a file in the folder of the artifacts. */
  artifact(name: string): string;
  /** Writes aws-addresses.json. */
  writeAddresses(text?: string): void;
  /** Switches all of gcloud's logging on, as a user can. */
  logEverything(): void;
  /** Every file that the script or gcloud can have written, as one text. */
  writtenText(): string;
  close(): Promise<void>;
}

interface Start {
  readonly topology: Topology;
  /** What the cloud holds at first, in steps; what the VPN only uses where absent. */
  readonly resources?: readonly ComputeResources[];
  /** Versions of each tunnel's key; `keysOf` where absent. */
  readonly keys?: (id: TunnelId) => readonly string[];
  /** How often operations are polled until they are done; 0 where absent. Seeds do not wait for them. */
  readonly operationPolls?: number;
  /** Whether answers leave out what has its default value; false where absent. */
  readonly sparse?: boolean;
}

/** The caller must await `close`. */
export async function emitGcloud(start: Start): Promise<EmittedGcloud> {
  const { topology, resources = [existingResources(topology)], keys = keysOf, operationPolls = 0 } = start;
  const { sparse = false } = start;
  const { gcp, tunnels } = topology;
  const vault = Object.fromEntries(tunnels.map(({ id, gcpSecret }) => [gcpSecret, keys(id)]));
  const cloud = await startFakeGcp({
    project: gcp.project,
    networks: [gcp.network],
    vault,
    operationPolls,
    sparse,
  });
  for (const step of resources) await seed(cloud, step);
  const home = gcloudHome(cloud.env);
  const artifact = (name: string) => path.join(home.directory, "generated", name);
  const script = artifact("gcp/gcloud.sh");
  for (const [name, text] of Object.entries(scriptsWith(topology, "gcloud"))) {
    mkdirSync(path.dirname(artifact(name)), { recursive: true });
    writeFileSync(artifact(name), text);
  }
  return {
    cloud,
    artifact,
    held: () => declaredFields(cloud.resources),
    writeAddresses: (text = JSON.stringify(addresses)) => writeFileSync(artifact("aws-addresses.json"), text),
    async run(...args) {
      const before = cloud.log.length;
      const result = await runScript(script, args, home.env);
      return { ...result, changes: cloud.log.slice(before).filter(({ mutates }) => mutates).length };
    },
    async paste(commands, variables = {}) {
      const file = path.join(home.directory, "pasted.sh");
      writeFileSync(file, `set -euo pipefail\n${commands}`);
      return runScript(file, [], { ...home.env, ...variables });
    },
    logEverything() {
      const settings = path.join(home.directory, "gcloud/configurations");
      mkdirSync(settings, { recursive: true });
      writeFileSync(path.join(settings, "../active_config"), "default");
      writeFileSync(path.join(settings, "config_default"), "[core]\nlog_http = true\nverbosity = debug\n");
    },
    writtenText: () => textOf(home.directory),
    async close() {
      home.remove();
      await cloud.stop();
    },
  };
}

function textOf(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}
