/** Measurements that need the ESP of a kernel, which refuses what does not fit. */
import { passes } from "../checks/mtu.ts";
import type { SideName } from "../daemons/gateway.ts";
import { initiate, type Lab, load } from "../lab.ts";
import { batch, endOf, hostAddress, hostNetwork, internet, tableOf } from "../wire/cables.ts";
import { first } from "../wire/cell.ts";
import type { Pings } from "./job.ts";

const sides = ["aws", "gcp"] as const;

/** Sets what the outer links of each side carry, at both of their ends. */
export async function setOuter(lab: Lab, mtu: Readonly<Record<SideName, number>>): Promise<void> {
  const each = `mtu=$1; shift
for end; do
  ip -n "$end" link set dev wan mtu "$mtu"
  ip -n ${internet} link set dev "$end" mtu "$mtu"
done`;
  for (const side of sides) await inTurn(lab, each, `${mtu[side]}`, ...endsOf(lab, side));
  await forget(lab);
}

/** Linux keeps the path MTU that it has learned, also when a link carries more again. */
export async function forget(lab: Lab): Promise<void> {
  const ends = sides.flatMap((side) => endsOf(lab, side));
  const each = 'for network; do ip -n "$network" route flush cache; done';
  await inTurn(lab, each, internet, ...sides, ...sides.map(hostNetwork), ...ends);
}

/** In one process of the cell: the guest takes its time over each. */
async function inTurn(lab: Lab, script: string, ...args: readonly string[]): Promise<void> {
  await lab.cell.must(first, ["sh", "-ec", script, "sh", ...args]);
}

function endsOf(lab: Lab, side: SideName): string[] {
  return lab[side].links.map((_, index) => endOf(side, index));
}

/** Lets the routers between the ends tell AWS's what they cannot pass on. */
export async function letIcmpBack(lab: Lab): Promise<void> {
  const rules = lab.aws.links.map(
    ({ outside }, index) => `rule add iif lo to ${outside.own} lookup ${tableOf("aws", index)}`,
  );
  await batch(lab.cell, internet, rules);
}

/** Negotiates every tunnel from the beginning, with UDP around ESP or without. */
export async function negotiate(lab: Lab): Promise<void> {
  for (const side of sides)
    await Promise.all(
      lab[side].links.map(async (link, index) => {
        await lab.swanctl(side, index, "--terminate", "--ike", "tunnel", "--force");
        await load(lab, side, { link, index });
      }),
    );
  await initiate(lab, "gcp");
}

/** Largest packet that passes every tunnel both ways, where one byte more passes none. Throws where ways differ. */
export async function largest(lab: Lab): Promise<number> {
  const [there = 0, back = 0] = await Promise.all(sides.map((side) => largestFrom(lab, side)));
  if (there !== back) throw new Error(`${there} bytes pass towards Google Cloud, ${back} towards AWS`);
  await forget(lab);
  if (!(await passes(lab, there))) throw new Error(`${there} bytes pass the first tunnel alone`);
  if (await passes(lab, there + 1)) throw new Error(`${there + 1} bytes pass, but not the first tunnel`);
  return there;
}

/** Through the first tunnel, from its router. 20 bytes of IPv4 and 8 of ICMP are not payload. */
const search = `fits=1200 too_large=1501
while [ $((too_large - fits)) -gt 1 ]; do
  size=$(((fits + too_large) / 2))
  echo 1 >/proc/sys/net/ipv4/route/flush
  if ping -n -q -M do -c 1 -W 2 -s $((size - 28)) "$1" >/dev/null 2>&1
  then fits=$size
  else too_large=$size
  fi
done
echo $fits`;

async function largestFrom(lab: Lab, side: SideName): Promise<number> {
  const address = lab[side].links[0]?.inside.peer ?? "";
  return Number(await lab.cell.must(side, ["sh", "-c", search, "sh", address]));
}

/** Three pings of a size from AWS's host to the other, a second apart, and then a smaller one. */
export async function pingsOf(lab: Lab, size: number, smaller: number): Promise<Pings> {
  const ping = (bytes: number, count: number) => {
    const options = ["-n", "-M", "do", "-c", `${count}`, "-W", "2", "-s", `${bytes - 28}`];
    return lab.cell.run(hostNetwork("aws"), ["ping", ...options, hostAddress(lab.ranges, "gcp")]);
  };
  const { stdout } = await ping(size, 3);
  const refused = [...stdout.matchAll(/icmp_seq=(\d+) Frag needed.*mtu = (\d+)/g)];
  return {
    replies: [...stdout.matchAll(/ bytes from /g)].length,
    refused: refused.map(([, sequence, mtu]) => ({ ping: Number(sequence), mtu: Number(mtu) })),
    smallerPasses: (await ping(smaller, 1)).code === 0,
  };
}

/** What the kernel's SAs of the first tunnel encrypt and authenticate with, and whether UDP is around them. */
export async function kernelSas(lab: Lab): Promise<{ algorithms: string[]; wrapped: boolean }> {
  const shown = await lab.cell.must(endOf("aws", 0), ["ip", "xfrm", "state"]);
  const lines = shown.matchAll(/^\s+(?:aead|enc|auth-trunc) (\S+) 0x\w+( \d+)?/gm);
  return {
    algorithms: [...new Set([...lines].map(([, name = "", bits = ""]) => name + bits))],
    wrapped: shown.includes("encap type espinudp"),
  };
}
