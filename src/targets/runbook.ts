/** RUNBOOK.md: what to run, in order, and what both sides were told. */
import render from "../../templates/runbook/RUNBOOK.md.hbs";
import { bgpTimers } from "../facts/aws.ts";
import { lifecycleControl } from "../facts/aws-network.ts";
import { codeSpan, table } from "../render/markdown.ts";
import { htmlCommentText } from "../render/quote.ts";
import type { Topology } from "../topology/topology.ts";
import { type Artifact, accountTemplatePath, artifactPaths } from "./artifacts.ts";
import { optionRows } from "./aws-tunnel-options.ts";
import { oneApply } from "./runbook/one-apply.ts";
import { prerequisites } from "./runbook/prerequisites.ts";
import { sections } from "./runbook/sections.ts";
import { type EmitContext, headerText, type Target } from "./target.ts";

export const runbook: Target = (topology, context) => [
  {
    artifact: "runbook",
    account: "",
    path: artifactPaths.runbook,
    text: render(viewOf(topology, context)),
    executable: false,
  },
];

/** Bytes of the IPv4 and ICMP headers around what `ping -s` counts. */
const pingHeaderBytes = 28;

function viewOf(topology: Topology, context: EmitContext) {
  const { aws, gcp, keys, mtu, name, options, output } = topology;
  const has = (artifact: Artifact) => context.artifacts.has(artifact);
  const isTgw = aws.gateway.type === "tgw";
  return {
    header: htmlCommentText(headerText(context)),
    sourceName: context.sourceName,
    name,
    prerequisites: prerequisites(topology, context),
    awsRegion: aws.region,
    account: aws.account,
    stack: aws.stackName,
    project: gcp.project,
    gcpRegion: gcp.region,
    withTemplate: has("cloudformation"),
    withOptionsScript: has("tunnel-options"),
    withRoutesScript: has("tgw-routes"),
    withTerraform: has("terraform"),
    needsTerraform: has("terraform") || has("terraform-aws"),
    oneApplyText: has("terraform-aws") ? oneApply(topology, context, verifyFlags(topology, context)) : "",
    withGcloud: has("gcloud"),
    withBoth: has("terraform") && has("gcloud"),
    isModule: output.terraformForm === "module",
    verifyFlagsText: verifyFlags(topology, context),
    withAlarms: aws.alarmTopic !== "",
    isTgw,
    isVgw: !isTgw,
    optionsInTemplate: aws.optionsOwner === "template",
    keysExist: keys.source === "existing",
    keysFromSops: keys.source === "sops",
    accounts: (has("cloudformation") ? context.accounts : []).map((account) => ({
      account,
      stack: `${aws.stackName}-vpc`,
      template: accountTemplatePath(account),
    })),
    createsTransitGateway: isTgw && !aws.gateway.origin.existing,
    lifecycleControl: options.lifecycleControl,
    lifecycle: lifecycleControl.value,
    withRoll: has("roll"),
    rollFlagsText: rollFlags(topology, context),
    stackFollows: has("cloudformation") && aws.optionsOwner === "template",
    pinFilesText: pinFiles(topology, context),
    withAddressScript: has("outside-addresses"),
    rekeyMinutes: Math.ceil(options.phase2Lifetime / 60),
    payload: mtu.payload,
    pingSize: mtu.payload - pingHeaderBytes,
    tooLarge: mtu.payload - pingHeaderBytes + 1,
    routes: gcp.cidrs.map((range) => ({ range })),
    tcpMss: mtu.tcpMss,
    workloads: topology.workloads.map((workload) => ({
      workloadText: `${codeSpan(workload.name)} on ${codeSpan(workload.platform)}${workload.mtu === 0 ? "" : `, MTU ${workload.mtu}`}`,
    })),
    tunnelTableText: tunnelTable(topology),
    suiteTableText: suiteTable(topology),
    optionTableText: optionTable(topology),
    routingTableText: routingTable(topology),
    external: externalDuties(topology),
    ...sections(topology, context),
  };
}

/** What roll.sh has to be told: where the root is that calls a module. */
function rollFlags({ output }: Topology, { artifacts }: EmitContext): string {
  const asked = artifacts.has("terraform") && output.terraformForm === "module";
  return asked ? " --terraform-root ." : "";
}

/** What verify.sh has to be told where no stack names the connections. */
function verifyFlags({ output }: Topology, { artifacts }: EmitContext): string {
  if (!artifacts.has("terraform-aws")) return "";
  const folder = output.terraformForm === "module" ? "" : " -chdir=terraform";
  return ["a", "b"]
    .map((id) => ` \\\n  --connection-${id} "$(terraform${folder} output -raw aws_connection_${id})"`)
    .join("");
}

function pinFiles({ output }: Topology, { artifacts }: EmitContext): string {
  const copied = artifacts.has("terraform") && output.terraformForm === "root";
  const copy = copied
    ? ` and, for Terraform, ${codeSpan("gcp/terraform/psk-versions.auto.tfvars.json")}`
    : "";
  return codeSpan("psk-versions.json") + copy;
}

