import { afterEach, beforeEach, expect, test } from "vitest";
import { requireTool } from "../require.ts";
import { exampleHead, exampleRoot, openWorkspace, type Workspace } from "./workspace.ts";

const suite = requireTool("terraform", "@grpc/grpc-js");

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.close());

suite("the cloud behind the fake google provider", () => {
  const ranges = {
    a1: "169.254.10.2/30",
    a2: "169.254.10.6/30",
    b1: "169.254.11.2/30",
    b2: "169.254.11.6/30",
  };

  test.each<[string, object, string]>([
    ["a cipher spelled as AWS spells it", { encryption: "AES256-GCM-16" }, "'AES256-GCM-16'"],
    ["a cipher in another case", { encryption: "aes-gcm-16-256" }, "'aes-gcm-16-256'"],
    ["integrity beside AEAD", { integrity: ["HMAC-SHA2-256-128"] }, "Integrity can not be specified"],
    ["two equal addresses", { addresses: Array(4).fill("52.196.10.11") }, "4 distinct IP addresses"],
    ["three addresses", { addresses: ["52.196.10.11", "52.196.10.12", "54.64.20.21"] }, "interfaces 0 to 3"],
    [
      "an address from documentation",
      { addresses: ["203.0.113.1", "52.196.10.12", "54.64.20.21", "54.64.20.22"] },
      "RFC5735",
    ],
    [
      "a second tunnel to a peer interface",
      { peer_interfaces: { a1: 0, a2: 1, b1: 2, b2: 2 } },
      "already joins",
    ],
    [
      "an interface that the gateway lacks",
      { vpn_gateway_interfaces: { a1: 2, a2: 0, b1: 1, b2: 1 } },
      "no interface 2",
    ],
    ["a network address as ip_range", { ranges: { ...ranges, a1: "169.254.10.0/30" } }, "address of a host"],
    ["an ip_range that is no /30", { ranges: { ...ranges, a1: "169.254.10.2/29" } }, "must be a /30"],
    ["an ip_range outside link-local space", { ranges: { ...ranges, a1: "10.1.1.2/30" } }, "169.254.0.0/16"],
    [
      "an ip_range used twice",
      { ranges: { ...ranges, a2: "169.254.10.2/30" } },
      "overlaps that of interface",
    ],
    [
      "a peer on an interface that is not there",
      { peer_interface_name: "other" },
      "Interface 'other' is not defined",
    ],
    ["a label in capitals", { label: "Media" }, "team=Media"],
    ["ports beside ICMP", { icmp_ports: ["443"] }, "Ports may only be specified"],
    ["the peer's ASN on the router", { asn: 65000 }, "peerAsn equals the ASN of the router"],
  ])("takes %s at plan and refuses it at apply", async (_, variables, message) => {
    await workspace.initialise(exampleRoot);
    expect(await workspace.run("plan", variables)).toMatchObject({ code: 0, stderr: "" });
    const applied = await workspace.run("apply", variables, "-auto-approve");
    expect(applied.code).toBe(1);
    expect(applied.stderr).toContain(message);
  });

  test("refuses to delete what something else uses", async () => {
    await workspace.initialise(exampleRoot);
    await workspace.changes();
    for (const [type, name] of [
      ["google_compute_router_interface", "media-prod-a1"],
      ["google_compute_vpn_tunnel", "media-prod-a1"],
      ["google_compute_router", "media-prod"],
      ["google_compute_ha_vpn_gateway", "media-prod"],
      ["google_compute_external_vpn_gateway", "media-prod-aws"],
    ] as const) {
      expect(() => workspace.fake.remove(type, name)).toThrow("resourceInUseByAnotherResource");
    }
  });

  test("has no secret version that nobody stored", async () => {
    await workspace.initialise(exampleRoot);
    const planned = await workspace.run("plan", { key_versions: { a1: "7", a2: "1", b1: "1", b2: "1" } });
    expect(planned.code).toBe(1);
    expect(planned.stderr).toContain("projects/media-prod/secrets/media-prod-psk-a1/versions/7");
  });
});

suite("the fake google provider", () => {
  const tunnel = (body: string) =>
    `resource "google_compute_vpn_tunnel" "tunnel" {\n  name = "a1"\n${body}\n}`;
  const router = (body: string) =>
    `resource "google_compute_router" "router" {\n  network = "prod"\n${body}\n}`;

  test.each([
    [
      "two keys",
      tunnel('shared_secret = "x"\nshared_secret_wo = "x"\nshared_secret_wo_version = "1"'),
      "exactly one of",
    ],
    ["no key", tunnel(""), "exactly one of"],
    ["a write-only key without a version", tunnel('shared_secret_wo = "x"'), "all of"],
    ["a documentation address as peer_ip", tunnel('shared_secret = "x"\npeer_ip = "192.0.2.1"'), "RFC5735"],
    ["a private address as peer_ip", tunnel('shared_secret = "x"\npeer_ip = "10.0.0.1"'), "RFC5735"],
    ["an unknown argument", tunnel('shared_secret = "x"\nmtu = 1460'), "Unsupported argument"],
    ["a block as an argument", tunnel('shared_secret = "x"\ncipher_suite = {}'), "Unsupported argument"],
    ["a public ASN", router('name = "router"\nbgp { asn = 65535 }'), "RFC6996"],
    ["capitals in a name", router('name = "Router"\nbgp { asn = 64512 }'), "does not match"],
    [
      "an unknown redundancy type",
      'resource "google_compute_external_vpn_gateway" "aws" {\n  name = "aws"\n  redundancy_type = "FOUR"\n}',
      "expected one of",
    ],
    [
      "a peer name of one letter",
      'resource "google_compute_router_peer" "peer" {\n  name = "a"\n  router = "r"\n  interface = "i"\n  peer_asn = 65000\n}',
      "does not match",
    ],
  ])("refuses %s before any plan", async (_, hcl, message) => {
    await workspace.initialise(`${exampleHead}${hcl}`);
    const validated = await workspace.run("validate");
    expect(validated.code).toBe(1);
    expect(validated.stderr).toContain(message);
  });
});
