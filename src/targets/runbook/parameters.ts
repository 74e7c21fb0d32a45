/** What carries which name and number on either side. */
import { codeSpan, table } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";

/** Each row a thing that both sides have. */
export function namesTable({ aws, gcp, connections, keys }: Topology, isOneApply: boolean): string {
  const { origin, type, name } = aws.gateway;
  const kind = type === "vgw" ? "virtual private gateway" : "transit gateway";
  const customerGateways = connections.map(({ customerGatewayName }) => codeSpan(customerGatewayName));
  return table(
    ["", "AWS", "Google Cloud"],
    [
      ["Account, project", aws.account === "" ? "–" : codeSpan(aws.account), codeSpan(gcp.project)],
      ["Region", codeSpan(aws.region), codeSpan(gcp.region)],
      ["ASN", String(aws.asn), String(gcp.asn)],
      [
        "Own gateway",
        `${kind} ${codeSpan(origin.existing ? origin.id : name)}`,
        `HA VPN gateway ${codeSpan(gcp.gateway.name)}`,
      ],
      [
        "The other side's gateway",
        `customer gateways ${customerGateways.join(", ")}`,
        `external VPN gateway ${codeSpan(gcp.externalGatewayName)}`,
      ],
      ["BGP speaker", "the gateway", `Cloud Router ${codeSpan(gcp.router.name)}`],
      isOneApply
        ? ["Keys", "Secrets Manager, in AWS's own secrets `s2svpn!*`", "only in its tunnels"]
        : ["Keys", "Secrets Manager", `Secret Manager of ${codeSpan(keys.gcpProject)}`],
    ],
  );
}

/** Each row a tunnel. Of keys that AWS makes, nothing has a name of ours. */
export function tunnelNamesTable({ connections, tunnels }: Topology, isOneApply: boolean): string {
  const unless = (cell: string) => (isOneApply ? [] : [cell]);
  const connection = (id: string) => connections.find((each) => each.id === id)?.name ?? "";
  return table(
    [
      "Tunnel",
      "Connection on AWS",
      ...unless("Key on AWS"),
      "Tunnel on Google Cloud",
      "BGP session",
      ...unless("Key on Google Cloud"),
    ],
    tunnels.map((tunnel) => [
      tunnel.id,
      codeSpan(connection(tunnel.connection)),
      ...unless(codeSpan(tunnel.awsSecret)),
      codeSpan(tunnel.names.tunnel),
      codeSpan(tunnel.names.peer),
      ...unless(codeSpan(tunnel.gcpSecret)),
    ]),
  );
}
