/** The AWS side as CloudFormation templates: the VPN's own, and one for each other account with VPCs. */
import type { Topology } from "../topology/topology.ts";
import { otherAccounts } from "./accounts.ts";
import { accountTemplatePath, artifactPaths } from "./artifacts.ts";
import { connectionId, connections } from "./cloudformation/connections.ts";
import { customerGatewayId, customerGateways, gatewayOf, gatewaySections } from "./cloudformation/gateway.ts";
import { alarms, logGroup } from "./cloudformation/monitoring.ts";
import { addressHead, transitGatewayHead } from "./cloudformation/parameters.ts";
import { type Output, printTemplate, type Resource, ref, type Section } from "./cloudformation/template.ts";
import { vpcSections } from "./cloudformation/vpcs.ts";
import { headerText, type Target, type TargetFile } from "./target.ts";

export const cloudformation: Target = (topology, context) => {
  const header = headerText(context);
  return [
    file({ path: artifactPaths.cloudformation, text: vpnTemplate(topology, header) }),
    ...otherAccounts(topology).flatMap((account) => {
      const text = accountTemplate(topology, account, header);
      return text === "" ? [] : [file({ path: accountTemplatePath(account), text, account })];
    }),
  ];
};

/** Description of the VPN's stack, by which a script knows it for its own. */
export function stackDescription({ name }: Topology): string {
  return `${name}: highly available VPN to Google Cloud`;
}

function file({ path, text, account = "" }: { path: string; text: string; account?: string }): TargetFile {
  return { artifact: "cloudformation", account, path, text, executable: false };
}

/** The resources of the VPN's own template, or of another account's. */
export function resourcesOf(topology: Topology, account = ""): Resource[] {
  const sections = account === "" ? vpnSections(topology) : accountSections(topology, account);
  return sections.flatMap(({ resources }) => Object.values(resources));
}

function vpnTemplate(topology: Topology, header: string): string {
  return printTemplate({
    header,
    description: stackDescription(topology),
    head: addressHead(topology),
    sections: vpnSections(topology),
    outputs: outputs(topology),
  });
}

function vpnSections(topology: Topology): Section[] {
  const vpcs = topology.aws.vpcs.filter(({ account }) => account === "");
  return [
    customerGateways(topology),
    ...gatewaySections(topology),
    ...vpcSections({ topology, vpcs, gateway: gatewayOf(topology) }),
    logGroup(topology),
    ...connections(topology),
    alarms(topology),
  ];
}

function accountSections(topology: Topology, account: string): Section[] {
  const vpcs = topology.aws.vpcs.filter((vpc) => vpc.account === account);
  return vpcSections({ topology, vpcs, gateway: ref("TransitGatewayId") });
}

/** "" where other teams do all that the account's VPCs need. */
function accountTemplate(topology: Topology, account: string, header: string): string {
  const vpcs = topology.aws.vpcs.filter((vpc) => vpc.account === account);
  const sections = accountSections(topology, account);
  if (sections.every(({ resources }) => Object.keys(resources).length === 0)) return "";
  const usesGateway = vpcs.some(({ subnets, routeTables }) => subnets.length + routeTables.length > 0);
  return printTemplate({
    header,
    description: `${topology.name}: VPCs of account ${account} behind the VPN to Google Cloud`,
    head: usesGateway ? transitGatewayHead(topology) : {},
    sections,
    outputs: {},
  });
}

function outputs(topology: Topology): Record<string, Output> {
  return {
    Region: { Description: "Region of the VPN", Value: ref("AWS::Region") },
    GatewayId: { Description: "Gateway on AWS's side", Value: gatewayOf(topology) },
    ...Object.fromEntries(
      topology.connections.flatMap((connection) => {
        const id = connection.id.toUpperCase();
        const side = `Connection ${connection.id}`;
        return [
          [`Connection${id}Id`, { Description: side, Value: ref(connectionId(connection)) }],
          [
            `CustomerGateway${id}Id`,
            {
              Description: `Customer gateway of connection ${connection.id}`,
              Value: ref(customerGatewayId(connection)),
            },
          ],
        ];
      }),
    ),
  };
}
