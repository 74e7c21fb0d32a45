/** The addresses of the HA VPN gateway in a world. */
import type { Topology } from "../../../src/topology/topology.ts";
import type { VpnGateway } from "../fake-gcp/resources.ts";
import type { World } from "./start.ts";

/** By interface. */
export function gatewayAddresses({ google }: World, { gcp }: Topology): string[] {
  const gateway = google.resources.get(
    `${gcp.project}/regions/${gcp.region}/vpnGateways/${gcp.gateway.name}`,
  );
  const { vpnInterfaces = [] } = gateway as VpnGateway & {
    vpnInterfaces?: { id: number; ipAddress: string }[];
  };
  return [0, 1].map((id) => vpnInterfaces.find((one) => one.id === id)?.ipAddress ?? "");
}
