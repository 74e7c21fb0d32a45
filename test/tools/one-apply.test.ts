/** The one-apply root with fakes of both providers. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emit } from "../../src/targets/all.ts";
import { formatAddress, parseCidr } from "../../src/topology/addresses.ts";
import type { Topology, Tunnel } from "../../src/topology/topology.ts";
import { arbitraryVpn } from "../support/arbitrary.ts";
import type { Artifacts } from "../support/artifacts.ts";
import { onCreatedTgw, vpnTemplate, withAws } from "../support/cloudformation.ts";
import { exampleFiles, exampleTopology, oneApplyFile, topologyOf } from "../support/examples.ts";
import { sideOfRoot, sideOfTemplate } from "./aws-sides.ts";
import { expectCloud } from "./emitted-terraform.ts";
import { type FakeAws, startFakeAws } from "./fake-aws-provider/start.ts";
import { openWorkspace, type Workspace } from "./fake-google/workspace.ts";
import { stateOf, writeOneApply } from "./one-apply.ts";
import { requireTool } from "./require.ts";
import { terraform } from "./terraform.ts";

/** What a file can ask for where terraform-aws is its target; rules refuse the rest. */
function forOneApply({ keys, options, ...topology }: Topology): Topology {
  return withAws(
    {
      ...topology,
      keys: { ...keys, source: "generated", awsStorage: "SecretsManager" },
      options: { ...options, rekeyFuzz: Math.max(1, options.rekeyFuzz) },
    },
    { optionsOwner: "template" },
  );
}

function artifactsOf(topology: Topology): Artifacts {
  const files = emit(topology, { sourceName: "vpn.yaml", targets: ["terraform-aws"] });
  return Object.fromEntries(files.map(({ path: file, text }) => [file, text]));
}

/** The tunnel with another inside CIDR. */
function moved(tunnel: Tunnel): Tunnel {
  const network = (parseCidr(tunnel.insideCidr)?.network ?? 0) + 64;
  const host = (offset: number) => formatAddress(network + offset);
  return { ...tunnel, insideCidr: `${host(0)}/30`, awsInside: host(1), gcpInside: host(2) };
}

/** What the file says is there before the VPN, on both clouds. */
function makeWhatExists({ fake }: Workspace, aws: FakeAws, topology: Topology): void {
  const { gcp } = topology;
  const place = { project: gcp.project, region: gcp.region, network: gcp.network };
  if (gcp.router.existing)
    fake.create("google_compute_router", { ...place, name: gcp.router.name, bgp: [{ asn: gcp.asn }] });
  if (gcp.gateway.existing)
    fake.create("google_compute_ha_vpn_gateway", { ...place, name: gcp.gateway.name });
  const { asn, gateway, logs, vpcs } = topology.aws;
  if (gateway.origin.existing) {
    const { id } = gateway.origin;
    if (gateway.type === "tgw") aws.place("aws_ec2_transit_gateway", id, { amazon_side_asn: asn });
    else aws.place("aws_vpn_gateway", id, { amazon_side_asn: String(asn), vpc_id: vpcs[0]?.id ?? "" });
  }
  if (logs.enabled && !logs.create)
    aws.place("aws_cloudwatch_log_group", logs.group, {
      name: logs.group,
      arn: `arn:aws:logs:::log-group:${logs.group}`,
    });
}

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const cases: readonly (readonly [string, Topology])[] = [
  ...([...exampleFiles, oneApplyFile] as const).map(
    (file) => [file, forOneApply(exampleTopology(file))] as const,
  ),
  ["a transit gateway shared with an account", onCreatedTgw(tokyo, ["", "210987654321"])],
  ["logs without BGP", withAws(tokyo, { logs: { ...tokyo.aws.logs, bgp: false } })],
  ["an existing log group", withAws(tokyo, { logs: { ...tokyo.aws.logs, create: false } })],
  ["an extended ASN", { ...tokyo, gcp: { ...tokyo.gcp, asn: 4200000001 } }],
];

