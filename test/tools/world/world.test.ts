/** The world itself: that its wire notices every difference, and that AWS is as bad as its documentation. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emitted } from "../../support/cloudformation.ts";
import { exampleTopology } from "../../support/examples.ts";
import { expectedGateway, seed } from "../expected-compute.ts";
import type { AwsTunnel } from "../fake-aws/state.ts";
import { isModifying, modifyTunnel } from "../fake-aws/vpn.ts";
import type { BgpPeer, Resource, Router, VpnTunnel } from "../fake-gcp/resources.ts";
import { makeDirectly, updateStack } from "./direct.ts";
import { startWorld, type World } from "./start.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const template = emitted(tokyo)[0]?.text ?? "";
const first = tokyo.tunnels[0];
const inside = first?.insideCidr ?? "";
const region = "media-prod/regions/asia-northeast1";

let world: World;
beforeEach(async () => {
  world = await startWorld(tokyo, { operationPolls: 0 });
  await makeDirectly(world, tokyo);
});
afterEach(() => world.stop());

const up = () => world.history.at(-1)?.up ?? [];
const connection = () => {
  const [found] = world.aws.connections.values();
  if (!found) throw new Error("there is no connection");
  return found;
};
const awsTunnel = (): AwsTunnel => {
  const found = connection().tunnels.find(({ insideCidr }) => insideCidr === inside);
  if (!found) throw new Error("there is no such tunnel");
  return found;
};
/** Changes a resource behind the API's back, which refuses most of this. */
function rewrite<T extends Resource>(path: string, change: (resource: T) => Partial<T>): void {
  const { resources } = world.google.compute;
  const resource = resources.get(path) as T;
  resources.set(path, { ...resource, ...change(resource) });
}
const tunnelPath = `${region}/vpnTunnels/tokyo-a1`;
const peers = (change: Partial<BgpPeer>) =>
  rewrite<Router>(`${region}/routers/tokyo`, ({ bgpPeers = [] }) => ({
    bgpPeers: bgpPeers.map((peer) => (peer.name === "tokyo-a1" ? { ...peer, ...change } : peer)),
  }));
const suite = (phase: "phase1" | "phase2", role: string, value: string) =>
  rewrite<VpnTunnel>(tunnelPath, ({ cipherSuite }) => ({
    cipherSuite: { ...cipherSuite, [phase]: { ...cipherSuite?.[phase], [role]: [value] } },
  }));
const option = (name: string, value: string | number) => {
  awsTunnel().options = { ...awsTunnel().options, [name]: [value] };
};

test("is as it was once it is brought back, also a second time", () => {
  const restore = world.keep();
  const resources = [...world.google.resources.keys()];
  for (let time = 0; time < 2; time += 1) {
    connection().state = "deleted";
    option("Phase1DHGroupNumbers", 20);
    world.aws.stacks.clear();
    world.google.compute.resources.delete(tunnelPath);
    world.wait(10);
    expect(up()).toHaveLength(2);
    restore();
    world.wait(10);
    expect(up()).toHaveLength(4);
    expect(connection().state).toBe("available");
    expect(awsTunnel().options.Phase1DHGroupNumbers).toEqual([14]);
    expect(world.aws.stacks.size).toBe(1);
    expect([...world.google.resources.keys()]).toEqual(resources);
  }
});

