/**
 * `gcp/gcloud.sh`: Google Cloud's side as guarded commands, in the same two steps as the Terraform root.
 *
 * https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/creating-ha-vpn
 */
import compare from "../../templates/gcloud/compare.sh";
import gateway from "../../templates/gcloud/gateway.sh";
import main from "../../templates/gcloud/gcloud.sh";
import keys from "../../templates/gcloud/keys.sh";
import replace from "../../templates/gcloud/replace.sh";
import sessions from "../../templates/gcloud/sessions.sh";
import slots from "../../templates/gcloud/slots.sh";
import tunnels from "../../templates/gcloud/tunnels.sh";
import { preSharedKeyPattern } from "../facts/aws.ts";
import * as gcpFacts from "../facts/gcp.ts";
import { type ScriptData, script } from "../render/script.ts";
import type { GcpResource, Topology } from "../topology/topology.ts";
import {
  bgpSession,
  common,
  files,
  firewallData,
  gcpData,
  gcpFirewall,
  gcpLists,
  gcpResources,
  gcpTrack,
  isAddress,
  keyNote,
  moved,
  next,
  onGcp,
  pskVersions,
  tunnelPlace,
} from "./script-parts.ts";
import { headerText, scriptFile, type Target } from "./target.ts";

export const gcloud: Target = (topology, context) => {
  const text = script({
    header: headerText(context),
    data: {
      ...gcpData(topology),
      ...gatewayData(topology),
      ...firewallData(topology),
      ...sessionData(topology),
      ...suiteData(topology),
      // What a refusal tells roll.sh.
      TOOL: "gcloud",
      CONNECTIONS_GIVEN: [],
      ...tunnelData(topology),
    },
    bodies: [
      common,
      next,
      files,
      isAddress,
      onGcp,
      gcpResources,
      gcpLists,
      gcpFirewall,
      gcpTrack,
      bgpSession,
      keyNote,
      pskVersions,
      tunnelPlace,
      moved,
      compare,
      gateway,
      keys,
      slots,
      sessions,
      tunnels,
      replace,
      main,
    ],
  });
  return [scriptFile("gcloud", text)];
};

function gatewayData({ bgp, gcp }: Topology): ScriptData {
  return {
    GATEWAY: gcp.gateway.name,
    GATEWAY_EXISTING: isExisting(gcp.gateway),
    ROUTER: gcp.router.name,
    ROUTER_EXISTING: isExisting(gcp.router),
    EXTERNAL_GATEWAY: gcp.externalGatewayName,
    LABELS: gcp.labels.map(({ key, value }) => `${key}=${value}`),
    ASN: String(gcp.asn),
    KEEPALIVE: String(bgp.keepalive),
    DEFAULT_KEEPALIVE: String(gcpFacts.keepalive.value.default),
  };
}

function sessionData({ aws, bgp }: Topology): ScriptData {
  return {
    PEER_ASN: String(aws.asn),
    ROUTE_PRIORITY: String(bgp.priority),
    DEFAULT_PRIORITY: String(gcpFacts.advertisedRoutePriority.value),
    ADVERTISED_GROUPS: bgp.advertiseAllSubnets ? "ALL_SUBNETS" : "",
    ADVERTISED_RANGES: bgp.advertisedRanges.join(","),
  };
}

/** Fields of the tunnel's `cipherSuite`, which are gcloud's flags too; no value where the cipher takes none. */
export function suiteData({ suite }: Topology): ScriptData {
  const { ikeVersion, phase1, phase2 } = suite.gcp;
  const values = {
    "phase1.encryption": phase1.encryption,
    "phase1.integrity": phase1.integrity.join(),
    "phase1.prf": phase1.prf,
    "phase1.dh": phase1.dh,
    "phase2.encryption": phase2.encryption,
    "phase2.integrity": phase2.integrity.join(),
    "phase2.pfs": phase2.pfs,
  };
  return {
    IKE_VERSION: String(ikeVersion),
    SUITE_FIELDS: Object.keys(values),
    SUITE_VALUES: Object.values(values),
  };
}

function tunnelData({ keys, tunnels }: Topology): ScriptData {
  return {
    TUNNELS: tunnels.map(({ id }) => id),
    TUNNEL_NAMES: tunnels.map(({ names }) => names.tunnel),
    INTERFACE_NAMES: tunnels.map(({ names }) => names.interface),
    PEER_NAMES: tunnels.map(({ names }) => names.peer),
    GATEWAY_INTERFACES: tunnels.map(({ gatewayInterface }) => String(gatewayInterface)),
    PEER_INTERFACES: tunnels.map(({ peerInterface }) => String(peerInterface)),
    INSIDE_ADDRESSES: tunnels.map(({ gcpInside }) => gcpInside),
    PEER_ADDRESSES: tunnels.map(({ awsInside }) => awsInside),
    KEY_PATTERN: preSharedKeyPattern.value,
    KEY_PROJECT: keys.gcpProject,
    GCP_SECRETS: tunnels.map(({ gcpSecret }) => gcpSecret),
  };
}

function isExisting({ existing }: GcpResource): string {
  return existing ? "yes" : "no";
}
