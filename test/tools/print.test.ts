/** The commands that `--print` prints, run by the real CLIs as somebody would who pastes them. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { exampleTopology } from "../support/examples.ts";
import { addresses, type EmittedGcloud, emitGcloud, keysOf, keyTrace } from "./emitted-gcloud.ts";
import { expectedGateway, expectedTunnels } from "./expected-compute.ts";
import { initialOptions } from "./fake-aws/tunnel-options.ts";
import { watchProcesses } from "./processes.ts";
import { requireTool } from "./require.ts";
import { makeDirectly } from "./world/direct.ts";
import { type Folder, newFolder, scriptsOf } from "./world/folder.ts";
import { startWorld, type World } from "./world/start.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const others = [
  exampleTopology("examples/existing-tgw/vpn.yaml"),
  exampleTopology("examples/sops-cbc/vpn.yaml"),
];
const region = "media-prod/regions/asia-northeast1";
const variables = Object.fromEntries(
  Object.entries(addresses).map(([id, address]) => [`AWS_${id.toUpperCase()}`, address]),
);

requireTool("gcloud")("gcloud.sh --print", () => {
  const started: EmittedGcloud[] = [];
  const emit = async (...args: Parameters<typeof emitGcloud>) => {
    const emitted = await emitGcloud(...args);
    started.push(emitted);
    return emitted;
  };
  afterEach(async () => {
    for (const emitted of started.splice(0)) await emitted.close();
  });

  test("prints what makes the same as both steps, and shows the keys to nobody", async () => {
    const printed = await emit({ topology: tokyo, operationPolls: 1 });
    const { cloud } = printed;
    printed.logEverything();
    const [gateway, tunnels] = [
      await printed.run("gateway", "--print"),
      await printed.run("tunnels", "--print"),
    ];
    expect(cloud.log).toEqual([]);
    expect([gateway.code, tunnels.code]).toEqual([0, 0]);

    const first = await printed.paste(gateway.stdout);
    expect(first, first.stderr).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/- id: 0\n +ipAddress: [\d.]+\n/);
    const watch = watchProcesses();
    const second = await printed.paste(tunnels.stdout, variables);
    const seen = watch.stop();
    expect(second, second.stderr).toMatchObject({ code: 0 });
    const texts = [gateway, tunnels, first, second].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    for (const text of [...texts, seen.text, printed.writtenText()]) expect(text).not.toMatch(keyTrace);
    const keys = tokyo.tunnels.map(({ names }) => cloud.secrets.get(`${region}/vpnTunnels/${names.tunnel}`));
    expect(keys).toEqual(tokyo.tunnels.map(({ id }) => [keysOf(id)[0]]));

    const made = await emit({ topology: tokyo });
    made.writeAddresses();
    for (const step of ["gateway", "tunnels"]) expect(await made.run(step)).toMatchObject({ code: 0 });
    expect(printed.held()).toEqual(made.held());
    printed.writeAddresses();
    for (const step of ["gateway", "tunnels"])
      expect(await printed.run(step)).toMatchObject({ code: 0, changes: 0 });
  });

  test.each(others)("prints both steps for $name on what exists already", async (topology) => {
    const emitted = await emit({ topology });
    emitted.writeAddresses();
    const { code, stdout } = await emitted.run("--print");
    expect(code).toBe(0);
    const pasted = await emitted.paste(stdout);
    expect(pasted, pasted.stderr).toMatchObject({ code: 0 });
    expect(emitted.held()).toEqual({ ...expectedGateway(topology), ...expectedTunnels(topology, addresses) });
  });

  test("makes no tunnel of a secret that is not a key, and does not repeat it", async () => {
    const emitted = await emit({ topology: tokyo, keys: () => ["Canary is not a key"] });
    emitted.writeAddresses();
    const gateway = await emitted.paste((await emitted.run("gateway", "--print")).stdout);
    expect(gateway, gateway.stderr).toMatchObject({ code: 0 });
    const { stdout, stderr, code } = await emitted.paste((await emitted.run("tunnels", "--print")).stdout);
    expect(code).not.toBe(0);
    expect(Object.keys(emitted.held()).join()).not.toContain("vpnTunnels");
    for (const text of [stdout, stderr, emitted.writtenText()]) expect(text).not.toMatch(keyTrace);
  });
});

requireTool("aws")("tunnel-options.sh --print", () => {
  const script = "aws/tunnel-options.sh";
  let world: World;
  let folder: Folder;
  beforeEach(async () => {
    world = await startWorld(tokyo, { operationPolls: 0 });
    await makeDirectly(world, tokyo);
    folder = newFolder(tokyo.name, scriptsOf(tokyo), { env: world.awsEnv() });
  });
  afterEach(async () => {
    folder.remove();
    await world.stop();
  });

  test("prints commands that leave every tunnel as declared", async () => {
    const { aws } = world;
    const tunnels = [...aws.connections.values()].flatMap((connection) =>
      connection.tunnels.map((tunnel) => ({ id: connection.id, tunnel })),
    );
    for (const { tunnel } of tunnels) tunnel.options = initialOptions;
    const calls = world.calls.length;
    const { code, stdout } = await folder.run(script, "--print");
    expect(code).toBe(0);
    expect(world.calls.length).toBe(calls);

    const own = tokyo.tunnels.map(({ id, connection, insideCidr }) => {
      const found = tunnels.find(({ tunnel }) => tunnel.insideCidr === insideCidr);
      return [
        `AWS_${id.toUpperCase()}=${found?.tunnel.outsideAddress}`,
        `CONNECTION_${connection.toUpperCase()}=${found?.id}`,
      ].join(" ");
    });
    const group = "arn:aws:logs:ap-northeast-1:123456789012:log-group:/aws/vendedlogs/tokyo-vpn";
    const [, ...commands] = stdout.split(/^# Tunnel .*$/m);
    expect(commands).toHaveLength(4);
    for (const command of commands) {
      const text = `set -euo pipefail\nLOG_GROUP_ARN=${group} ${own.join(" ")}\n${command}`;
      const result = await folder.run("bash", "-c", text);
      expect(result, result.stderr).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^(available|modifying)\n$/),
      });
      world.wait(100);
    }
    expect(aws.modifications.map(({ insideCidr }) => insideCidr)).toEqual(
      tokyo.tunnels.map(({ insideCidr }) => insideCidr),
    );
    const again = await folder.run(script, "--timeout", "60");
    expect(again, again.stderr).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("nothing to do: all tunnels are as declared"),
    });
    expect(aws.modifications).toHaveLength(4);
  });
});