describe("the wire", () => {
  test("is up where both sides are made", () => {
    expect([...world.disagreements().values()]).toEqual([[], [], [], []]);
    expect(up()).toHaveLength(4);
  });

  test.each<[string, string, () => void]>([
    ["key", "another key on AWS", () => Object.assign(awsTunnel(), { preSharedKey: "Another.key_0001" })],
    [
      "key",
      "another key on Google Cloud",
      () => void world.google.compute.secrets.get(tunnelPath)?.push("x"),
    ],
    ["suite", "another cipher in phase 1", () => suite("phase1", "encryption", "AES-GCM-16-128")],
    ["suite", "another PRF", () => suite("phase1", "prf", "PRF-HMAC-SHA2-384")],
    ["suite", "another group in phase 1", () => suite("phase1", "dh", "Group-16")],
    ["suite", "another cipher in phase 2", () => suite("phase2", "encryption", "AES-CBC-256")],
    ["suite", "another group in phase 2", () => suite("phase2", "pfs", "Group-5")],
    ["suite", "another cipher on AWS", () => option("Phase1EncryptionAlgorithms", "AES128-GCM-16")],
    ["suite", "another hash on AWS", () => option("Phase1IntegrityAlgorithms", "SHA2-512")],
    ["suite", "another group on AWS", () => option("Phase2DHGroupNumbers", 20)],
    ["ike", "IKEv1 on AWS", () => option("IKEVersions", "ikev1")],
    ["ike", "IKEv1 on Google Cloud", () => rewrite<VpnTunnel>(tunnelPath, () => ({ ikeVersion: 1 }))],
    ["session", "a session that is off", () => peers({ enable: "FALSE" })],
    ["asn", "another ASN of AWS", () => peers({ peerAsn: 65001 })],
    ["inside", "another address of AWS", () => peers({ peerIpAddress: "169.254.10.3" })],
    ["inside", "another inside CIDR", () => Object.assign(awsTunnel(), { insideCidr: "169.254.77.0/30" })],
    [
      "outside",
      "the other interface",
      () => rewrite<VpnTunnel>(tunnelPath, () => ({ vpnGatewayInterface: 1 })),
    ],
  ])("is down by its %s with %s, and on that tunnel alone", (reason, _, change) => {
    change();
    world.wait(5);
    const wrong = [...world.disagreements().values()].filter((all) => all.length > 0);
    expect(wrong).toEqual([[reason]]);
    expect(up()).toHaveLength(3);
    expect(up()).not.toContain(inside);
  });

  test.each<[string, () => void, number]>([
    [
      "another ASN of Google Cloud",
      () => rewrite<Router>(`${region}/routers/tokyo`, () => ({ bgp: { asn: 64513 } })),
      0,
    ],
    ["a connection that is gone", () => Object.assign(connection(), { state: "deleted" }), 2],
    ["a tunnel that never comes up", () => void world.broken.add(inside), 3],
    ["one external address in another's slot", () => swapAddresses(), 2],
  ])("is down with %s", (_, change, left) => {
    change();
    world.wait(5);
    expect(up()).toHaveLength(left);
  });

  function swapAddresses(): void {
    rewrite<Resource & { interfaces: { id: number; ipAddress: string }[] }>(
      "media-prod/global/externalVpnGateways/tokyo-aws",
      ({ interfaces }) => ({
        interfaces: interfaces.map((one) => ({
          ...one,
          ipAddress: interfaces.find(({ id }) => id === [1, 0, 2, 3][one.id])?.ipAddress ?? "",
        })),
      }),
    );
  }

  test("comes up with every algorithm allowed on AWS", () => {
    awsTunnel().options = {
      ...awsTunnel().options,
      Phase1DHGroupNumbers: [],
      Phase2EncryptionAlgorithms: [],
    };
    world.wait(5);
    expect(up()).toHaveLength(4);
  });
});

