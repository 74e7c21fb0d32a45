/** The VPN as a Mermaid flowchart. */
import { label } from "../../render/mermaid.ts";
import type { Topology } from "../../topology/topology.ts";

export function picture({ aws, gcp, connections, mtu }: Topology): string {
  const gateway = aws.gateway.type === "vgw" ? "Virtual private gateway" : "Transit gateway";
  const { origin } = aws.gateway;
  const lines = [
    "flowchart LR",
    `  subgraph aws[${label(`AWS, ${aws.region}`)}]`,
    ...aws.vpcs.map(({ id, cidrs }, index) => `    vpc${index}[${label(id, ...cidrs)}]`),
    `    gateway[${label(gateway, origin.existing ? origin.id : aws.gateway.name, `ASN ${aws.asn}`)}]`,
    ...connections.map(({ id, name }) => `    connection_${id}[${label(`Connection ${id}`, name)}]`),
    "  end",
    `  subgraph gcp[${label(`Google Cloud, ${gcp.region}`)}]`,
    ...connections.map(
      ({ gatewayInterface }) =>
        `    interface${gatewayInterface}[${label(`HA VPN gateway ${gcp.gateway.name}`, `interface ${gatewayInterface}`)}]`,
    ),
    `    router[${label("Cloud Router", gcp.router.name, `ASN ${gcp.asn}`)}]`,
    `    network[${label(`Network ${gcp.network}`, ...gcp.cidrs)}]`,
    "  end",
    ...aws.vpcs.map((_, index) => `  vpc${index} --- gateway`),
    ...connections.map(({ id }) => `  gateway --- connection_${id}`),
    ...connections.flatMap(({ id, gatewayInterface, tunnels }) =>
      tunnels.map(
        (tunnel) =>
          `  connection_${id} ---|${label(tunnel.id, `${tunnel.awsInside} – ${tunnel.gcpInside}`, `MTU ${mtu.payload}`)}| interface${gatewayInterface}`,
      ),
    ),
    ...connections.map(({ gatewayInterface }) => `  interface${gatewayInterface} --- router`),
    "  router --- network",
  ];
  return ["```mermaid", ...lines, "```"].join("\n");
}
