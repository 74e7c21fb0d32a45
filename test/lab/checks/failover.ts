/** All tunnels but one cut at once, without a word to either side, while the hosts talk. */
import { setTimeout as sleep } from "node:timers/promises";
import { deviceOf, type SideName } from "../daemons/gateway.ts";
import { type Lab, until } from "../lab.ts";
import { cut } from "../wire/cables.ts";
import { allEstablished, sessions } from "./sessions.ts";
import { betweenHosts, hostsReachEachOther, type Replies } from "./traffic.ts";

export interface Failover extends Replies {
  /** Negotiated hold time of the sessions, in seconds. */
  readonly hold: number;
}

/** Cuts those tunnels that carry the traffic and one or two more, waits until the rest carries it, and mends. */
export async function failOver(lab: Lab): Promise<Failover> {
  const [{ hold = 0 } = {}] = await sessions(lab, "aws");
  const traffic = await betweenHosts(lab);
  const survivor = await idleTunnel(lab);
  const others = [...lab.aws.links.keys()].filter((index) => index !== survivor);
  for (const index of others) await cut(lab.cell, lab.aws, index, "add");
  await until(hold + 10, "traffic through the last tunnel", async () => {
    const [aws, gcp] = [await sessions(lab, "aws"), await sessions(lab, "gcp")];
    const standing = [...aws, ...gcp].filter(({ established }) => established);
    return standing.length === 2 && (await hostsReachEachOther(lab));
  });
  const replies = await traffic.stop();
  for (const index of others) await cut(lab.cell, lab.aws, index, "del");
  await until(120, "all sessions after the cut", () => allEstablished(lab));
  return { ...replies, hold };
}

/** A tunnel of AWS that no packet between the hosts takes, in either direction. */
async function idleTunnel(lab: Lab): Promise<number> {
  const before = await packets(lab, "aws");
  await sleep(1000);
  const after = await packets(lab, "aws");
  // A keepalive in that second is no traffic; ten pings are.
  const idle = after.findIndex((count, index) => count - (before[index] ?? 0) < 6);
  if (idle === -1) throw new Error("every tunnel carries the traffic of two hosts");
  return idle;
}

/** Packets in and out of each tunnel of a side. */
async function packets(lab: Lab, side: SideName): Promise<number[]> {
  const shown = await lab.cell.must(side, ["cat", "/proc/net/dev"]);
  return lab[side].links.map((_, index) => {
    const line = shown.split("\n").find((one) => one.trim().startsWith(`${deviceOf(index)}:`)) ?? "";
    const fields = line.trim().split(/\s+/);
    return Number(fields[2]) + Number(fields[10]);
  });
}
