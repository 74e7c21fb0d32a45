/** One example in a world of its own: its artifacts in a folder, and what its deployment must lead to. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { Topology } from "../../../src/topology/topology.ts";
import { type Artifacts, artifact, artifactsOf } from "../../support/artifacts.ts";
import { topologyOf } from "../../support/examples.ts";
import { declaredFields, expectedGateway, expectedTunnels } from "../expected-compute.ts";
import type { ScriptResult } from "../gcloud.ts";
import { arrangeTables, makeDirectly } from "./direct.ts";
import { currentKey, expectedAws, heldByAws } from "./expected-aws.ts";
import { type Folder, newFolder } from "./folder.ts";
import { gatewayAddresses } from "./gateway-addresses.ts";
import { lift, limit } from "./principal.ts";
import { keyOf, startWorld, type World, type WorldOptions } from "./start.ts";

export type Tool = "terraform" | "gcloud";

export interface Vpn {
  readonly topology: Topology;
  readonly world: World;
  readonly folder: Folder;
  /** What the scripts must be told of Terraform's root. */
  readonly flags: readonly string[];
  /** Runs deploy.sh, which waits little and asks nothing. */
  deploy(...args: readonly string[]): Promise<ScriptResult>;
  /** Makes both sides without a script, as a deployment with gcloud leaves them; what happened so far is forgotten. */
  stand(): Promise<void>;
  /** Keeps both clouds and the folder as they are; what it returns brings that back, and forgets what happened since. */
  keep(): () => void;
  /** Takes permissions out of those that the runbook lists. */
  take(...permissions: readonly string[]): void;
  /** Takes another text of vpn.yaml: its artifacts replace the others, and its runbook the permissions. */
  rebuild(text: string): Topology;
  close(): Promise<void>;
}

export interface VpnOptions extends WorldOptions {
  readonly tool: Tool;
  /** Text of vpn.yaml. */
  readonly text: string;
  /** Environment instead of that of both clouds. */
  readonly env?: (world: World) => Readonly<Record<string, string>>;
  /** What the arguments of a CLI have in them that is started as it is. */
  readonly plain?: readonly string[];
  /** Whether gcloud logs all that it can. */
  readonly logging?: boolean;
  /** Whether every script runs with what the runbook lists, and nothing more; with all permissions where absent. */
  readonly limited?: boolean;
}

/** Stands in for sops: a decrypted file is its own key to reading it. */
const sops = `#!/usr/bin/env bash
[[ "$1 $2" == "--decrypt --extract" ]] && id=\${3:2:2} && sed -n "s/^$id: //p" "$4"
`;

/** The caller must await \`close\`. */
export async function openVpn({
  tool,
  text,
  plain = [],
  logging = false,
  limited = false,
  env,
  ...options
}: VpnOptions): Promise<Vpn> {
  const topology = topologyOf(text);
  const artifacts = artifactsOf(text);
  const world = await startWorld(topology, { terraform: tool === "terraform", ...options });
  if (limited) limit(world, { topology, artifacts });
  if (topology.keys.source === "existing") world.storeKeys();
  const all = { ...world.awsEnv(), ...world.googleEnv, ...world.terraformEnv };
  const folder = newFolder(topology.name, artifacts, {
    env: env ? env(world) : all,
    commands: { sops },
    logging,
    plain,
  });
  if (topology.keys.sopsFile !== "") writeKeys(folder, topology);
  const flags = tool === "terraform" ? terraformFlags(folder, { topology, artifacts }) : [];
  return {
    topology,
    world,
    folder,
    flags,
    deploy: (...args) =>
      folder.run("deploy.sh", "--gcp", tool, "--yes", "--timeout", "60", ...flags, ...args),
    async stand() {
      lift(world);
      await makeDirectly(world, topology);
      arrangeTables(world, topology.aws);
      if (limited) limit(world, { topology, artifacts });
      const pins = Object.fromEntries(topology.tunnels.map(({ id }) => [id, "1"]));
      const [a, b] = gatewayAddresses(world, topology);
      folder.write({
        "psk-versions.json": JSON.stringify({ psk_versions: pins }),
        "gcp-addresses.json": JSON.stringify({ a, b }),
      });
      expect(world.history.at(-1)?.up).toHaveLength(4);
      world.calls.length = 0;
      world.history.length = 0;
    },
    keep() {
      const restore = [world.keep(), folder.keep()];
      return () => {
        for (const each of restore) each();
        if (limited) limit(world, { topology, artifacts });
        world.wait(10);
        world.calls.length = 0;
        world.history.length = 0;
      };
    },
    take: (...permissions) => limit(world, { topology, artifacts }, permissions),
    rebuild(changed) {
      const rebuilt = { topology: topologyOf(changed), artifacts: artifactsOf(changed) };
      folder.write(rebuilt.artifacts);
      if (limited) limit(world, rebuilt);
      return rebuilt.topology;
    },
    async close() {
      folder.remove();
      await world.stop();
    },
  };
}

