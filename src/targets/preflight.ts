/** What the checks before a run compare with the clouds: rows of what vpn.yaml declares, and the versions needed. */
import access from "../../templates/preflight/access.sh";
import awsConnections from "../../templates/preflight/aws-connections.sh";
import awsExisting from "../../templates/preflight/aws-existing.sh";
import awsGateway from "../../templates/preflight/aws-gateway.sh";
import awsLimits from "../../templates/preflight/aws-limits.sh";
import awsNetwork from "../../templates/preflight/aws-network.sh";
import awsRunning from "../../templates/preflight/aws-running.sh";
import defaultCredentials from "../../templates/preflight/default-credentials.sh";
import google from "../../templates/preflight/google.sh";
import googleLimits from "../../templates/preflight/google-limits.sh";
import lines from "../../templates/preflight/lines.sh";
import peerPolicy from "../../templates/preflight/peer-policy.sh";
import report from "../../templates/preflight/report.sh";
import versions from "../../templates/preflight/versions.sh";
import { vpnQuotaCodes } from "../facts/aws-network.ts";
import { awsCliVersions, gcloudVersion } from "../facts/cli.ts";
import { terraformVersion } from "../facts/gcp.ts";
import type { ScriptData } from "../render/script.ts";
import type { Topology, Vpc } from "../topology/topology.ts";
import { routeRows, ruleRows } from "./cloudformation/vpcs.ts";

/** For every script that looks at credentials before it begins. */
export const accessChecks = [report, access];
/** For what makes tunnels anew: versions, Terraform's credentials, and the policy on peers. */
export const tunnelChecks = [...accessChecks, versions, defaultCredentials, peerPolicy];
/** For what changes a running VPN: whether its connections are on the declared gateway. */
export const connectionChecks = [awsConnections];
/** All checks of deploy.sh; they need the parts of a deployment too. */
export const deploymentChecks = [
  ...tunnelChecks,
  lines,
  awsNetwork,
  awsGateway,
  ...connectionChecks,
  awsExisting,
  awsRunning,
  awsLimits,
  google,
  googleLimits,
];

/** For `tunnelChecks`. */
export function versionData(): ScriptData {
  return {
    AWS_CLI_VERSIONS: awsCliVersions.value,
    GCLOUD_VERSION: gcloudVersion.value,
    TERRAFORM_VERSION: terraformVersion.value.replace(/^>= /, ""),
  };
}

/** For `connectionChecks`. */
export function gatewayData({ aws: { gateway } }: Topology): ScriptData {
  return { AWS_GATEWAY: gateway.origin.existing ? gateway.origin.id : "", AWS_GATEWAY_TYPE: gateway.type };
}

/** For `deploymentChecks`. The first word of a row is the owner of the VPC: `own`, or an account. */
export function preflightData(topology: Topology): ScriptData {
  const { aws, gcp, tunnels, output } = topology;
  const { gateway, vpcs, logs } = aws;
  const owned = (vpc: Vpc) => (vpc.account === "" || vpc.account === aws.account ? "own" : vpc.account);
  const rows = (of: (vpc: Vpc) => readonly string[]) =>
    vpcs.flatMap((vpc) => of(vpc).map((row) => `${owned(vpc)} ${row}`));
  const codes = vpnQuotaCodes.value;
  return {
    ...versionData(),
    VPC_ROWS: rows(({ id, cidrs }) => [`${id} ${cidrs.join()}`]),
    TABLE_ROWS: rows(({ id, routeTables }) => routeTables.map((table) => `${table} ${id}`)),
    GROUP_ROWS: rows(({ id, securityGroups }) => securityGroups.map((group) => `${group.id} ${id}`)),
    SUBNET_ROWS: rows(({ id, subnets }) => subnets.map((subnet) => `${subnet} ${id}`)),
    ROUTE_ROWS: gateway.type === "tgw" ? rows((vpc) => routeRows(topology, vpc)) : [],
    RULE_ROWS: rows((vpc) => ruleRows(topology, vpc)),
    ...gatewayData(topology),
    AWS_ASN: String(aws.asn),
    ASSOCIATE: gateway.associate,
    TGW_TABLES: gateway.propagate,
    LOG_GROUP: logs.enabled ? logs.group : "",
    LOG_GROUP_CREATED: logs.create ? "yes" : "no",
    QUOTA_CODES: [
      codes.customerGateways,
      codes.vpnGateways,
      codes.connections,
      codes.connectionsPerVpnGateway,
    ],
    NETWORK: gcp.network,
    ROUTER: gcp.router.name,
    ROUTER_EXISTING: gcp.router.existing ? "yes" : "no",
    GCP_ASN: String(gcp.asn),
    GCP_CIDRS: gcp.cidrs,
    INSIDE_CIDRS: tunnels.map(({ insideCidr }) => insideCidr),
    IMPERSONATE: output.impersonate,
  };
}
