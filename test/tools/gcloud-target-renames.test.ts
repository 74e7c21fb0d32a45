/** gcloud.sh where things on Google Cloud still have the names that an earlier build declared. */
import { afterEach, expect, test } from "vitest";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleText, topologyOf } from "../support/examples.ts";
import { addresses, type EmittedGcloud, emitGcloud } from "./emitted-gcloud.ts";
import { type ComputeResources, expectedGateway, expectedTunnels, seed } from "./expected-compute.ts";
import { refusal } from "./fake-gcp/reply.ts";
import { requireTool } from "./require.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const tokyo = topologyOf(text);
const region = "media-prod/regions/asia-northeast1";
const rules = "media-prod/global/firewalls";
const naming = (names: string) => topologyOf(`${text}names: { gcp: ${names} }\n`);
const standing = (topology: Topology): readonly ComputeResources[] => [
  expectedGateway(topology),
  expectedTunnels(topology, addresses),
];

requireTool("gcloud")("gcloud.sh after a rename", () => {
  let emitted: EmittedGcloud;
  afterEach(() => emitted.close());

  async function renamed(topology: Topology, resources = standing(tokyo)): Promise<void> {
    emitted = await emitGcloud({ topology, resources });
    emitted.writeAddresses();
  }
  /** Without lists whose order is that of making. */
  function held(): ComputeResources {
    const { [`${region}/routers/tokyo`]: router, ...others } = emitted.held();
    const byName = (list: unknown) =>
      (list as { name: string }[]).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const { interfaces, bgpPeers } = router ?? {};
    return { ...others, router: { interfaces: byName(interfaces), bgpPeers: byName(bgpPeers) } };
  }

  test("says what has another name before it changes anything, and replaces it in one tunnel", async () => {
    const topology = naming(
      "{ externalGateway: other, tunnels: { a1: x-a1 }, interfaces: { a2: x-a2 }, peers: { b1: x-b1 } }",
    );
    await renamed(topology);
    const before = emitted.held();
    for (const step of ["check", "tunnels"]) {
      const refused = await emitted.run(step, "--aws-addresses", emitted.artifact("aws-addresses.json"));
      expect(refused, refused.stderr).toMatchObject({ code: 3, changes: 0 });
      for (const [name, old, tunnel] of [
        ["x-a1", "tokyo-a1", "a1"],
        ["x-a2", "tokyo-a2", "a2"],
        ["x-b1", "tokyo-b1", "b1"],
        ["other", "tokyo-aws", "b2"],
      ] as const) {
        expect(refused.stderr).toMatch(new RegExp(`(name|external gateway) +${name} +${old}\\n`));
        expect(refused.stderr).toContain(`gcloud.sh replace ${tunnel}\n`);
      }
    }
    expect(emitted.held()).toEqual(before);

    const replaced = await emitted.run("replace", "b2");
    expect(replaced, replaced.stderr).toMatchObject({ code: 0 });
    expect(replaced.stderr).toContain("external-vpn-gateways delete tokyo-aws");
    const wanted = expectedTunnels(topology, addresses);
    const other = `${region}/vpnTunnels/tokyo-b2`;
    expect(emitted.held()).toMatchObject({ [other]: wanted[other] });
    const later = await emitted.run("tunnels");
    expect(later).toMatchObject({ code: 3, changes: 0 });
    expect(later.stderr).not.toContain("gcloud.sh replace b2");
  });

  test("goes on with the same command wherever the replacement of a renamed tunnel has stopped", async () => {
    await renamed(naming("{ tunnels: { a1: x-a1 }, interfaces: { a1: y-a1 }, peers: { a1: z-a1 } }"));
    let allowed = 0;
    emitted.cloud.faults.push((method, path) => {
      if (method === "GET" || path.includes("/operations/")) return undefined;
      allowed -= 1;
      return allowed < 0 ? refusal(503, "backendError", "Try again later.") : undefined;
    });
    let code = 1;
    for (let runs = 0; code !== 0 && runs < 12; runs += 1) {
      allowed = 1;
      ({ code } = await emitted.run("replace", "a1"));
    }
    expect(code).toBe(0);
    const whole = expectedTunnels(
      naming("{ tunnels: { a1: x-a1 }, interfaces: { a1: y-a1 }, peers: { a1: z-a1 } }"),
      addresses,
    );
    expect(held()).toMatchObject({
      [`${region}/vpnTunnels/x-a1`]: whole[`${region}/vpnTunnels/x-a1`],
      router: { interfaces: expect.arrayContaining([expect.objectContaining({ name: "y-a1" })]) },
    });
    expect(Object.keys(held())).not.toContain(`${region}/vpnTunnels/tokyo-a1`);
  });

  test("touches nothing where a name or a range is in use by another tunnel", async () => {
    await renamed(naming("{ tunnels: { a1: tokyo-a2, a2: tokyo-a1 } }"));
    const before = emitted.held();
    const swapped = await emitted.run("replace", "a1");
    expect(swapped, swapped.stderr).toMatchObject({ code: 3, changes: 0 });
    expect(swapped.stderr).toContain("tunnel a1: its name tokyo-a2 is in use by a2");
    expect(emitted.held()).toEqual(before);
    await emitted.close();

    const ranges = text.replace("169.254.10.0/30, 169.254.10.4/30", "169.254.10.4/30, 169.254.10.0/30");
    await renamed(topologyOf(ranges));
    const taken = await emitted.run("replace", "a1");
    expect(taken, taken.stderr).toMatchObject({ code: 3, changes: 0 });
    expect(taken.stderr).toContain("interface tokyo-a2 of tokyo has its range 169.254.10.6/30 already");
  });

  test("leaves no firewall rule of this VPN open under its old name", async () => {
    const topology = naming("{ firewall: other }");
    const own = expectedGateway(tokyo)[`${rules}/tokyo-from-aws`];
    await renamed(topology, [expectedGateway(tokyo)]);
    await seed(emitted.cloud, { [`${rules}/by-hand`]: { ...own, name: "by-hand", description: undefined } });
    await seed(emitted.cloud, {
      [`${rules}/of-another`]: { ...own, name: "of-another", description: "x|\ny|prod" },
    });
    const made = await emitted.run("gateway");
    expect(made, made.stderr).toMatchObject({ code: 0, changes: 2 });
    expect(Object.keys(emitted.held()).filter((key) => key.startsWith(rules))).toEqual(
      ["by-hand", "of-another", "other"].map((name) => `${rules}/${name}`),
    );
    expect(made.stderr).toMatch(/by-hand of network prod lets in the same .*firewall-rules delete by-hand/);
    expect(made.stderr).not.toContain("of-another");
    expect(await emitted.run("gateway")).toMatchObject({ code: 0, changes: 0 });
  });

  test("says that a firewall rule is left where vpn.yaml declares none any more", async () => {
    const external = text.replace("firewall: { allow: [tcp/443, icmp] }", "firewall: external");
    await renamed(topologyOf(external), [expectedGateway(tokyo)]);
    const made = await emitted.run("gateway");
    expect(made, made.stderr).toMatchObject({ code: 0, changes: 0 });
    expect(made.stderr).toMatch(
      /tokyo-from-aws of this VPN is still there.*firewall-rules delete tokyo-from-aws/,
    );
  });
});
