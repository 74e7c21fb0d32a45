/** strongSwan's configuration for one end of one tunnel. https://docs.strongswan.org/docs/5.9/swanctl/swanctlConf.html */
import { home } from "../wire/cell.ts";
import type { Lifetime, Link } from "./gateway.ts";

/** What the lab changes for time's sake: the divisor of every lifetime of an SA. Nothing else is shortened. */
export const lifetimeDivisor = 240;

/** Plugins: those of libipsec bring ESP in user space, gmp and openssl between them every group. */
const plugins =
  "random nonce drbg openssl aes sha1 sha2 gmp gcm hmac kdf kernel-libipsec kernel-netlink socket-default vici";

/** Settings of a charon of its own, whose files are in the folder `end` of the cell's home. */
export function strongswanConf(end: string, { dpd }: Link): string {
  return `charon {
  load = ${plugins}
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
}

export function swanctlConf(link: Link, { divisor }: SwanctlOptions): string {
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