function tunnelTable({ aws, gcp, tunnels }: Topology): string {
  return table(
    ["Tunnel", "Inside CIDR", "AWS inside", "Google inside", "HA gateway interface", "Peer interface", "BGP"],
    tunnels.map((tunnel) => [
      tunnel.id,
      codeSpan(tunnel.insideCidr),
      codeSpan(tunnel.awsInside),
      codeSpan(tunnel.gcpInside),
      String(tunnel.gatewayInterface),
      String(tunnel.peerInterface),
      `${aws.asn} – ${gcp.asn}`,
    ]),
  );
}

function suiteTable({ suite }: Topology): string {
  const { phase1, phase2 } = suite.gcp;
  const none = "none: the cipher authenticates";
  const optional = (values: readonly string[]) =>
    values.length === 0 ? none : values.map(codeSpan).join(", ");
  return table(
    ["", "AWS", "Google Cloud"],
    [
      ["IKE version", codeSpan(suite.aws.ikeVersion), codeSpan(String(suite.gcp.ikeVersion))],
      ["Phase 1 encryption", codeSpan(suite.aws.phase1.encryption), codeSpan(phase1.encryption)],
      ["Phase 1 integrity", codeSpan(suite.aws.phase1.integrity), optional(phase1.integrity)],
      ["Phase 1 PRF", `as integrity: ${codeSpan(suite.aws.phase1.integrity)}`, codeSpan(phase1.prf)],
      ["Phase 1 DH group", codeSpan(String(suite.aws.phase1.dhGroup)), codeSpan(phase1.dh)],
      ["Phase 2 encryption", codeSpan(suite.aws.phase2.encryption), codeSpan(phase2.encryption)],
      [
        "Phase 2 integrity",
        suite.aead
          ? `${codeSpan(suite.aws.phase2.integrity)}, not used`
          : codeSpan(suite.aws.phase2.integrity),
        optional(phase2.integrity),
      ],
      ["Phase 2 PFS group", codeSpan(String(suite.aws.phase2.dhGroup)), codeSpan(phase2.pfs)],
    ],
  );
}

function optionTable(topology: Topology): string {
  const { bgp, gcp } = topology;
  return table(
    ["", "AWS", "Google Cloud"],
    [
      ...optionRows(topology),
      [
        "BGP keepalive",
        `${bgpTimers.value.keepalive} s`,
        gcp.router.existing ? "as the router has it" : `${bgp.keepalive} s`,
      ],
      ["BGP hold time", `${bgp.holdTime} s in effect`, `${bgp.holdTime} s in effect`],
    ],
  );
}

function routingTable({ aws, gcp, bgp }: Topology): string {
  const advertised = [
    ...(bgp.advertiseAllSubnets ? ["all subnets"] : []),
    ...bgp.advertisedRanges.map(codeSpan),
  ];
  return table(
    ["", "AWS", "Google Cloud"],
    [
      ["Ranges behind it", aws.cidrs.map(codeSpan).join(", "), gcp.cidrs.map(codeSpan).join(", ")],
      ["Advertised", "routes of the gateway", advertised.join(", ")],
    ],
  );
}

/** What other teams have to do, since the file leaves it to them. */
function externalDuties({ aws, gcp }: Topology): { dutyText: string }[] {
  const ranges = (cidrs: readonly string[]) => cidrs.map(codeSpan).join(", ");
  const perVpc = aws.vpcs.flatMap((vpc) => [
    ...(vpc.routeTablesExternal
      ? [
          `Route tables of ${codeSpan(vpc.id)}: ${aws.gateway.type === "vgw" ? "turn on route propagation from the gateway" : `a route to ${ranges(gcp.cidrs)} through the transit gateway`}.`,
        ]
      : []),
    ...(vpc.securityGroupsExternal
      ? [`Security groups in ${codeSpan(vpc.id)}: let in what is needed from ${ranges(gcp.cidrs)}, and ICMP.`]
      : []),
    ...(aws.gateway.type === "tgw" && vpc.subnets.length === 0
      ? [
          `Attach ${codeSpan(vpc.id)}${vpc.account === "" ? "" : ` of account ${codeSpan(vpc.account)}`} to the transit gateway${tablesOf(aws.gateway)}.`,
        ]
      : []),
  ]);
  const firewall = gcp.firewall.external
    ? [
        `Firewall of the network ${codeSpan(gcp.network)}: let in what is needed from ${ranges(aws.cidrs)}, and ICMP, which path MTU discovery needs.`,
      ]
    : [];
  return [...perVpc, ...firewall].map((dutyText) => ({ dutyText }));
}

/** Where an attachment that someone else makes must be for both clouds to learn its way. */
function tablesOf({ associate, propagate }: Topology["aws"]["gateway"]): string {
  const duties = [
    ...(associate === "" ? [] : [`let it propagate to ${codeSpan(associate)}`]),
    ...(propagate.length === 0 ? [] : [`associate it with ${propagate.map(codeSpan).join(" or ")}`]),
  ];
  return duties.length === 0 ? "" : `; ${duties.join(", and ")}`;
}