requireTool("terraform", "@grpc/grpc-js")("the one-apply root", () => {
  let aws: FakeAws;
  let workspace: Workspace;
  const open = async () => {
    aws = await startFakeAws();
    workspace = await openWorkspace({ reattach: aws.reattach });
  };
  const close = () => {
    workspace.close();
    aws.stop();
  };
  beforeEach(open);
  afterEach(close);

  const plan = (...options: string[]) => workspace.run("plan", {}, "-detailed-exitcode", ...options);
  /** Makes what exists before the VPN, and writes the root. */
  const prepare = async (topology: Topology) => {
    makeWhatExists(workspace, aws, topology);
    await writeOneApply(workspace, artifactsOf(topology));
  };

  test.each(cases)("is formatted and valid: %s", async (_, topology) => {
    await prepare(topology);
    const formatted = await terraform(workspace.directory, ["fmt", "-check", "-diff", "-recursive"]);
    expect(formatted).toEqual({ code: 0, stdout: "", stderr: "" });
    const { stdout } = await workspace.run("validate", {}, "-json");
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
  });

  test.each(cases)(
    "is applied once, says what the other form says, and leaves nothing: %s",
    async (_, topology) => {
      await prepare(topology);
      await workspace.changes();
      for (let turn = 0; turn < 2; turn++) expect(await plan()).toMatchObject({ code: 0, stderr: "" });
      expectBothForms(topology);
      expectTunnels(topology);
    },
  );

  test("random VPNs say the same in both forms, and leave nothing to change", async () => {
    const property = fc.asyncProperty(arbitraryVpn(), async ({ text }) => {
      const topology = forOneApply(topologyOf(text));
      close();
      await open();
      await prepare(topology);
      await workspace.changes();
      expect(await plan()).toMatchObject({ code: 0, stderr: "" });
      expectBothForms(topology);
      expectTunnels(topology);
    });
    await fc.assert(property, { numRuns: 12, endOnFailure: true });
  });

  /** Every value of AWS's side, in CloudFormation and as it stands after the apply. */
  function expectBothForms(topology: Topology): void {
    expect(sideOfRoot(aws)).toEqual(sideOfTemplate(vpnTemplate(topology)));
  }

  /** Google Cloud's side, with AWS's addresses and keys on the right tunnels. */
  function expectTunnels(topology: Topology): void {
    const connections = aws.resources("aws_vpn_connection");
    const ends = topology.tunnels.map(({ id, awsInside, names }) => {
      const connection = connections.find((one) => Object.values(one).includes(awsInside));
      const number = connection?.tunnel1_vgw_inside_address === awsInside ? 1 : 2;
      const address = String(connection?.[`tunnel${number}_address`]);
      const secret = aws.secrets.get(String(connection?.preshared_key_arn))?.value as Record<string, string>;
      return { id, address, tunnel: names.tunnel, secret: secret[address] };
    });
    const address = (id: string) => ends.find((end) => end.id === id)?.address ?? "";
    const addresses = { a1: address("a1"), a2: address("a2"), b1: address("b1"), b2: address("b2") };
    expectCloud(workspace, topology, addresses, false);
    expect(workspace.fake.receivedSecrets).toEqual(
      expect.arrayContaining(ends.map(({ tunnel, secret }) => ({ tunnel, secret }))),
    );
    const state = stateOf(workspace);
    for (const { secret } of ends) expect(state).not.toContain(secret);
  }

  test("keeps keys out of a plan, and of what terraform says", async () => {
    await prepare(tokyo);
    await workspace.changes();
    const [arn = "", secret] = [...aws.secrets][0] ?? [];
    expect(arn).toContain("s2svpn!");
    const value = secret?.value as Record<string, string>;
    const [address = "", old = ""] = Object.entries(value)[0] ?? [];
    aws.secrets.set(arn, { version: 2, value: { ...value, [address]: "Another.key.0123456789" } });
    const warned = await plan();
    expect(warned.code).toBe(0);
    expect(warned.stdout).toContain("raise its number in psk_versions");
    const id = tunnelAt(address);
    const raised = { psk_versions: { [id]: "2" } };
    const planned = await workspace.run("plan", raised, "-out=plan");
    const shown = await workspace.run("show", raised, "-json", "plan");
    for (const text of [planned.stdout, shown.stdout, stateOf(workspace)])
      for (const key of [old, "Another.key.0123456789"]) expect(text).not.toContain(key);
    const changes = await workspace.changes(raised);
    const name = tokyo.tunnels.find((tunnel) => tunnel.id === id)?.names.tunnel;
    expect([...changes].sort()).toEqual(
      ["router_interface", "router_peer", "vpn_tunnel"]
        .flatMap((type) => [`create ${type} ${name}`, `delete ${type} ${name}`])
        .sort(),
    );
    expect(workspace.fake.receivedSecrets.at(-1)).toEqual({ tunnel: name, secret: "Another.key.0123456789" });
    const quiet = await workspace.run("plan", raised, "-detailed-exitcode");
    expect(quiet).toMatchObject({ code: 0, stderr: "" });
    expect(quiet.stdout).not.toContain("psk_versions");
  });

  /** Id of the tunnel with that outside address. */
  function tunnelAt(address: string): string {
    const peer = workspace.fake.resources("google_compute_vpn_tunnel").find((one) => one.peer_ip === address);
    return tokyo.tunnels.find(({ names }) => names.tunnel === peer?.name)?.id ?? "";
  }

  test.each([
    ["a text", "a-key-and-no-object"],
    ["keys by another name", { tunnel1: "Some.key.0123456789", tunnel2: "Some.key.9876543210" }],
  ])("makes no tunnel where AWS's secret is %s, and shows no key", async (_, value) => {
    await prepare(tokyo);
    const secrets = aws.secrets;
    const set = secrets.set.bind(secrets);
    secrets.set = (arn, secret) => set(arn, { ...secret, value });
    const applied = await workspace.run("apply", {}, "-auto-approve");
    expect(applied.code).toBe(1);
    const said = applied.stderr.replace(/[\s│]+/g, " ");
    expect(said).toContain("AWS's secret of this connection");
    expect(said + applied.stdout).not.toMatch(/Some\.key|a-key-and/);
    expect(workspace.fake.resources("google_compute_vpn_tunnel")).toEqual([]);
  });

  test("says what to do where inside CIDRs are others on AWS", async () => {
    await prepare(tokyo);
    await workspace.changes();
    const connections = tokyo.connections.map((connection) => ({
      ...connection,
      tunnels: connection.tunnels.map((tunnel) => (tunnel.id === "a1" ? moved(tunnel) : tunnel)),
    }));
    const tunnels = connections.flatMap((connection) => connection.tunnels);
    await writeOneApply(workspace, artifactsOf({ ...tokyo, connections, tunnels }));
    const result = await plan();
    expect(result.code).toBe(1);
    expect(result.stderr.replace(/[\s│]+/g, " ")).toMatch(/prevent_destroy|change them on AWS first/);
  });

  test("leaves tunnels that AWS lists the other way round, once they are swapped as the docs say", async () => {
    await prepare(tokyo);
    await workspace.changes();
    const [connection] = aws.resources("aws_vpn_connection") as Record<string, unknown>[];
    const [first, second] = [connection?.tunnel1_inside_cidr, connection?.tunnel2_inside_cidr];
    Object.assign(connection ?? {}, { tunnel1_inside_cidr: second, tunnel2_inside_cidr: first });
    const planned = await plan();
    expect(planned.code).toBe(2);
    expect(planned.stdout).not.toContain("forces replacement");
    const swapped = tokyo.connections.find(({ tunnels }) => tunnels[0]?.insideCidr === first)?.id;
    writeFileSync(
      path.join(workspace.directory, "order_override.tf"),
      `resource "aws_vpn_connection" "${swapped}" {
  tunnel1_inside_cidr = "${second}"
  tunnel2_inside_cidr = "${first}"
}
`,
    );
    expect(await plan()).toMatchObject({ code: 0, stderr: "" });
  });

  test("refuses a connection whose keys AWS keeps itself", async () => {
    await prepare(tokyo);
    await workspace.changes();
    const [connection] = aws.resources("aws_vpn_connection") as Record<string, unknown>[];
    Object.assign(connection ?? {}, { tunnel1_preshared_key: "Canary.key.0123456789" });
    const result = await plan();
    expect(result.code).toBe(1);
    expect(result.stderr.replace(/[\s│]+/g, " ")).toContain("storage Standard");
    expect(result.stderr + result.stdout).not.toContain("Canary");
  });

  test("is destroyed on purpose only, as the runbook says", async () => {
    await prepare(tokyo);
    await workspace.changes();
    const calls = aws.calls.length;
    expect(await workspace.run("destroy", {}, "-auto-approve")).toMatchObject({ code: 1 });
    expect(aws.calls).toHaveLength(calls);
    const [, unlocked = ""] =
      /destroy_override\.tf <<'END'\n(.*?)END\n/s.exec(artifactsOf(tokyo)["CHANGES.md"] ?? "") ?? [];
    writeFileSync(path.join(workspace.directory, "destroy_override.tf"), unlocked);
    await workspace.changes({}, "-destroy");
    expect(aws.resources("aws_vpn_connection")).toEqual([]);
    expect(workspace.fake.resources("google_compute_ha_vpn_gateway")).toEqual([]);
  });
});
