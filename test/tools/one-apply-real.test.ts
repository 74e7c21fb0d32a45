/** The one-apply root with the real aws provider, against moto; Google Cloud's side with the fake provider. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { artifact, artifactsOf } from "../support/artifacts.ts";
import { exampleText, oneApplyFile, topologyOf } from "../support/examples.ts";
import { openWorkspace, type Workspace } from "./fake-google/workspace.ts";
import { type Moto, run, startMoto } from "./moto/start.ts";
import { mirrorConfiguration, newKeyCommands, stateOf, writeOneApply } from "./one-apply.ts";
import { requireTool } from "./require.ts";
import { newFolder, scriptsOf } from "./world/folder.ts";

const region = "ap-northeast-3";
/** The provider waits ten seconds and more for each change of a connection, and scripts start the CLI many times. */
vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 600_000 });

/** The mirror has no release that the root asks for. What these tests look at is the same in this one. */
const olderProvider = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
`;

/** A connection as EC2 describes it. Of every member only what is looked at. */
interface Described {
  readonly VpnConnectionId: string;
  readonly PreSharedKeyArn: string;
  readonly Options: { readonly TunnelOptions: { TunnelInsideCidr: string; OutsideIpAddress: string }[] };
}

requireTool(
  "terraform",
  "terraform-provider-aws",
  "moto_server",
  "aws",
  "@grpc/grpc-js",
)("the one-apply root with the real aws provider", () => {
  const configuration = mirrorConfiguration();
  let moto: Moto;
  let workspace: Workspace;
  let text = "";
  beforeAll(async () => {
    moto = await startMoto(region);
    workspace = await openWorkspace({ env: { ...moto.env, TF_CLI_CONFIG_FILE: configuration.file } });
    text = await onGround(moto, exampleText(oneApplyFile));
    writeFileSync(path.join(workspace.directory, "mirror_override.tf"), olderProvider);
    await writeOneApply(workspace, artifactsOf(text));
  });
  afterAll(async () => {
    workspace.close();
    configuration.remove();
    await moto.stop();
  });

  const plan = (variables = {}) => workspace.run("plan", variables, "-detailed-exitcode");
  const connections = async () =>
    (await moto.aws<{ VpnConnections: Described[] }>("ec2", "describe-vpn-connections")).VpnConnections;
  /** The keys of both connections, by outside address. */
  const keys = async (): Promise<Record<string, string>> => {
    const secrets = await Promise.all(
      (await connections()).map(({ PreSharedKeyArn }) =>
        moto.aws<{ SecretString: string }>(
          ...["secretsmanager", "get-secret-value", "--secret-id", PreSharedKeyArn],
        ),
      ),
    );
    return Object.assign({}, ...secrets.map(({ SecretString }) => JSON.parse(SecretString)));
  };
  const outside = async (): Promise<Record<string, string>> =>
    JSON.parse((await workspace.run("output", {}, "-json", "aws_outside_addresses")).stdout);

  test("is valid", async () => {
    const { stdout } = await workspace.run("validate", {}, "-json");
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
  });

  test("applies once, and leaves nothing to change, in whatever order AWS lists the tunnels", async () => {
    await workspace.changes();
    const addresses = await outside();
    for (let turn = 0; turn < 2; turn++) {
      const { code, stdout } = await plan();
      expect(stdout).toContain("No changes.");
      expect(code).toBe(0);
    }
    expect(await outside()).toEqual(addresses);
    const tunnels = (await connections()).flatMap(({ Options }) => Options.TunnelOptions);
    expect(addresses).toEqual(
      Object.fromEntries(
        topologyOf(text).tunnels.map(({ id, insideCidr }) => [
          id,
          tunnels.find(({ TunnelInsideCidr }) => TunnelInsideCidr === insideCidr)?.OutsideIpAddress,
        ]),
      ),
    );
  });

  test("gives each tunnel on Google Cloud the key that AWS made for it, and keeps none", async () => {
    const all = await keys();
    expect(Object.values(all)).toHaveLength(4);
    const addresses = await outside();
    expect(workspace.fake.receivedSecrets).toEqual(
      expect.arrayContaining(
        topologyOf(text).tunnels.map(({ id, names }) => ({
          tunnel: names.tunnel,
          secret: all[addresses[id] ?? ""],
        })),
      ),
    );
    const state = stateOf(workspace);
    for (const key of Object.values(all)) expect(state).not.toContain(key);
    expect(state).toContain('"tunnel1_preshared_key": "REDACTED"');
  });

  test("takes a new key for one tunnel, as the runbook says, and touches no other", async () => {
    const before = await keys();
    const commands = newKeyCommands(artifact(artifactsOf(text), "CHANGES.md"));
    const changed = await run(
      "bash",
      ["--norc", "-euo", "pipefail", "-c", commands.replaceAll("-chdir=terraform ", "")],
      workspace.env,
      workspace.directory,
    );
    expect(changed).toMatchObject({ code: 0, stderr: "" });
    expect(changed.stdout).toMatch(/^"?modifying"?\s*$/);
    const warned = await plan();
    expect(warned.code).toBe(0);
    expect(warned.stdout).toContain("raise its number in psk_versions");
    const { a1 = "" } = await outside();
    const after = await keys();
    expect(after).toEqual({ ...before, [a1]: expect.stringMatching(/^k[A-Za-z0-9]{31}$/) });
    const raised = { psk_versions: { a1: "2" } };
    expect(await workspace.changes(raised)).toEqual([
      "delete router_peer osaka-a1",
      "delete router_interface osaka-a1",
      "delete vpn_tunnel osaka-a1",
      "create vpn_tunnel osaka-a1",
      "create router_interface osaka-a1",
      "create router_peer osaka-a1",
    ]);
    expect(workspace.fake.receivedSecrets.at(-1)).toEqual({ tunnel: "osaka-a1", secret: after[a1] });
    const quiet = await plan(raised);
    expect(quiet).toMatchObject({ code: 0, stderr: "" });
    expect(quiet.stdout).not.toContain("psk_versions");
    expect(stateOf(workspace)).not.toContain(after[a1]);
  });

  test("makes what the other form's scripts expect of AWS", async () => {
    const topology = topologyOf(text);
    const [a, b] = (await connections()).map(({ VpnConnectionId }) => VpnConnectionId);
    const isA = (await outside()).a1;
    const first = (await connections())[0]?.Options.TunnelOptions.some((one) => one.OutsideIpAddress === isA);
    const flags = ["--connection-a", String(first ? a : b), "--connection-b", String(first ? b : a)];
    const folder = newFolder(topology.name, scriptsOf(topology), { env: moto.env });
    try {
      const found = await folder.run("aws/outside-addresses.sh", "--stdout", ...flags);
      expect(found).toMatchObject({ code: 0 });
      expect(JSON.parse(found.stdout)).toEqual({ aws_outside_addresses: await outside() });
      const waiting = ["--first-deployment", "--poll", "1", ...flags];
      // A difference on one tunnel, which moto is still busy with when the script comes.
      const { a1 = "" } = await outside();
      await moto.aws(
        ...["ec2", "modify-vpn-tunnel-options", "--vpn-connection-id", String(first ? a : b)],
        ...["--vpn-tunnel-outside-ip-address", a1, "--tunnel-options", '{"DPDTimeoutSeconds":45}'],
      );
      const put = await folder.run("aws/tunnel-options.sh", ...waiting);
      expect(put).toMatchObject({ code: 0 });
      expect(put.stdout + put.stderr).toContain("DPDTimeoutSeconds");
    } finally {
      folder.remove();
    }
    const quiet = await plan({ psk_versions: { a1: "2" } });
    expect(quiet).toMatchObject({ code: 0, stderr: "" });
  });
});

/** The file with the ids of a VPC, route tables and a security group that moto has. */
async function onGround(moto: Moto, text: string): Promise<string> {
  const id = async (service: string, ...args: string[]) =>
    String(await moto.aws(service, ...args)).replaceAll('"', "");
  const vpc = await id("ec2", "create-vpc", "--cidr-block", "10.30.0.0/16", "--query", "Vpc.VpcId");
  const table = () => id("ec2", "create-route-table", "--vpc-id", vpc, "--query", "RouteTable.RouteTableId");
  const group = ["--group-name", "vpn", "--description", "vpn", "--vpc-id", vpc, "--query", "GroupId"];
  const replacements = {
    "vpc-0a1b2c3d4e5f60718": vpc,
    "rtb-0a1b2c3d4e5f60718": await table(),
    "rtb-0b2c3d4e5f6071829": await table(),
    "sg-0a1b2c3d4e5f60718": await id("ec2", "create-security-group", ...group),
  };
  return Object.entries(replacements).reduce((all, [from, to]) => all.replaceAll(from, to), text);
}
