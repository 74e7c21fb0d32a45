/** What the AWS team must set where no artifact of this folder sets anything on AWS. */
import render from "../../../templates/runbook/aws-values.md.hbs";
import { largestBgpAsn } from "../../facts/aws.ts";
import { codeSpan, table } from "../../render/markdown.ts";
import { awsTargets } from "../../target-names.ts";
import type { Topology } from "../../topology/topology.ts";
import { comparedOptions, shownValue } from "../aws-tunnel-options.ts";
import type { EmitContext } from "../target.ts";

/** Whether the AWS side is made elsewhere. */
export function isAwsElsewhere({ artifacts }: EmitContext): boolean {
  return !awsTargets.some((target) => artifacts.has(target));
}

/** The section; none where an artifact sets the options. */
export function awsValues(topology: Topology, context: EmitContext): string[] {
  if (!isAwsElsewhere(context)) return [];
  const view = {
    connectionsText: connectionTable(topology),
    tunnelsText: tunnelTable(topology),
    optionsText: optionTable(topology),
    hasLogs: topology.aws.logs.enabled,
    logGroup: topology.aws.logs.group,
    keysText:
      topology.keys.source === "existing"
        ? "The keys are in both secret stores already."
        : "`./secrets.sh create` puts each key into both stores.",
  };
  return [render(view)];
}

function connectionTable({ aws, gcp, connections, keys, name }: Topology): string {
  const asn = gcp.asn > largestBgpAsn.value ? "BgpAsnExtended" : "BgpAsn";
  const each = (cell: (connection: Topology["connections"][number]) => string) => connections.map(cell);
  return table(
    ["", ...each(({ id }) => `Connection ${id}`)],
    [
      ["Region", ...each(() => codeSpan(aws.region))],
      ["Gateway", ...each(() => gatewayText(aws))],
      ["ASN of the gateway", ...each(() => codeSpan(String(aws.asn)))],
      [
        "Customer gateway: address",
        ...each(({ id }) => `${codeSpan(id)} in ${codeSpan("gcp-addresses.json")}`),
      ],
      [`Customer gateway: ${codeSpan(asn)}`, ...each(() => codeSpan(String(gcp.asn)))],
      [`Customer gateway: ${codeSpan("DeviceName")}`, ...each(({ id }) => codeSpan(`${name}-${id}`))],
      ["Customer gateway: type", ...each(() => codeSpan("ipsec.1"))],
      [codeSpan("StaticRoutesOnly"), ...each(() => codeSpan("false"))],
      [codeSpan("PreSharedKeyStorage"), ...each(() => codeSpan(keys.awsStorage))],
      ...(aws.gateway.type === "tgw"
        ? [[codeSpan("TunnelBandwidth"), ...each(() => codeSpan(aws.gateway.bandwidth))]]
        : []),
    ],
  );
}

function gatewayText({ gateway }: Topology["aws"]): string {
  const kind = gateway.type === "vgw" ? "virtual private gateway" : "transit gateway";
  return gateway.origin.existing ? `${kind} ${codeSpan(gateway.origin.id)}` : `a ${kind}`;
}

function tunnelTable({ tunnels }: Topology): string {
  return table(
    [
      "Tunnel",
      "Connection",
      codeSpan("TunnelInsideCidr"),
      `Secret of ${codeSpan("PreSharedKey")} in Secrets Manager`,
    ],
    tunnels.map(({ id, connection, insideCidr, awsSecret }) => [
      id,
      connection,
      codeSpan(insideCidr),
      codeSpan(awsSecret),
    ]),
  );
}

/** The options that tunnel-options.sh would compare. */
function optionTable(topology: Topology): string {
  return table(
    ["Option of each tunnel", "Value"],
    comparedOptions(topology).map((option) => [codeSpan(option.name), codeSpan(shownValue(option))]),
  );
}
