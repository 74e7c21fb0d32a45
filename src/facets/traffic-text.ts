/** Traffic as `vpn.yaml` writes it. */
import type { Traffic } from "../topology/topology.ts";

/** Such as `tcp/443`, `udp/8000-8100`, `icmp`, `all`. */
export function trafficText({ protocol, fromPort, toPort }: Traffic): string {
  if (protocol === "icmp" || protocol === "all") return protocol;
  return `${protocol}/${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`}`;
}
