import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Topology, tunnelIds } from "../../src/topology/topology.ts";
import { arbitraryVpn } from "../support/arbitrary.ts";
import { exampleFiles, exampleTopology, topologyOf } from "../support/examples.ts";
import {
  addresses,
  connect,
  expectCloud,
  firstStep,
  folderOf,
  prepare,
  secondStep,
  write,
} from "./emitted-terraform.ts";
import { openWorkspace, secretOf, type Workspace } from "./fake-google/workspace.ts";
import { requireTool } from "./require.ts";
import { terraform } from "./terraform.ts";

/** What destroy.sh writes before a deliberate `terraform destroy`. */
const unlock = (types: readonly string[]) =>
  types.map((type) => `resource ${type} {\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n`).join("\n");
const guard = '"terraform_data" "tunnels_need_aws_outside_addresses"';
const haGateway = '"google_compute_ha_vpn_gateway" "vpn"';

requireTool("terraform", "@grpc/grpc-js")("the terraform target", () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await openWorkspace();
  });
  afterEach(() => workspace.close());

  const plan = (variables: object, ...options: string[]) =>
    workspace.run("plan", variables, "-detailed-exitcode", ...options);
  const fileOf = (name: string) => readFileSync(path.join(workspace.directory, name), "utf8");

  /** Peer, interface and tunnel go, and come back in the opposite order. */
  const replacementOf = (topology: Topology, id: string) =>
    topology.tunnels
      .filter((tunnel) => tunnel.id === id)
      .flatMap(({ names }) => [
        `delete router_peer ${names.peer}`,
        `delete router_interface ${names.interface}`,
        `delete vpn_tunnel ${names.tunnel}`,
        `create vpn_tunnel ${names.tunnel}`,
        `create router_interface ${names.interface}`,
        `create router_peer ${names.peer}`,
      ]);

  const found = (type: string) => workspace.fake.resources(`google_compute_${type}`);

  test.each(exampleFiles)("what %s emits is formatted and valid", async (file) => {
    await write(workspace, exampleTopology(file));
    const formatted = await terraform(workspace.directory, ["fmt", "-check", "-diff", "-recursive"]);
    expect(formatted).toEqual({ code: 0, stdout: "", stderr: "" });
    const validated = await workspace.run("validate", {}, "-json");
    expect(JSON.parse(validated.stdout)).toMatchObject({ valid: true, diagnostics: [] });
  });

  test.each(exampleFiles)("%s takes two steps, and nothing is left to change after either", async (file) => {
    const topology = exampleTopology(file);
    await prepare(workspace, topology);
    await workspace.changes(firstStep);
    expect(found("vpn_tunnel")).toEqual([]);
    expect(await plan(firstStep)).toMatchObject({ code: 0 });
    const [gateway] = found("ha_vpn_gateway");
    const shown = await workspace.run("output", firstStep, "-json", "gcp_gateway_addresses");
    expect(gateway).toMatchObject({
      vpn_interfaces: Object.values(JSON.parse(shown.stdout)).map((ip_address, id) => ({ id, ip_address })),
    });
    await workspace.changes(secondStep);
    expect(await plan(secondStep)).toMatchObject({ code: 0 });
    expectCloud(workspace, topology);
  });

  test.each(exampleFiles)("%s: keys reach the tunnels, and no state, plan or output", async (file) => {
    const topology = exampleTopology(file);
    await prepare(workspace, topology);
    await workspace.changes(firstStep);
    const planned = await plan(secondStep, "-out=plan");
    const shown = await workspace.run("show", secondStep, "-json", "plan");
    const applied = await terraform(workspace.directory, ["apply", "plan"], workspace.fake.env);
    expect(applied.code).toBe(0);
    const state = fileOf("terraform.tfstate");
    expect(state).toContain("google_compute_vpn_tunnel");
    for (const { id, names } of topology.tunnels) {
      const secret = secretOf(id, 1);
      expect(workspace.fake.receivedSecrets).toContainEqual({ tunnel: names.tunnel, secret });
      expect([state, planned.stdout, shown.stdout, applied.stdout].join("")).not.toContain(secret);
    }
  });

  test.each(exampleFiles)("%s: a plan without AWS's addresses fails", async (file) => {
    const topology = exampleTopology(file);
    await connect(workspace, topology);
    const calls = workspace.fake.calls.length;
    const withNull = await workspace.run("apply", firstStep, "-auto-approve");
    expect(withNull.code).toBe(1);
    expect(withNull.stderr).toContain(`${guard} { # missing: run aws/outside-addresses.sh`);
    expect(withNull.stderr).toContain("lifecycle.prevent_destroy");
    const withNothing = await workspace.run("apply", {}, "-auto-approve");
    expect(withNothing.code).toBe(1);
    expect(withNothing.stderr).toContain('variable "aws_outside_addresses" is not set');
    expect(workspace.fake.calls).toHaveLength(calls);
  });

  test.each(exampleFiles)("%s: a new key version replaces that tunnel and what is on it", async (file) => {
    const topology = exampleTopology(file);
    await connect(workspace, topology);
    const rotated = { ...secondStep, psk_versions: { b1: "2" } };
    expect(await workspace.changes(rotated)).toEqual(replacementOf(topology, "b1"));
    expect(workspace.fake.receivedSecrets.at(-1)).toMatchObject({ secret: secretOf("b1", 2) });
    const notes = found("vpn_tunnel").map(({ description }) => String(description));
    expect(notes.filter((note) => note.includes("version 2"))).toHaveLength(1);
    expect(await plan(rotated)).toMatchObject({ code: 0 });
  });

  test.each(exampleFiles)("%s: another suite replaces all four tunnels and nothing else", async (file) => {
    const topology = exampleTopology(file);
    await connect(workspace, topology);
    const phase = { encryption: "AES-GCM-16-128", integrity: [] };
    const { phase1, phase2 } = topology.suite.gcp;
    const gcp = { ikeVersion: 2, phase1: { ...phase1, ...phase }, phase2: { ...phase2, ...phase } };
    const changed = { ...topology, suite: { ...topology.suite, gcp } };
    await write(workspace, changed);
    const changes = await workspace.changes(secondStep);
    expect([...changes].sort()).toEqual(tunnelIds.flatMap((id) => replacementOf(topology, id)).sort());
    expectCloud(workspace, changed);
  });

  test.each(exampleFiles)("%s can be destroyed on purpose only", async (file) => {
    const topology = exampleTopology(file);
    await connect(workspace, topology);
    const calls = workspace.fake.calls.length;
    expect(await workspace.run("destroy", secondStep, "-auto-approve")).toMatchObject({ code: 1 });
    expect(workspace.fake.calls).toHaveLength(calls);
    const locked = topology.gcp.gateway.existing ? [guard] : [guard, haGateway];
    writeFileSync(path.join(workspace.directory, folderOf(topology), "destroy_override.tf"), unlock(locked));
    await workspace.changes(secondStep, "-destroy");
    expect(found("vpn_tunnel")).toEqual([]);
    expect(found("ha_vpn_gateway")).toHaveLength(topology.gcp.gateway.existing ? 1 : 0);
    expect(found("router")).toHaveLength(topology.gcp.router.existing ? 1 : 0);
  });

  test("random VPNs end as they were declared, and leave nothing to change", async () => {
    const property = fc.asyncProperty(arbitraryVpn(), async ({ text }) => {
      const topology = topologyOf(text);
      const own = await openWorkspace();
      try {
        await connect(own, topology);
        expect(await own.run("plan", secondStep, "-detailed-exitcode")).toMatchObject({ code: 0 });
        expectCloud(own, topology);
      } finally {
        own.close();
      }
    });
    await fc.assert(property, { numRuns: 15, endOnFailure: true });
  });

  test("the first step takes null on the command line", async () => {
    await prepare(workspace, exampleTopology("examples/tokyo/vpn.yaml"));
    expect(await workspace.changes({}, "-var=aws_outside_addresses=null")).toEqual(
      expect.arrayContaining(["create ha_vpn_gateway tokyo", "create router tokyo"]),
    );
  });

  test.each([
    ["an address is not IPv4", { ...addresses, a1: "2001:db8::1" }, "must hold four IPv4 addresses"],
    ["an address is null", { ...addresses, b2: null }, "must hold four IPv4 addresses"],
    ["two tunnels have one address", { ...addresses, a2: addresses.a1 }, "must hold four different"],
  ])("a plan fails where %s, and says what to do", async (_, wrong, message) => {
    await prepare(workspace, exampleTopology("examples/tokyo/vpn.yaml"));
    const result = await plan({ aws_outside_addresses: wrong });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(message);
    expect(result.stderr.replace(/[\s│]+/g, " ")).toContain("Run aws/outside-addresses.sh");
  });

  test("a key version must be a number", async () => {
    await prepare(workspace, exampleTopology("examples/tokyo/vpn.yaml"));
    const result = await plan({ ...secondStep, psk_versions: { a1: "latest" } });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("psk_versions must hold version numbers");
  });

  test("a module applies once where AWS's addresses are unknown until then", async () => {
    const topology = exampleTopology("examples/sops-cbc/vpn.yaml");
    const known = Object.entries(addresses).map(([id, address]) => `    ${id} = "${address}"\n`);
    const unknown = tunnelIds.map((id) => `    ${id} = terraform_data.aws.output.${id}\n`);
    await prepare(
      workspace,
      topology,
      `resource "terraform_data" "aws" {
  input = {
${known.join("")}  }
}
module "vpn" {
  source = "./vpn"
  aws_outside_addresses = {
${unknown.join("")}  }
}
`,
    );
    expect((await plan({})).stdout).toContain("17 to add");
    await workspace.changes({});
    expect(await plan({})).toMatchObject({ code: 0 });
    expectCloud(workspace, topology);
  });

  test("a plan fails where an existing router has another ASN than AWS expects", async () => {
    const topology = exampleTopology("examples/existing-tgw/vpn.yaml");
    await prepare(workspace, topology);
    await write(workspace, { ...topology, gcp: { ...topology.gcp, asn: 64999 } });
    const result = await plan(secondStep);
    expect(result.code).toBe(1);
    expect(result.stderr.replace(/[\s│]+/g, " ")).toContain(
      "Cloud Router backbone-router has another ASN than 64999",
    );
  });

  test("a router and a gateway that become someone else's are forgotten and not deleted", async () => {
    const topology = exampleTopology("examples/tokyo/vpn.yaml");
    await connect(workspace, topology);
    const gcp = {
      ...topology.gcp,
      router: { ...topology.gcp.router, existing: true },
      gateway: { ...topology.gcp.gateway, existing: true },
    };
    await write(workspace, { ...topology, gcp });
    expect(await workspace.changes(secondStep)).toEqual([]);
    expect(await plan(secondStep)).toMatchObject({ code: 0 });
    expectCloud(workspace, topology);
  });
});
