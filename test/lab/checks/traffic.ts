/** Pings that go on while something happens, and what became of their replies. */
import { once } from "node:events";
import type { SideName } from "../daemons/gateway.ts";
import type { Lab } from "../lab.ts";
import { hostAddress, hostNetwork } from "../wire/cables.ts";
import { first } from "../wire/cell.ts";

export interface Traffic {
  /** Ends it. Throws where no reply came in the last seconds. */
  readonly stop: () => Promise<Replies>;
}

export interface Replies {
  readonly received: number;
  readonly lost: number;
  /** Longest time between two replies, in seconds. */
  readonly silence: number;
}

/** Ten pings a second from one host to the other. */
export async function betweenHosts(lab: Lab, from: SideName = "aws"): Promise<Traffic> {
  return pinging(lab, hostNetwork(from), hostAddress(lab.ranges, from === "aws" ? "gcp" : "aws"));
}

/** The same through one tunnel, from AWS's inside address to Google Cloud's. */
export async function throughTunnel(lab: Lab, index: number): Promise<Traffic> {
  return pinging(lab, "aws", lab.aws.links[index]?.inside.peer ?? "");
}

async function pinging(lab: Lab, network: string, address: string): Promise<Traffic> {
  const command = 'echo $$ && exec ping -n -D -i 0.1 "$1"';
  const child = lab.cell.start(network, ["sh", "-c", command, "ping", address]);
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const ended = once(child, "close");
  while (!printed.includes("\n")) await once(child.stdout ?? child, "data");
  const pid = printed.slice(0, printed.indexOf("\n"));
  return {
    stop: async () => {
      const now = Date.now() / 1000;
      await lab.cell.must(first, ["kill", "-INT", pid]);
      await ended;
      const replies = repliesIn(printed);
      if (now - replies.last > 5) throw new Error(`no reply from ${address} for ${now - replies.last} s`);
      return replies;
    },
  };
}

/** A reply that is still under way when the ping ends is not lost. */
function repliesIn(printed: string): Replies & { readonly last: number } {
  const all = [...printed.matchAll(/^\[([\d.]+)\] \d+ bytes from .* icmp_seq=(\d+) /gm)];
  const times = all.map(([, time]) => Number(time));
  const sent = Math.max(0, ...all.map(([, , sequence]) => Number(sequence)));
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return {
    received: all.length,
    lost: sent - new Set(all.map(([, , sequence]) => sequence)).size,
    silence: Math.max(0, ...gaps),
    last: times.at(-1) ?? 0,
  };
}

/** Whether one host reaches the other. */
export async function hostsReachEachOther(lab: Lab): Promise<boolean> {
  const one = async (from: SideName, to: SideName) => {
    const ping = ["ping", "-n", "-q", "-c", "3", "-i", "0.1", "-W", "2", hostAddress(lab.ranges, to)];
    return (await lab.cell.run(hostNetwork(from), ping)).code === 0;
  };
  return (await one("aws", "gcp")) && (await one("gcp", "aws"));
}
