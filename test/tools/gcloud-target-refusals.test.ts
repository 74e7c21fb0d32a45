import { writeFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { TunnelId } from "../../src/topology/topology.ts";
import { exampleTopology } from "../support/examples.ts";
import { addresses, type EmittedGcloud, emitGcloud, keysOf, keyTrace } from "./emitted-gcloud.ts";
import { existingResources, expectedGateway, expectedTunnels, seed } from "./expected-compute.ts";
import { requireTool } from "./require.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const existingRouter = exampleTopology("examples/existing-tgw/vpn.yaml");
const region = "media-prod/regions/asia-northeast1";

requireTool("gcloud")("what gcloud.sh refuses", () => {
  let emitted: EmittedGcloud;
  afterEach(() => emitted.close());

  test("an existing router that is missing, or has another ASN", async () => {
    emitted = await emitGcloud({ topology: existingRouter, resources: [] });
    const missing = await emitted.run("gateway");
    expect(missing).toMatchObject({ code: 3, changes: 0 });
    expect(missing.stderr).toContain("there is no Cloud Router backbone-router in shared-network-host");

    const [[key = "", router] = []] = Object.entries(existingResources(existingRouter));
    await seed(emitted.cloud, { [key]: { ...router, bgp: { asn: 64999 } } });
    const other = await emitted.run("gateway");
    expect(other).toMatchObject({ code: 3, changes: 0 });
    expect(other.stderr).toMatch(/ASN +4200000200 +64999/);
  });

  test("all that it would have to replace, at once and before it changes anything", async () => {
    const gateway = expectedGateway(tokyo);
    const tunnels = expectedTunnels(tokyo, { ...addresses, b1: "54.64.99.99" });
    const router = `${region}/routers/tokyo`;
    const firewall = "media-prod/global/firewalls/tokyo-from-aws";
    const tunnel = (id: TunnelId, change: object) => {
      const key = `${region}/vpnTunnels/tokyo-${id}`;
      return { [key]: { ...tunnels[key], ...change } };
    };
    const changed = (list: "interfaces" | "bgpPeers", changes: Readonly<Record<string, object>>) =>
      (tunnels[router] as Record<typeof list, { name: string }[]>)[list].map((item) => ({
        ...item,
        ...changes[item.name],
      }));
    emitted = await emitGcloud({
      topology: tokyo,
      resources: [
        {
          ...gateway,
          [router]: { ...gateway[router], bgp: { asn: 64512, keepaliveInterval: 40 } },
          [firewall]: { ...gateway[firewall], disabled: true, allowed: [{ IPProtocol: "tcp" }] },
        },
        {
          ...tunnels,
          ...tunnel("a1", { ikeVersion: 1, cipherSuite: undefined }),
          ...tunnel("a2", { peerExternalGatewayInterface: 3 }),
          ...tunnel("b2", { peerExternalGatewayInterface: 1, vpnGatewayInterface: 0 }),
          [router]: {
            interfaces: changed("interfaces", { "tokyo-b2": { ipRange: "169.254.99.2/30" } }),
            bgpPeers: changed("bgpPeers", {
              "tokyo-a1": { peerAsn: 65001, enable: "FALSE" },
              "tokyo-b2": { peerIpAddress: "169.254.99.1" },
            }),
          },
        },
      ],
    });
    emitted.writeAddresses();
    const before = emitted.held();
    const first = await emitted.run("gateway");
    expect(first).toMatchObject({ code: 3, changes: 0, stdout: "" });
    expect(first.stderr).toMatch(
      /keepalive, in seconds +20 +40\n.*routers update tokyo --keepalive-interval=20/,
    );
    expect(first.stderr).toMatch(/disabled +False +True/);

    const second = await emitted.run("tunnels");
    expect(second).toMatchObject({ code: 3, changes: 0 });
    for (const row of [
      /address 2, of b1 +54.64.30.21 +54.64.99.99/,
      /IKE version +2 +1/,
      /phase1.encryption +AES-GCM-16-256 +none/,
      /external interface +1 +3/,
      /gateway interface +1 +0/,
      /peer address +52.196.20.12 +54.64.40.22/,
      /range +169.254.11.6\/30 +169.254.99.2\/30/,
      /address of AWS +169.254.11.5 +169.254.99.1/,
      /ASN of AWS +65000 +65001/,
      /state +on +off/,
      /while the other three are up: .*gcloud\.sh replace b2\n/,
    ])
      expect(second.stderr).toMatch(row);
    expect(emitted.held()).toEqual(before);
  });

  test("a key that is missing or that AWS would not take, before it makes any tunnel and without showing it", async () => {
    const keys = (id: TunnelId) => (id === "b2" ? [`${keysOf(id)[0]}"+/`] : keysOf(id));
    emitted = await emitGcloud({ topology: tokyo, resources: [expectedGateway(tokyo)], keys });
    emitted.writeAddresses();
    const unfit = await emitted.run("tunnels");
    expect(unfit).toMatchObject({ code: 3, changes: 0 });
    expect(unfit.stderr).toContain(
      "version 1 of the secret tokyo-psk-b2 is not a key that both clouds accept",
    );
    expect(unfit.stderr).not.toMatch(keyTrace);
    const missing = await emitted.run("tunnels", "--psk-version", "a1=7");
    expect(missing).toMatchObject({ code: 1, changes: 0 });
    expect(missing.stderr).toContain("cannot read version 7 of the secret tokyo-psk-a1 in media-prod");
  });

  test("the second step before the first, and before AWS has addresses", async () => {
    emitted = await emitGcloud({ topology: tokyo });
    const sooner = await emitted.run("tunnels");
    expect(sooner).toMatchObject({ code: 3, stderr: expect.stringContaining("aws/outside-addresses.sh") });
    emitted.writeAddresses();
    const early = await emitted.run("tunnels");
    expect(early).toMatchObject({ code: 3, changes: 0, stderr: expect.stringContaining("gateway first") });
  });

  test("addresses that are not four different ones, without asking the cloud anything", async () => {
    emitted = await emitGcloud({ topology: tokyo });
    const whole = JSON.stringify(addresses);
    const unread = "does not hold the addresses of a1 a2 b1 b2 and nothing else";
    for (const [text, message] of [
      ["", unread],
      ["{}", unread],
      [`[${whole}]`, unread],
      [`${whole}}`, unread],
      [`{"aws_outside_addresses":${whole}`, unread],
      [JSON.stringify({ ...addresses, b3: "54.64.50.1" }), unread],
      [whole.replace("52.196.20.12", "$(id)"), unread],
      [whole.replace('"a2"', '"a1"'), "no address of tunnel a2"],
      [whole.replace("20.12", "20.256"), "52.196.20.256, of tunnel a2, is no IPv4 address"],
      [whole.replace("20.12", "20.012"), "is no IPv4 address"],
      [whole.replace("20.12", "20"), "is no IPv4 address"],
      [whole.replace("20.12", "10.11"), "two tunnels have the address 52.196.10.11"],
    ] as const) {
      writeFileSync(emitted.artifact("other.json"), text);
      const result = await emitted.run("tunnels", "--aws-addresses", emitted.artifact("other.json"));
      expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining(message) });
    }
    expect(emitted.cloud.log).toEqual([]);
  });

  test("arguments that --help does not explain", async () => {
    emitted = await emitGcloud({ topology: tokyo });
    const help = await emitted.run("--help");
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining("gcloud.sh replace TUNNEL") });
    for (const line of [
      "",
      "gateways",
      "gateway tunnels",
      "tunnels --aws-addresses",
      "replace",
      "replace c1",
      "session a1",
    ])
      expect(await emitted.run(...line.split(" "))).toMatchObject({ code: 2, stdout: "" });
    for (const version of ["a1", "a1=latest", "a1=0", "c1=1", "a1=1 2"])
      expect(await emitted.run("tunnels", "--psk-version", version)).toMatchObject({ code: 2, stdout: "" });
    expect(emitted.cloud.log).toEqual([]);
  });
});
