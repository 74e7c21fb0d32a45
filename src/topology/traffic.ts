/** What `allow` lists hold: `tcp/443`, `udp/5000-5100`, `icmp`, `all`. */
import type { Traffic } from "./topology.ts";

/** Reads one entry; undefined where it is none of those, or its ports are not 1 to 65535 in order. */
export function parseTraffic(entry: string): Traffic | undefined {
  if (entry === "icmp" || entry === "all") return { protocol: entry, fromPort: 0, toPort: 0 };
  const match = /^(tcp|udp)\/(\d{1,5})(?:-(\d{1,5}))?$/.exec(entry);
  if (!match) return undefined;
  const fromPort = Number(match[2]);
  const toPort = Number(match[3] ?? match[2]);
  if (fromPort < 1 || toPort > 65535 || fromPort > toPort) return undefined;
  return { protocol: match[1] === "udp" ? "udp" : "tcp", fromPort, toPort };
}

/** Ports as both clouds write them, `443` or `8000-8100`; "" where the protocol has none. */
export function portsOf({ fromPort, toPort }: Traffic): string {
  if (fromPort === 0) return "";
  return fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
}
