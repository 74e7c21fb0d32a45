/** What both Terraform targets have of Google Cloud's side, at the same addresses, so that a state can move. */
import renderBgpSessions from "../../../templates/terraform-common/bgp-sessions.tf.hbs";
import renderCipherSuite from "../../../templates/terraform-common/cipher-suite.tf.hbs";
import renderExistingGateway from "../../../templates/terraform-common/existing-gateway.tf.hbs";
import renderExistingRouter from "../../../templates/terraform-common/existing-router.tf.hbs";
import renderFirewall from "../../../templates/terraform-common/firewall.tf.hbs";
import renderGateway from "../../../templates/terraform-common/gateway.tf.hbs";
import renderProvider from "../../../templates/terraform-common/google-provider.tf.hbs";
import renderLocals from "../../../templates/terraform-common/locals.tf.hbs";
import renderRouter from "../../../templates/terraform-common/router.tf.hbs";
import { hclMap, reference } from "../../render/hcl.ts";
import type { Topology, Traffic, Tunnel } from "../../topology/topology.ts";
import { portsOf } from "../../topology/traffic.ts";

/** The provider's configuration, for a root. */
export function googleProvider({ gcp, output }: Topology): string {
  return renderProvider({ project: gcp.project, region: gcp.region, impersonate: output.impersonate });
}

/** Gateway, router and firewall, each made here, or looked up, or left to others. */
export function googleGateway({ aws, bgp, gcp }: Topology): string[] {
  const { project, region, network, gateway, firewall } = gcp;
  const router = { ...gcp.router, asn: gcp.asn, keepalive: bgp.keepalive };
  const view = { project, region, network, gateway, router };
  const allowed = { name: firewall.name, sourceRanges: aws.cidrs, allow: byProtocol(firewall.allow) };
  return [
    renderLocals({
      gatewayText: reference("google_compute_ha_vpn_gateway.vpn", gateway.existing),
      routerText: reference("google_compute_router.vpn", router.existing),
      labelsText: hclMap(gcp.labels),
    }),
    gateway.existing ? renderExistingGateway(view) : renderGateway(view),
    router.existing ? renderExistingRouter(view) : renderRouter(view),
    ...(firewall.external ? [] : [renderFirewall({ project, network, firewall: allowed })]),
  ];
}

/** View of either target's tunnels; each has its own addresses of AWS and its own keys. */
export function googleTunnelsView({ gcp, suite, tunnels }: Topology) {
  return {
    project: gcp.project,
    region: gcp.region,
    externalGatewayName: gcp.externalGatewayName,
    tunnels: tunnels.map(tunnelView),
    ikeVersion: suite.gcp.ikeVersion,
    cipherSuiteText: renderCipherSuite(suite.gcp).trimEnd(),
  };
}

function tunnelView(tunnel: Tunnel) {
  const { id, gatewayInterface, peerInterface, names } = tunnel;
  return {
    id,
    gatewayInterface,
    peerInterface,
    names,
    secret: tunnel.gcpSecret,
    // The address of the host, not of the network: https://docs.cloud.google.com/compute/docs/reference/rest/v1/routers
    ipRange: `${tunnel.gcpInside}/30`,
    peerAddress: tunnel.awsInside,
  };
}

/** Each tunnel's interface on the router, and its BGP session. */
export function bgpSessions({ aws, bgp, gcp }: Topology): string {
  return renderBgpSessions({
    project: gcp.project,
    region: gcp.region,
    bgp: {
      peerAsn: aws.asn,
      priority: bgp.priority,
      advertiseAllSubnets: bgp.advertiseAllSubnets,
      advertisedRanges: bgp.advertisedRanges,
    },
  });
}

/** One `allow` block per protocol, in the order in which the protocols first appear. */
function byProtocol(allow: readonly Traffic[]) {
  const protocols = [...new Set(allow.map(({ protocol }) => protocol))];
  return protocols.map((protocol) => {
    const ports = allow.filter((traffic) => traffic.protocol === protocol).map(portsOf);
    return { protocol, ports: [...new Set(ports)].filter((port) => port !== "") };
  });
}
