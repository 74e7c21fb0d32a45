import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleTopology } from "../support/examples.ts";
import { addresses, type EmittedGcloud, emitGcloud, keysOf, keyTrace } from "./emitted-gcloud.ts";
import { expectedGateway, expectedTunnels } from "./expected-compute.ts";
import type { VpnGateway } from "./fake-gcp/resources.ts";
import { watchProcesses } from "./processes.ts";
import { requireTool } from "./require.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const existingRouter = exampleTopology("examples/existing-tgw/vpn.yaml");
const existingGateway = exampleTopology("examples/sops-cbc/vpn.yaml");
const region = "media-prod/regions/asia-northeast1";

const wholeOf = (topology: Topology) => ({
  ...expectedGateway(topology),
  ...expectedTunnels(topology, addresses),
});

requireTool("gcloud")("gcloud.sh", () => {
  let emitted: EmittedGcloud;
  afterEach(() => emitted.close());

  test("makes all that the topology has in two steps, keeps the keys to itself, and then has nothing to do", async () => {
    emitted = await emitGcloud({ topology: tokyo, operationPolls: 1 });
    const { cloud } = emitted;
    emitted.logEverything();
    const first = await emitted.run("gateway");
    expect(first).toMatchObject({ code: 0 });
    expect(emitted.held()).toEqual(expectedGateway(tokyo));

    const made: VpnGateway & { vpnInterfaces?: { id: number; ipAddress: string }[] } = cloud.resources.get(
      `${region}/vpnGateways/tokyo`,
    ) ?? { name: "", selfLink: "" };
    const [zero, one] = [0, 1].map((id) => made.vpnInterfaces?.find((at) => at.id === id)?.ipAddress);
    expect(first.stdout).toBe(`GcpAddress0=${zero} GcpAddress1=${one}\n`);
    expect(readFileSync(emitted.artifact("gcp-addresses.json"), "utf8")).toBe(
      `{"a": "${zero}", "b": "${one}"}\n`,
    );

    emitted.writeAddresses(JSON.stringify({ aws_outside_addresses: addresses }, null, 2));
    const watch = watchProcesses();
    const pins = { a1: "1", a2: "1", b1: "1", b2: "2" };
    writeFileSync(emitted.artifact("psk-versions.json"), JSON.stringify({ psk_versions: pins }));
    const second = await emitted.run("tunnels");
    const seen = watch.stop();
    expect(second).toMatchObject({ code: 0, stdout: "" });
    expect(emitted.held()).toEqual({ ...wholeOf(tokyo), ...expectedTunnels(tokyo, addresses, { b2: 2 }) });
    const keys = tokyo.tunnels.map(({ names }) => cloud.secrets.get(`${region}/vpnTunnels/${names.tunnel}`));
    expect(keys).toEqual(tokyo.tunnels.map(({ id }) => [keysOf(id)[id === "b2" ? 1 : 0]]));

    expect(await emitted.run("gateway")).toMatchObject({ code: 0, changes: 0, stdout: first.stdout });
    expect(await emitted.run("tunnels")).toMatchObject({ code: 0, changes: 0 });
    const other = await emitted.run("tunnels", "--psk-version", "b2=1");
    expect(other).toMatchObject({ code: 3, changes: 0 });
    expect(other.stderr).toMatch(/description +Pre-shared key: version 1 of .*version 2 of tokyo-psk-b2/);
    for (const place of [seen.text, first.stderr + second.stderr, emitted.writtenText()])
      expect(place).not.toMatch(keyTrace);
    if (process.platform === "linux")
      expect([...seen.commands].join("\n")).toContain("--flags-file=/dev/stdin");
  });

  test("builds on an existing gateway, with AES-CBC and its integrity", async () => {
    emitted = await emitGcloud({ topology: existingGateway });
    expect(await emitted.run("gateway")).toMatchObject({ code: 0 });
    emitted.writeAddresses();
    expect(await emitted.run("tunnels")).toMatchObject({ code: 0 });
    expect(emitted.held()).toEqual(wholeOf(existingGateway));
  });

  test("uses an existing router as it is, and changes nothing where it is only to say what it would do", async () => {
    emitted = await emitGcloud({ topology: existingRouter });
    const before = emitted.held();
    const gateway = await emitted.run("gateway", "--dry-run");
    expect(gateway).toMatchObject({ code: 0, changes: 0, stdout: "" });
    expect(gateway.stderr).toContain("would run: gcloud compute vpn-gateways create shared-services ");
    expect(readdirSync(emitted.artifact("")).sort()).toEqual(["gcp", "lib", "settings.sh"]);
    expect(emitted.held()).toEqual(before);

    expect(await emitted.run("gateway")).toMatchObject({ code: 0 });
    emitted.writeAddresses();
    const tunnels = await emitted.run("tunnels", "--dry-run");
    expect(tunnels).toMatchObject({ code: 0, changes: 0 });
    expect(tunnels.stderr).toContain("would run: gcloud beta compute vpn-tunnels create shared-services-b2 ");
    expect(tunnels.stderr).not.toMatch(keyTrace);
    expect(emitted.held()).toEqual(expectedGateway(existingRouter));
  });

  test("finds all as declared where answers leave out what has its default value", async () => {
    emitted = await emitGcloud({
      topology: tokyo,
      resources: [expectedGateway(tokyo), expectedTunnels(tokyo, addresses)],
      sparse: true,
    });
    emitted.writeAddresses();
    expect(await emitted.run("gateway")).toMatchObject({ code: 0, changes: 0 });
    expect(await emitted.run("tunnels")).toMatchObject({ code: 0, changes: 0 });
    const file = emitted.artifact("aws-addresses.json");
    expect(await emitted.run("check", "--aws-addresses", file)).toMatchObject({ code: 0, changes: 0 });
  });

  test("replaces one tunnel, from what differs on, and goes on where it was interrupted", async () => {
    emitted = await emitGcloud({
      topology: tokyo,
      resources: [expectedGateway(tokyo), expectedTunnels(tokyo, addresses)],
    });
    emitted.writeAddresses();
    expect(await emitted.run("replace", "a2")).toMatchObject({ code: 0, changes: 0 });

    const replaced = await emitted.run("replace", "a2", "--psk-version", "a2=2");
    expect(replaced).toMatchObject({ code: 0, changes: 7 });
    const whole = { ...wholeOf(tokyo), ...expectedTunnels(tokyo, addresses, { a2: 2 }) };
    const router = `${region}/routers/tokyo`;
    expect({ ...emitted.held(), [router]: {} }).toEqual({ ...whole, [router]: {} });

    expect(await emitted.run("session", "a2", "off")).toMatchObject({ code: 0, changes: 1 });
    expect(await emitted.run("session", "a2", "off")).toMatchObject({ code: 0, changes: 0 });
    const off = await emitted.run("tunnels", "--psk-version", "a2=2");
    expect(off).toMatchObject({ code: 3, stderr: expect.stringContaining("session a2 on") });
    expect(await emitted.run("session", "a2", "on")).toMatchObject({ code: 0, changes: 1 });
    expect(await emitted.run("tunnels", "--psk-version", "a2=2")).toMatchObject({ code: 0, changes: 0 });
  });

  test("changes labels, the firewall rule and advertisements in place", async () => {
    const whole = wholeOf(tokyo);
    const firewall = "media-prod/global/firewalls/tokyo-from-aws";
    const oldLabels = { ...tokyo, gcp: { ...tokyo.gcp, labels: [{ key: "team", value: "radio" }] } };
    const oldBgp = {
      ...oldLabels,
      bgp: { ...tokyo.bgp, priority: 200, advertiseAllSubnets: false, advertisedRanges: ["10.9.0.0/16"] },
    };
    emitted = await emitGcloud({
      topology: tokyo,
      resources: [
        expectedGateway(oldLabels),
        expectedTunnels(oldBgp, addresses),
        { [firewall]: { ...whole[firewall], sourceRanges: ["10.20.0.0/17", "10.99.0.0/16"] } },
      ],
    });
    emitted.writeAddresses();
    expect(await emitted.run("gateway")).toMatchObject({ code: 0, changes: 2 });
    expect(await emitted.run("tunnels")).toMatchObject({ code: 0, changes: 9 });
    expect(emitted.held()).toEqual(whole);
  });
});