describe("AWS", () => {
  const modify = (tunnel: AwsTunnel, options: Readonly<Record<string, string>>) =>
    modifyTunnel(
      world.aws,
      new Map([
        ["VpnConnectionId", connection().id],
        ["VpnTunnelOutsideIpAddress", tunnel.outsideAddress],
        ...Object.entries(options).map(([name, value]) => [`TunnelOptions.${name}`, value] as const),
      ]),
    );

  test("says `modifying` later than it is asked, and refuses a second modification meanwhile", () => {
    modify(awsTunnel(), { DPDTimeoutSeconds: "40" });
    world.wait(1);
    expect(up()).toHaveLength(3);
    expect(isModifying(world.aws, awsTunnel())).toBe(true);
    for (const tunnel of connection().tunnels)
      expect(() => modify(tunnel, { DPDTimeoutSeconds: "50" })).toThrow("not in a state to be modified");
    world.wait(20);
    expect(up()).toHaveLength(4);
    expect(awsTunnel().options.DPDTimeoutSeconds).toBe(40);
  });

  test.each<[Readonly<Record<string, string>>, string]>([
    [{ "Phase1DHGroupNumber.1.Value": "5" }, "5 is not valid for Phase1DHGroupNumbers"],
    [{ Phase2LifetimeSeconds: "3601" }, "Phase2LifetimeSeconds must be from 900 to 3600"],
    [{ Phase1LifetimeSeconds: "900", Phase2LifetimeSeconds: "900" }, "must be below Phase1LifetimeSeconds"],
    [
      { Phase2LifetimeSeconds: "900", RekeyMarginTimeSeconds: "451" },
      "exceeds half of Phase2LifetimeSeconds",
    ],
    [{ DPDTimeoutAction: "Restart" }, "DPDTimeoutAction must be one of"],
    [{ "IKEVersion.1.Value": "ikev1" }, "needs IKEv2 alone"],
    [{ PreSharedKey: "0bad.key.0001" }, "the pre-shared key is malformed"],
    [{ Unknown: "1" }, "unsupported tunnel option Unknown"],
  ])("refuses %o", (options, message) => {
    expect(() => modify(awsTunnel(), options)).toThrow(message);
    expect(isModifying(world.aws, awsTunnel())).toBe(false);
  });

  test("modifies both tunnels of a connection in a stack update, without waiting", () => {
    updateStack(world, tokyo, {
      text: template.replaceAll("ReplayWindowSize: 1024", "ReplayWindowSize: 512"),
    });
    expect(world.history.at(-1)?.modifying.length).toBeGreaterThanOrEqual(2);
    world.wait(20);
    expect(awsTunnel().options.ReplayWindowSize).toBe(512);
  });

  test("sees with REVERT_DRIFT what lives, and else what was deployed", () => {
    const changed = template.replaceAll("ReplayWindowSize: 1024", "ReplayWindowSize: 512");
    for (const { tunnels } of world.aws.connections.values())
      for (const tunnel of tunnels) tunnel.options = { ...tunnel.options, ReplayWindowSize: 512 };
    const before = world.history.length;
    const made = JSON.stringify(updateStack(world, tokyo, { text: changed, mode: "REVERT_DRIFT" }));
    expect(made.match(/SyncWithActual/g)).toHaveLength(2);
    expect(made).not.toContain('"Modify"');
    world.wait(5);
    expect(Math.max(...world.history.slice(before).map(({ modifying }) => modifying.length))).toBe(0);

    awsTunnel().options = { ...awsTunnel().options, DPDTimeoutSeconds: 99 };
    const drifted = JSON.stringify(updateStack(world, tokyo, { text: `${changed}\n`, mode: "REVERT_DRIFT" }));
    expect(drifted).toContain('"Action":"Modify","LogicalResourceId":"ConnectionA"');
    world.wait(20);
    expect(awsTunnel().options.DPDTimeoutSeconds).toBe(30);
  });

  test.each([
    ["RoutePropagation", "GatewayAttachment", "is not attached to the VPC"],
    ["RoutePropagation", "RoutePropagations", "Unresolved resource dependencies"],
  ])("fails a stack whose %s does not depend on %s rightly", async (id, other, message) => {
    const bare = await startWorld(tokyo, { operationPolls: 0 });
    try {
      bare.storeKeys();
      await seed(bare.google, expectedGateway(tokyo));
      const depends = / {4}DependsOn:\n\s+- GatewayAttachment\n/;
      const text = template.replace(
        depends,
        other === "GatewayAttachment" ? "" : `    DependsOn: ${other}\n`,
      );
      expect(text).not.toBe(template);
      const said = () => {
        updateStack(bare, tokyo, { text });
        bare.wait(10);
        const [stack] = bare.aws.stacks.values();
        return `${stack?.status} ${stack?.events.map(({ logicalId, reason }) => `${logicalId} ${reason}`).join("\n")}`;
      };
      if (other === "GatewayAttachment") {
        expect(said()).toMatch(new RegExp(`^ROLLBACK_COMPLETE[\\s\\S]*${id}.*${message}`));
        expect([...bare.aws.vpnGateways.values()].map(({ state }) => state)).toEqual(["deleted"]);
      } else expect(said).toThrow(message);
    } finally {
      await bare.stop();
    }
  });
});