function writeKeys(folder: Folder, { keys, tunnels }: Topology): void {
  const file = path.join(folder.directory, keys.sopsFile);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, tunnels.map(({ id }) => `${id}: ${keyOf(id)}\n`).join(""));
}

/** A bucket cannot be reached from a test, and a module needs the root that the runbook shows. */
function terraformFlags(
  { directory }: Folder,
  { topology, artifacts }: { topology: Topology; artifacts: Artifacts },
): string[] {
  const isModule = topology.output.terraformForm === "module";
  const root = path.join(directory, isModule ? "root" : "gcp/terraform");
  mkdirSync(root, { recursive: true });
  writeFileSync(path.join(root, "state_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  if (!isModule) return [];
  const [, caller = ""] = /```hcl\n(.*?)```/s.exec(artifact(artifacts, "RUNBOOK.md")) ?? [];
  writeFileSync(path.join(root, "main.tf"), caller.replace("./gcp/terraform", "../gcp/terraform"));
  return ["--terraform-root", root];
}

/** Expects both clouds to hold what the topology says, value for value, and all tunnels to be up. */
export function expectDeployed(
  { world, tool, isOrdered = tool === "gcloud" }: { world: World; tool: Tool; isOrdered?: boolean },
  topology: Topology,
): void {
  const { aws, google } = world;
  const outside = new Map(
    [...aws.connections.values()].flatMap(({ tunnels }) =>
      tunnels.map(({ insideCidr, outsideAddress }) => [insideCidr, outsideAddress]),
    ),
  );
  const addresses = Object.fromEntries(
    topology.tunnels.map(({ id, insideCidr }) => [id, outside.get(insideCidr) ?? ""]),
  ) as Record<"a1" | "a2" | "b1" | "b2", string>;
  const versions = Object.fromEntries(
    topology.tunnels.map(({ id, gcpSecret }) => [id, google.vault.get(gcpSecret)?.length ?? 1]),
  );
  const wanted = { ...expectedGateway(topology), ...expectedTunnels(topology, addresses, versions) };
  const held = declaredFields(google.resources);
  expect(Object.keys(held).sort()).toEqual(Object.keys(wanted).sort());
  for (const [key, fields] of Object.entries(wanted)) {
    const known = tool === "terraform" ? withoutNote(fields) : fields;
    expect(held[key], key).toMatchObject(isOrdered ? known : unordered(known));
  }
  expect(heldByAws(aws, gatewayAddresses(world, topology))).toEqual(expectedAws(topology));
  for (const tunnel of topology.tunnels) {
    const path = Object.keys(wanted).find((key) => key.endsWith(`/vpnTunnels/${tunnel.names.tunnel}`));
    const key = currentKey(aws, tunnel);
    expect(key).toMatch(/^[A-Za-z1-9._][A-Za-z0-9._]{31,63}$/);
    expect(google.secrets.get(path ?? "")?.at(-1)).toBe(key);
  }
  world.wait(aws.pace.up);
  expect([...world.disagreements().values()]).toEqual([[], [], [], []]);
  expect(world.history.at(-1)?.up).toHaveLength(4);
}

/** Terraform knows its firewall rule by the state, and says in none whose it is. */
function withoutNote(fields: object): object {
  if (!("sourceRanges" in fields)) return fields;
  const { description: _note, ...rest } = fields as { description?: string };
  return rest;
}

/** Terraform makes interfaces and sessions in any order, and one that is made again comes last. */
function unordered(fields: object): object {
  if (!("bgpPeers" in fields)) return fields;
  const { interfaces, bgpPeers, ...rest } = fields as { interfaces: object[]; bgpPeers: object[] };
  return {
    ...rest,
    interfaces: expect.arrayContaining(interfaces.map((one) => expect.objectContaining(one))),
    bgpPeers: expect.arrayContaining(bgpPeers.map((one) => expect.objectContaining(one))),
  };
}
