import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  exampleHead,
  exampleRoot,
  openWorkspace,
  secretOf,
  tunnelKeys,
  type Workspace,
} from "./fake-google/workspace.ts";
import { requireTool } from "./require.ts";
import { terraform } from "./terraform.ts";

const byInterface = "google_compute_router_interface.interface[each.key].id";
const byTunnel = "google_compute_vpn_tunnel.tunnel[each.key].id";
const tunnelA1 = 'google_compute_vpn_tunnel.tunnel["a1"]';

const replacementOf = (key: string) => [
  `delete router_peer media-prod-${key}`,
  `delete router_interface media-prod-${key}`,
  `delete vpn_tunnel media-prod-${key}`,
  `create vpn_tunnel media-prod-${key}`,
  `create router_interface media-prod-${key}`,
  `create router_peer media-prod-${key}`,
];

requireTool("terraform", "@grpc/grpc-js")("a root against the fake google provider", () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await openWorkspace();
  });
  afterEach(() => workspace.close());

  async function deploy(hcl = exampleRoot): Promise<void> {
    await workspace.initialise(hcl);
    await workspace.changes();
  }

  test("initialises, validates, applies once and then has nothing to change", async () => {
    await workspace.initialise(exampleRoot);
    expect(JSON.parse((await workspace.run("validate", {}, "-json")).stdout)).toMatchObject({ valid: true });
    expect(await workspace.run("plan", {}, "-detailed-exitcode")).toMatchObject({ code: 2 });
    expect(workspace.fake.calls).toEqual([]);
    expect(await workspace.changes({})).toHaveLength(16);
    expect(await workspace.run("plan", {}, "-detailed-exitcode")).toMatchObject({ code: 0 });
    expect(workspace.fake.resources("google_compute_vpn_tunnel").map((tunnel) => tunnel.peer_ip)).toEqual([
      "52.196.10.11",
      "52.196.10.12",
      "54.64.20.21",
      "54.64.20.22",
    ]);
    expect(workspace.fake.resources("google_compute_router_peer").map((peer) => peer.ip_address)).toEqual([
      "169.254.10.2",
      "169.254.10.6",
      "169.254.11.2",
      "169.254.11.6",
    ]);
  });

  test("hands each tunnel its own key, which is in no state, plan or output", async () => {
    await workspace.initialise(exampleRoot);
    const planned = await workspace.run("plan", {}, "-out=plan");
    const shown = await workspace.run("show", {}, "-json", "plan");
    const applied = await terraform(workspace.directory, ["apply", "plan"], workspace.fake.env);
    expect(applied.code).toBe(0);
    const received = Object.fromEntries(
      workspace.fake.receivedSecrets.map(({ tunnel, secret }) => [tunnel, secret]),
    );
    expect(received).toEqual(
      Object.fromEntries(tunnelKeys.map((key) => [`media-prod-${key}`, secretOf(key, 1)])),
    );
    const state = readFileSync(path.join(workspace.directory, "terraform.tfstate"), "utf8");
    expect(state).toContain("media-prod-a1");
    const texts = [state, planned.stdout, shown.stdout, applied.stdout, applied.stderr].join("");
    for (const key of tunnelKeys) expect(texts).not.toContain(secretOf(key, 1));
  });

  test("replaces peer, interface and tunnel of one key in an order that the cloud accepts", async () => {
    await deploy();
    expect(await workspace.changes({}, `-replace=${tunnelA1}`)).toEqual(replacementOf("a1"));
    expect(await workspace.run("plan", {}, "-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test("replaces one tunnel when its key version changes, with the new key", async () => {
    await deploy();
    workspace.fake.setSecret("media-prod-psk-b1", "2", secretOf("b1", 2));
    const changes = await workspace.changes({ key_versions: { a1: "1", a2: "1", b1: "2", b2: "1" } });
    expect(changes).toEqual(replacementOf("b1"));
    expect(workspace.fake.receivedSecrets.at(-1)).toEqual({
      tunnel: "media-prod-b1",
      secret: secretOf("b1", 2),
    });
  });

  test("replaces all four tunnels when the cipher changes", async () => {
    await deploy();
    const variables = { encryption: "AES-GCM-16-128" };
    const changes = await workspace.changes(variables);
    expect([...changes].sort()).toEqual(tunnelKeys.flatMap(replacementOf).sort());
    expect(await workspace.run("plan", variables, "-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test("replaces external gateway and tunnels when an address changes", async () => {
    await deploy();
    const changes = await workspace.changes({
      addresses: ["52.196.10.99", "52.196.10.12", "54.64.20.21", "54.64.20.22"],
    });
    expect(changes.filter((change) => change.includes("external"))).toEqual([
      "delete external_vpn_gateway media-prod-aws",
      "create external_vpn_gateway media-prod-aws",
    ]);
    expect(changes).toHaveLength(26);
  });

  test("replaces interface and peer, not the tunnel, when an inside address changes", async () => {
    await deploy();
    const ranges = {
      a1: "169.254.12.2/30",
      a2: "169.254.10.6/30",
      b1: "169.254.11.2/30",
      b2: "169.254.11.6/30",
    };
    expect(await workspace.changes({ ranges })).toEqual(
      replacementOf("a1").filter((change) => !change.includes("tunnel")),
    );
  });

  test("changes labels in place, leaving interfaces and peers alone", async () => {
    await deploy();
    const changes = await workspace.changes({ label: "video" });
    expect(changes.sort()).toEqual(tunnelKeys.map((key) => `update vpn_tunnel media-prod-${key}`));
  });

  test("destroys everything in an order that the cloud accepts", async () => {
    await deploy();
    expect(await workspace.changes({}, "-destroy")).toHaveLength(16);
    expect(workspace.fake.resources("google_compute_ha_vpn_gateway")).toEqual([]);
  });

  test.each([
    [
      "peers follow the name of their interface",
      byInterface,
      byInterface.replace(/id$/, "name"),
      "RouterInterface",
    ],
    ["interfaces refer to a name", byTunnel, byTunnel.replace(/id$/, "name"), "VpnTunnel"],
  ])("cannot replace a tunnel where %s", async (_, reference, other, noun) => {
    await deploy(exampleRoot.replaceAll(reference, other));
    const result = await workspace.run("apply", {}, "-auto-approve", `-replace=${tunnelA1}`);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(`Error deleting ${noun}`);
    expect(result.stderr).toContain("resourceInUseByAnotherResource");
  });

  test("puts everything back once a refused cipher is corrected", async () => {
    await deploy();
    const failed = await workspace.run("apply", { encryption: "AES256" }, "-auto-approve");
    expect(failed.stderr).toContain("Error creating VpnTunnel");
    expect(workspace.fake.resources("google_compute_vpn_tunnel")).toEqual([]);
    const changes = await workspace.changes();
    expect(changes.sort()).toEqual(
      tunnelKeys
        .flatMap(replacementOf)
        .filter((change) => change.startsWith("create"))
        .sort(),
    );
  });

  test("imports what exists and leaves it as it is", async () => {
    const bgp = [{ asn: 64512 }];
    workspace.fake.create("google_compute_router", { name: "media-prod", network: "prod", bgp });
    await workspace.initialise(exampleRoot);
    const id = "projects/media-prod/regions/asia-northeast1/routers/media-prod";
    expect(await workspace.run("import", {}, "google_compute_router.router", id)).toMatchObject({ code: 0 });
    expect((await workspace.changes()).filter((change) => change.includes(" router "))).toEqual([]);
  });

  test("recreates what someone deleted", async () => {
    await deploy();
    workspace.fake.remove("google_compute_router_peer", "media-prod-a2");
    expect(await workspace.changes({})).toEqual(["create router_peer media-prod-a2"]);
  });

  test("reads an existing router and gateway, and refuses a router that is not there", async () => {
    workspace.fake.create("google_compute_router", {
      name: "shared",
      network: "prod",
      bgp: [{ asn: 64512 }],
    });
    workspace.fake.create("google_compute_ha_vpn_gateway", { name: "shared", network: "prod" });
    await workspace.initialise(`${exampleHead}
variable "router" { default = "shared" }
data "google_compute_network" "prod" { name = "prod" }
data "google_compute_router" "router" {
  name    = var.router
  network = "prod"
}
data "google_compute_ha_vpn_gateway" "gateway" { name = "shared" }
output "asn" { value = data.google_compute_router.router.bgp[0].asn }
output "interfaces" { value = data.google_compute_ha_vpn_gateway.gateway.vpn_interfaces[*].ip_address }
`);
    expect(await workspace.run("apply", {}, "-auto-approve")).toMatchObject({ code: 0 });
    const outputs = JSON.parse((await workspace.run("output", {}, "-json")).stdout);
    expect(outputs).toMatchObject({
      asn: { value: 64512 },
      interfaces: { value: ["34.157.1.11", "35.220.2.11"] },
    });
    expect((await workspace.run("plan", { router: "other" })).stderr).toContain("Router other not found");
  });
});
