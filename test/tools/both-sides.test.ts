import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { arbitraryVpn } from "../support/arbitrary.ts";
import type { VpnDocument } from "../support/arbitrary-ground.ts";
import { type Artifacts, artifact, artifactsOf, withAllTargets } from "../support/artifacts.ts";
import { readTemplate } from "../support/cloudformation.ts";
import { awsEnds, gcloudEnds, optionsOfScript, vaultsOf } from "../support/ends.ts";
import { exampleFiles, exampleText } from "../support/examples.ts";
import { listOf, readSettings, textOf } from "../support/settings.ts";
import { applyTerraform, type Google, readGoogle, terraformEnds } from "./applied-google.ts";
import { openWorkspace, type Workspace } from "./fake-google/workspace.ts";
import { requireTool } from "./require.ts";

const seed = 20260816;

/** Two random files of each kind: gateway, whether it exists, and who owns the tunnels' options. */
function randomFiles(): [title: string, text: string][] {
  const byKind = new Map<string, string[]>();
  for (const { document } of fc.sample(arbitraryVpn(), { seed, numRuns: 100 })) {
    const { gateway, tunnelOptions = "template" } = document.aws;
    const kind = `${gateway.id === undefined ? "new" : "existing"} ${gateway.type}, ${tunnelOptions}`;
    byKind.set(kind, [...(byKind.get(kind) ?? []), withAllTargets(document)]);
  }
  return [...byKind].flatMap(([kind, texts]) =>
    texts
      .slice(0, 2)
      .map((text, index): [string, string] => [`random (seed ${seed}): ${kind}, ${index}`, text]),
  );
}

const files = [...exampleFiles.map((file): [string, string] => [file, exampleText(file)]), ...randomFiles()];

requireTool("terraform", "@grpc/grpc-js")("the two sides of an emitted VPN", () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await openWorkspace();
  });
  afterEach(() => workspace.close());

  test.each(files)("agree on every tunnel, and on who may reach whom: %s", async (_, text) => {
    const document: VpnDocument = parse(text);
    const artifacts = artifactsOf(text);
    const keys = vaultsOf(artifacts);
    const gcpAddresses = await applyTerraform(workspace, artifacts, keys.gcp);
    const google = readGoogle(workspace);
    const world = { gcpAddresses, keys };

    const terraform = terraformEnds(workspace, google);
    const aws = awsEnds(artifacts, world);
    expect(Object.keys(aws)).toHaveLength(4);
    expect(Object.keys(terraform).sort()).toEqual(Object.keys(aws).sort());
    expect(terraform).toMatchObject(aws);
    expect(terraform).toMatchObject(
      Object.fromEntries(Object.keys(aws).map((cidr) => [cidr, { asn: { aws: document.aws.asn } }])),
    );
    expect(gcloudEnds(artifacts, world)).toEqual(terraform);

    expectSameOptions(artifacts);
    expectGcloudAsTerraform(artifacts, google);
    expectRanges(artifacts, google, document);
  });
});

/** Where the template owns the options, the script must not see a difference. */
function expectSameOptions(artifacts: Artifacts): void {
  // The template spells the keys of the log options in another way, and knows the log group as a resource.
  const { LogOptions: _, ...options } = optionsOfScript(artifacts);
  const { Resources } = readTemplate(artifact(artifacts, "aws/cloudformation.yaml"));
  for (const id of ["ConnectionA", "ConnectionB"]) {
    const specifications = Resources[id]?.Properties.VpnTunnelOptionsSpecifications as object[];
    // Lifecycle control is off where the template leaves it out.
    for (const specification of specifications)
      if ("IKEVersions" in specification)
        expect({ EnableTunnelLifecycleControl: false, ...specification }).toMatchObject(options);
  }
}

