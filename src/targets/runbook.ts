/** The documents: RUNBOOK.md (what to run, in order, and what is wrong), CHANGES.md and PERMISSIONS.md. */
import renderPermissionsTitle from "../../templates/runbook/access/title.md.hbs";
import renderChangesTitle from "../../templates/runbook/changing/title.md.hbs";
import renderPreflight from "../../templates/runbook/deploy/preflight.md.hbs";
import renderMtu from "../../templates/runbook/mtu.md.hbs";
import renderOtherTeams from "../../templates/runbook/other-teams.md.hbs";
import renderOverview from "../../templates/runbook/overview.md.hbs";
import renderTold from "../../templates/runbook/told.md.hbs";
import renderWorkloads from "../../templates/runbook/workloads.md.hbs";
import { bgpTimers } from "../facts/aws.ts";
import { codeSpan, page, table } from "../render/markdown.ts";
import { htmlCommentText } from "../render/quote.ts";
import type { Topology } from "../topology/topology.ts";
import { optionRows } from "./aws-tunnel-options.ts";
import { accessSections } from "./runbook/access-sections.ts";
import { awsValues } from "./runbook/aws-values.ts";
import { changing } from "./runbook/changing.ts";
import { deploySections } from "./runbook/deploy.ts";
import { oneApplyChanges } from "./runbook/one-apply.ts";
import { namesTable, tunnelNamesTable } from "./runbook/parameters.ts";
import { picture } from "./runbook/picture.ts";
import { prerequisites } from "./runbook/prerequisites.ts";
import { steps } from "./runbook/steps.ts";
import { replacement, trouble } from "./runbook/trouble.ts";
import { type EmitContext, headerText, type Target, textFile } from "./target.ts";

/** Emits the runbook from sections, each of which speaks of what there is, and of nothing else. */
export const runbook: Target = (topology, context) => {
  const sections = [
    ...beginning(topology, context),
    ...deploySections(topology, context),
    ...awsValues(topology, context),
    ...steps(topology, context),
    told(topology, context),
    ...mtuSections(topology),
    ...trouble(topology, context),
  ];
  return [textFile("runbook", page(sections))];
};

/** CHANGES.md: what an edit does to a VPN in use, other suites and keys, replacement and removal. */
export const changesPage: Target = (topology, context) => [
  textFile(
    "changes",
    page([
      renderChangesTitle({ header: htmlCommentText(headerText(context)), name: topology.name }),
      ...changing(topology, context),
      ...(context.artifacts.has("terraform-aws") ? oneApplyChanges(topology) : []),
      ...replacement(topology, context),
    ]),
  ),
];

/** PERMISSIONS.md: least privilege on either cloud. */
export const permissionsPage: Target = (topology, context) => [
  textFile(
    "permissions",
    page([
      renderPermissionsTitle({ header: htmlCommentText(headerText(context)), name: topology.name }),
      ...accessSections(topology, context),
    ]),
  ),
];

/** Bytes of the IPv4 and ICMP headers around what `ping -s` counts. */
const pingHeaderBytes = 28;

function beginning(topology: Topology, context: EmitContext): string[] {
  const duties = externalDuties(topology);
  return [
    renderOverview({
      header: htmlCommentText(headerText(context)),
      name: topology.name,
      pictureText: picture(topology),
      tunnelTableText: tunnelTable(topology),
      prerequisites: prerequisites(topology, context),
    }),
    ...(context.artifacts.has("deploy") ? [renderPreflight({})] : []),
    ...(duties.length > 0 ? [renderOtherTeams({ sourceName: context.sourceName, duties })] : []),
  ];
}

function told(topology: Topology, { artifacts }: EmitContext): string {
  const isOneApply = artifacts.has("terraform-aws");
  return renderTold({
    namesTableText: namesTable(topology, isOneApply),
    tunnelNamesTableText: tunnelNamesTable(topology, isOneApply),
    suiteTableText: suiteTable(topology),
    optionTableText: optionTable(topology),
    routingTableText: routingTable(topology),
  });
}

function mtuSections({ gcp, mtu, workloads }: Topology): string[] {
  const lines = workloads.map(({ name, platform, mtu: own }) => ({
    workloadText: `${codeSpan(name)} on ${codeSpan(platform)}${own === 0 ? "" : `, MTU ${own}`}`,
  }));
  return [
    renderMtu({
      payload: mtu.payload,
      tcpMss: mtu.tcpMss,
      pingSize: mtu.payload - pingHeaderBytes,
      tooLarge: mtu.payload - pingHeaderBytes + 1,
      routes: gcp.cidrs.map((range) => ({ range })),
    }),
    ...(lines.length > 0 ? [renderWorkloads({ workloads: lines })] : []),
  ];
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
