/** `verify.sh`: one table with a verdict on every layer of both clouds. */
import aws from "../../templates/verify/aws.sh";
import google from "../../templates/verify/google.sh";
import routes from "../../templates/verify/routes.sh";
import table from "../../templates/verify/table.sh";
import body from "../../templates/verify/verify.sh";
import * as facts from "../facts/aws.ts";
import { type ScriptData, script } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { accessChecks } from "./preflight.ts";
import {
  awsCalls,
  awsData,
  cidr,
  common,
  connectionData,
  gcpData,
  gcpTunnels,
  moved,
  movedOneRoot,
  next,
  onConnections,
  onGcp,
  onTunnels,
  side,
  waiting,
} from "./script-parts.ts";
import { headerText, scriptFile, type Target } from "./target.ts";

export const verify: Target = (topology, context) => {
  // One Terraform root for both sides comes without the other scripts.
  const isOneRoot = !context.artifacts.has("outside-addresses");
  const text = script({
    header: headerText(context),
    data: {
      ...awsData(topology),
      ...connectionData(topology),
      ...suiteData(topology),
      ...routeData(topology),
      PHASE2_LIFETIME: String(topology.options.phase2Lifetime),
      ...gcpData(topology),
      GATEWAY: topology.gcp.gateway.name,
      NETWORK: topology.gcp.network,
      ROUTER: topology.gcp.router.name,
      EXTERNAL_GATEWAY: topology.gcp.externalGatewayName,
      TUNNEL_NAMES: topology.tunnels.map(({ names }) => names.tunnel),
      PEER_NAMES: topology.tunnels.map(({ names }) => names.peer),
    },
    bodies: [
      common,
      side,
      waiting,
      awsCalls,
      onConnections,
      onTunnels,
      ...(isOneRoot ? [movedOneRoot] : [next, moved]),
      onGcp,
      gcpTunnels,
      cidr,
      ...accessChecks,
      routes,
      table,
      aws,
      google,
      body,
    ],
  });
  return [scriptFile("verify", text)];
};

/**
 * What is compared of the negotiated suite, and every spelling that a request may have. With an AEAD cipher
 * nothing is negotiated for integrity.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ActiveVpnTunnelStatus.html
 */
function suiteData({ suite }: Topology): ScriptData {
  const { ikeVersion, phase1, phase2 } = suite.aws;
  const integrity = (name: string, value: string) => (suite.aead ? [] : [[name, value] as const]);
  const compared = [
    ["IkeVersion", ikeVersion],
    ["Phase1EncryptionAlgorithm", phase1.encryption],
    ...integrity("Phase1IntegrityAlgorithm", phase1.integrity),
    ["Phase1DHGroup", String(phase1.dhGroup)],
    ["Phase2EncryptionAlgorithm", phase2.encryption],
    ...integrity("Phase2IntegrityAlgorithm", phase2.integrity),
    ["Phase2DHGroup", String(phase2.dhGroup)],
  ] as const;
  return {
    SUITE: compared.map(([, value]) => value),
    SUITE_QUERY: compared.map(([name]) => name).join(),
    SPELLINGS: [
      ...facts.ikeVersions.value,
      ...facts.encryption.value,
      ...facts.integrity.value,
      ...facts.phase2DhGroups.value.map(String),
    ],
  };
}

/** Ranges, and the route tables that this account can read. Another account's are left out. */
function routeData({ aws, gcp }: Topology): ScriptData {
  const { gateway, vpcs } = aws;
  const tables = vpcs.flatMap((vpc) => (vpc.account === "" ? vpc.routeTables : []));
  const propagate = gateway.propagate.length > 0 ? gateway.propagate : ["default"];
  return {
    AWS_CIDRS: aws.cidrs,
    LATER_CIDRS: vpcs.flatMap((vpc) => (vpc.account === "" ? [] : vpc.cidrs)),
    GCP_CIDRS: gcp.cidrs,
    GATEWAY_ID: gateway.origin.existing ? gateway.origin.id : "",
    ROUTE_TABLES: [...new Set(tables)],
    TGW_TABLES: gateway.type === "tgw" ? propagate : [],
  };
}
