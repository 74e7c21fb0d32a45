/** What the picture says in its boxes. */
import type { Connection, Topology, Vpc } from "../../topology/topology.ts";
import type { Content } from "./figure.ts";

/** AWS's own: the gateway, then what is behind it. */
export function awsContents({ aws }: Topology): Content[] {
  const { type, name, origin } = aws.gateway;
  return [
    {
      heading: type === "vgw" ? "Virtual private gateway" : "Transit gateway",
      lines: [origin.existing ? origin.id : name, `ASN ${aws.asn}`],
    },
    ...aws.vpcs.map(vpcContent),
    ...content("Further ranges", furtherRanges(aws)),
  ];
}

function vpcContent({ id, account, cidrs }: Vpc): Content {
  return { heading: "VPC", lines: [id, ...(account === "" ? [] : [`account ${account}`]), ...cidrs] };
}

function furtherRanges({ cidrs, vpcs }: Topology["aws"]): string[] {
  const inVpcs = new Set(vpcs.flatMap((vpc) => vpc.cidrs));
  return cidrs.filter((cidr) => !inVpcs.has(cidr));
}

/** Google Cloud's own: the gateway, what speaks for it, and what is behind it. */
export function gcpContents({ gcp, bgp }: Topology): Content[] {
  const advertised = [...(bgp.advertiseAllSubnets ? ["all subnets"] : []), ...bgp.advertisedRanges];
  return [
    { heading: "HA VPN gateway", lines: [gcp.gateway.name] },
    { heading: "External VPN gateway", lines: [gcp.externalGatewayName, "for AWS's addresses"] },
    { heading: "Cloud Router", lines: [gcp.router.name, `ASN ${gcp.asn}`] },
    { heading: "Network", lines: [gcp.network, ...gcp.cidrs] },
    ...content("Advertised to AWS", advertised),
  ];
}

function content(heading: string, lines: readonly string[]): Content[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}

/** The two ends of a connection. */
export function bandContents({ id, name, customerGatewayName, gatewayInterface }: Connection) {
  return {
    aws: { heading: `VPN connection ${id}`, lines: [name, "customer gateway", customerGatewayName] },
    gcp: { heading: `Interface ${gatewayInterface}`, lines: [] },
  } satisfies Record<string, Content>;
}

/** What both sides were told, the first line as a heading. */
export function agreed({ suite, mtu, aws, gcp, bgp }: Topology): string[] {
  const { phase1, phase2 } = suite.aws;
  return [
    "The same on all four tunnels",
    `phase 1: ${phase1.encryption} ${phase1.integrity} DH ${phase1.dhGroup}`,
    `phase 2: ${phase2.encryption}${suite.aead ? "" : ` ${phase2.integrity}`} DH ${phase2.dhGroup}`,
    `MTU ${mtu.payload}, TCP MSS ${mtu.tcpMss}`,
    `BGP ${aws.asn} – ${gcp.asn}, hold ${bgp.holdTime} s`,
  ];
}
