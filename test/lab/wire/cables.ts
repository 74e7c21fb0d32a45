/**
 * The networks between the daemons: a router per cloud, a network per tunnel end with a strongSwan of its
 * own, an internet between them, and a host behind each router.
 *
 *     host-aws ── aws ══ aws0…3 ── internet ── gcp0…3 ══ gcp ── host-gcp
 *
 * Each `══` is the TUN device of a strongSwan, whose other end stays with the daemon, or a VTI of the end's kernel.
 */
import { kernelMark } from "../daemons/charon.ts";
import { deviceOf, type Gateway, hostOf, type Link, type SideName } from "../daemons/gateway.ts";
import { type Cell, first } from "./cell.ts";

export interface Wiring {
  readonly aws: Gateway;
  readonly gcp: Gateway;
  /** A range behind each router, in which its host lives. */
  readonly ranges: Readonly<Record<SideName, string>>;
}

/**
 * Bytes that the outer link of each side carries: what AWS and Google Cloud document, and 8 for the UDP
 * header in which libipsec wraps every ESP packet. Neither cloud's gateway needs NAT traversal.
 */
export const linkMtu: Readonly<Record<SideName, number>> = { aws: 1500 + 8, gcp: 1460 + 8 };

/** Address of the internet on every link to it. */
const hop = "100.64.0.1";

export const internet = "internet";

/** Network of the number-th tunnel end of a side. */
export function endOf(side: SideName, index: number): string {
  return `${side}${index}`;
}

export function hostNetwork(side: SideName): string {
  return `host-${side}`;
}

/** Address of a side's host. */
export function hostAddress(ranges: Wiring["ranges"], side: SideName): string {
  return hostOf(ranges[side], 10);
}

export async function layCables(cell: Cell, { aws, gcp, ranges }: Wiring): Promise<void> {
  const sides = [aws, gcp];
  const ends = sides.flatMap(({ name, links }) => links.map((_, index) => endOf(name, index)));
  const networks = [internet, "aws", "gcp", hostNetwork("aws"), hostNetwork("gcp"), ...ends];
  await batch(cell, first, [
    ...networks.map((network) => `netns add ${network}`),
    ...sides.map(({ name }) => `link add dev lan netns ${name} type veth peer name lan netns host-${name}`),
    ...ends.map((end) => `link add dev wan netns ${end} type veth peer name ${end} netns ${internet}`),
  ]);
  await Promise.all([
    ...networks.map((network) => cell.must(network, ["sh", "-c", asRouter])),
    ...ends.map((end) => cell.must(end, ["sh", "-c", withoutReassembly])),
  ]);
  await Promise.all([
    batch(cell, internet, sides.flatMap(internetLinks)),
    ...sides.flatMap((side) => side.links.map((link, index) => layEnd(cell, side, { link, index }))),
    ...sides.map(({ name }) => layHost(cell, name, ranges[name])),
  ]);
}

const asRouter = `cd /proc/sys/net/ipv4
echo 1 >ip_forward
echo 1 >fib_multipath_hash_policy
for file in conf/*/rp_filter; do echo 0 >"$file"; done
ip link set lo up`;

/** Cloud VPN does not put the fragments of an outer packet together again; no IKE or ESP packet may need that. */
const withoutReassembly = `cd /proc/sys/net/ipv4
echo 0 >ipfrag_low_thresh
echo 0 >ipfrag_high_thresh`;

/**
 * Each address is reached through the end that has it. Where ends share one, as on a gateway's interface,
 * the one gets a packet that is told to expect its sender.
 */
function internetLinks({ name, links }: Gateway): string[] {
  return links.flatMap(({ outside }, index) => {
    const end = endOf(name, index);
    const table = tableOf(name, index);
    return [
      `link set dev ${end} mtu ${linkMtu[name]} up`,
      `address add ${hop}/32 dev ${end}`,
      `route add ${outside.own} dev ${end} table ${table}`,
      `rule add from ${outside.peer} to ${outside.own} lookup ${table}`,
    ];
  });
}

/** The internet's routing table of the number-th end of a side. */
export function tableOf(side: SideName, index: number): number {
  return (side === "aws" ? 100 : 200) + index;
}

async function layEnd(cell: Cell, { name }: Gateway, { link, index }: { link: Link; index: number }) {
  await batch(cell, endOf(name, index), [
    `address add ${link.outside.own}/32 dev wan`,
    `link set dev wan mtu ${linkMtu[name]} up`,
    `route add ${hop} dev wan`,
    `route add default via ${hop} src ${link.outside.own}`,
  ]);
}

async function layHost(cell: Cell, side: SideName, range: string): Promise<void> {
  const router = hostOf(range, 1);
  await batch(cell, side, [`address add ${router}/28 dev lan`, "link set dev lan up"]);
  await batch(cell, hostNetwork(side), [
    `address add ${hostOf(range, 10)}/28 dev lan`,
    "link set dev lan up",
    `route add default via ${router}`,
  ]);
}

/** Moves the TUN of a strongSwan to its router. A device of the old name stays behind, since charon wants one. */
export async function moveTun(cell: Cell, { name, links }: Gateway, index: number): Promise<void> {
  const device = deviceOf(index);
  await batch(cell, endOf(name, index), [
    `link set dev ipsec0 netns ${name} name ${device}`,
    "link add dev ipsec0 type veth peer name stub",
    "link set dev stub up",
    "link set dev ipsec0 up",
  ]);
  await setUp(cell, { name, links }, index);
}

/** Makes a device for what the kernel of an end encrypts, in the network of its router. */
export async function moveVti(cell: Cell, { name, links }: Gateway, index: number): Promise<void> {
  const device = deviceOf(index);
  const { own, peer } = links[index]?.outside ?? {};
  await batch(cell, endOf(name, index), [
    `link add dev ${device} type vti local ${own} remote ${peer} key ${kernelMark}`,
    `link set dev ${device} netns ${name}`,
  ]);
  await setUp(cell, { name, links }, index);
}

async function setUp(cell: Cell, { name, links }: Pick<Gateway, "name" | "links">, index: number) {
  const device = deviceOf(index);
  await batch(cell, name, [
    `link set dev ${device} mtu 1500 up`,
    `address add ${links[index]?.inside.own} dev ${device}`,
  ]);
}

/** Lets packets to and from an end of AWS vanish on the internet, or pass again. */
export async function cut(
  cell: Cell,
  { links }: Gateway,
  index: number,
  action: "add" | "del",
): Promise<void> {
  const address = links[index]?.outside.own;
  await batch(cell, internet, [
    `rule ${action} to ${address} priority ${10 + index} blackhole`,
    `rule ${action} from ${address} priority ${10 + index} blackhole`,
  ]);
}

/** Many commands of ip(8), with one process. */
export async function batch(cell: Cell, network: string, lines: readonly string[]): Promise<void> {
  await cell.must(network, ["ip", "-batch", "-"], `${lines.join("\n")}\n`);
}
