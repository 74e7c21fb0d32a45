/** strongSwan's configuration for one end of one tunnel. https://docs.strongswan.org/docs/5.9/swanctl/swanctlConf.html */
import { home } from "../wire/cell.ts";
import type { Lifetime, Link } from "./gateway.ts";

/** What the lab changes for time's sake: the divisor of every lifetime of an SA. Nothing else is shortened. */
export const lifetimeDivisor = 240;

/** Who encrypts: libipsec in strongSwan's own process, wrapped in UDP, or the kernel, which few test machines let. */
export type Esp = "user" | "kernel";

/** Plugins: gmp and openssl between them bring every group. */
function plugins(esp: Esp): string {
  const ipsec = { user: "kernel-libipsec kernel-netlink", kernel: "kernel-netlink" };
  return `random nonce drbg openssl aes sha1 sha2 gmp gcm hmac kdf ${ipsec[esp]} socket-default vici`;
}

/** Settings of a charon of its own, whose files are in the folder `end` of the cell's home. */
export function strongswanConf(end: string, { dpd }: Link, esp: Esp): string {
  return `charon {
  load = ${plugins(esp)}
  install_routes = no
  # charon insists on a route through its device, which the lab moves away: in a table that is never asked.
  routing_table = 220
  routing_table_prio = 40000
  # One try every two seconds until the dead peer detection's time is over.
  retransmit_base = 1
  retransmit_timeout = 2
  retransmit_tries = ${Math.max(1, Math.round(dpd.timeout / 2) - 1)}
  plugins {
    kernel-libipsec { allow_peer_ts = yes }
    vici { socket = unix://${home}/${end}/vici }
  }
  filelog {
    log {
      path = ${home}/${end}/log
      default = 1
      cfg = 2
      flush_line = yes
    }
  }
}
`;
}

export interface SwanctlOptions {
  /** What the lifetimes are divided by; a rekey then comes only when it is asked for where it is 1. */
  readonly divisor: number;
  readonly esp: Esp;
  /** Whether the kernel's ESP is wrapped in UDP as if there were a NAT on the way. */
  readonly natTraversal: boolean;
}

/** What the kernel knows the packets of a tunnel's device by. */
export const kernelMark = 42;

export function swanctlConf(link: Link, { divisor, esp, natTraversal }: SwanctlOptions): string {
  const { outside, ikeLifetime, espLifetime, dpd } = link;
  return `connections {
  tunnel {
    version = ${link.ikeVersion}
    local_addrs = ${outside.own}
    remote_addrs = ${outside.peer}
    proposals = ${link.ike.join(", ")}
    mobike = no
    # Google's page speaks of IKE packets in IP fragments, so none are split by IKE itself.
    fragmentation = no
    encap = ${natTraversal ? "yes" : "no"}
    dpd_delay = ${dpd.action === "none" ? 0 : 10}s
${lifetime(ikeLifetime, divisor, "over_time")}
    local {
      auth = psk
      id = ${outside.own}
    }
    remote {
      auth = psk
      id = ${outside.peer}
    }
    children {
      tunnel {
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        esp_proposals = ${link.esp.join(", ")}
${marks(esp)}\
        dpd_action = ${dpd.action === "none" ? "clear" : dpd.action}
${lifetime(espLifetime, divisor, "life_time")}
      }
    }
  }
}
secrets {
  ike {
    id-own = ${outside.own}
    id-peer = ${outside.peer}
    secret = "${link.key}"
  }
}
`;
}

function marks(esp: Esp): string {
  if (esp === "user") return "";
  return `        mark_in = ${kernelMark}\n        mark_out = ${kernelMark}\n`;
}

/** In whole seconds: an SA begins to rekey in the last `margin`, and earlier by up to `jitter`, before its end. */
function lifetime({ end, margin, jitter }: Lifetime, divisor: number, hard: "over_time" | "life_time") {
  const scaled = Math.round(end / divisor);
  const before = Math.ceil(margin / divisor);
  const rekey = scaled - before;
  return [
    `rekey_time = ${rekey}s`,
    `rand_time = ${Math.round(jitter / divisor)}s`,
    hard === "life_time" ? `life_time = ${scaled}s` : `over_time = ${before}s`,
  ]
    .map((line) => `        ${line}`)
    .join("\n");
}