/** The names and settings that hang on no tunnel, or are the same on all four. */
function expectGcloudAsTerraform(artifacts: Artifacts, google: Google): void {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  const [tunnel] = google.google_compute_vpn_tunnel;
  const [peer] = google.google_compute_router_peer;
  const [firewall] = google.google_compute_firewall;
  const [router] = google.google_compute_router;
  const column = (name: string) => [...listOf(script, name)].sort();
  expect({
    gateway: textOf(script, "GATEWAY"),
    router: [
      textOf(script, "ROUTER"),
      Number(textOf(script, "GCP_ASN")),
      Number(textOf(script, "KEEPALIVE")),
    ],
    external: textOf(script, "EXTERNAL_GATEWAY"),
    labels: column("LABELS"),
    sessions: ["ROUTE_PRIORITY", "ADVERTISED_GROUPS", "ADVERTISED_RANGES"].map((name) =>
      textOf(script, name),
    ),
    firewall: textOf(script, "FIREWALL"),
    sources: column("FIREWALL_RANGES"),
    allow: [...new Set(column("FIREWALL_ALLOW"))],
  }).toEqual({
    gateway: google.google_compute_ha_vpn_gateway[0].name,
    router: [router.name, router.bgp[0].asn, router.bgp[0].keepalive_interval],
    external: google.google_compute_external_vpn_gateway[0].name,
    labels: Object.entries(tunnel?.labels ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .sort(),
    sessions: [
      String(peer?.advertised_route_priority),
      peer?.advertised_groups?.join() ?? "",
      peer?.advertised_ip_ranges.map(({ range }) => range).join() ?? "",
    ],
    firewall: firewall?.name ?? "",
    sources: [...(firewall?.source_ranges ?? [])].sort(),
    allow: (firewall?.allow ?? [])
      .flatMap(({ protocol, ports }) =>
        (ports ?? [""]).map((port) => (port === "" ? protocol : `${protocol}:${port}`)),
      )
      .sort(),
  });
}

/** Each side lets in, and routes to, the ranges that the user gave for the other. */
function expectRanges(artifacts: Artifacts, google: Google, { aws, gcp }: VpnDocument): void {
  const awsRanges = [...new Set([...aws.vpcs.flatMap(({ cidrs }) => cidrs), ...(aws.cidrs ?? [])])].sort();
  const external = gcp.firewall === "external";
  expect(google.google_compute_firewall.map(({ source_ranges }) => [...source_ranges].sort())).toEqual(
    external ? [] : [awsRanges],
  );
  const given = gcp.advertise ?? ["all-subnets"];
  for (const { advertised_groups, advertised_ip_ranges } of google.google_compute_router_peer)
    expect([...(advertised_groups ?? []), ...advertised_ip_ranges.map(({ range }) => range)]).toEqual([
      ...(given.includes("all-subnets") ? ["ALL_SUBNETS"] : []),
      ...given.filter((entry) => entry !== "all-subnets"),
    ]);

  const templates = Object.entries(artifacts).filter(([name]) => name.endsWith(".yaml"));
  const resources = templates.flatMap(([, text]) => Object.values(readTemplate(text).Resources));
  const found = resources.flatMap(({ Type, Properties: p }) => {
    if (Type === "AWS::EC2::Route") return [`${p.RouteTableId} → ${p.DestinationCidrBlock}`];
    if (Type === "AWS::EC2::VPNGatewayRoutePropagation") return p.RouteTableIds as string[];
    if (Type === "AWS::EC2::SecurityGroupIngress")
      return [`${p.GroupId} ${p.IpProtocol} ${p.FromPort ?? -1}-${p.ToPort ?? -1} ← ${p.CidrIp}`];
    return [];
  });
  const routes = aws.vpcs.flatMap(({ routeTables }) =>
    routeTables === "external"
      ? []
      : routeTables.flatMap((table) =>
          aws.gateway.type === "vgw" ? [table] : gcp.cidrs.map((range) => `${table} → ${range}`),
        ),
  );
  const ingress = aws.vpcs.flatMap(({ securityGroups }) =>
    securityGroups === "external"
      ? []
      : securityGroups.flatMap(({ id, allow }) =>
          allow.flatMap((entry) => gcp.cidrs.map((range) => `${id} ${ingressOf(entry)} ← ${range}`)),
        ),
  );
  expect(found.sort()).toEqual([...new Set([...routes, ...ingress])].sort());
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function ingressOf(entry: string): string {
  if (entry === "all") return "-1 -1--1";
  if (entry === "icmp") return "icmp -1--1";
  const [protocol, ports = ""] = entry.split("/");
  const [from, to = from] = ports.split("-");
  return `${protocol} ${from}-${to}`;
}
