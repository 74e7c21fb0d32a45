/** IPv4 arithmetic. Numbers are unsigned 32-bit; nothing here throws. */

/** An IPv4 range. `address` may have bits set behind the prefix: `network` says where the range begins. */
export interface Cidr {
  readonly address: number;
  readonly network: number;
  /** 0 to 32. */
  readonly prefix: number;
}

/** Reads dotted-decimal `a.b.c.d`; undefined where the text is anything else (leading zeros included). */
export function parseAddress(text: string): number | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    const byte = wholeNumber(part, 255);
    if (byte === undefined) return undefined;
    address = address * 256 + byte;
  }
  return address;
}

/** From 0 to `most`, in decimal digits alone; undefined where the text is anything else. */
function wholeNumber(text: string, most: number): number | undefined {
  const number = Number(text);
  const isDecimal = Number.isInteger(number) && String(number) === text;
  return isDecimal && number >= 0 && number <= most ? number : undefined;
}

/** Reads `a.b.c.d/n`; undefined where the text is anything else. Host bits are kept in `address`. */
export function parseCidr(text: string): Cidr | undefined {
  const [host = "", length = "", ...rest] = text.split("/");
  const address = parseAddress(host);
  const prefix = wholeNumber(length, 32);
  if (address === undefined || prefix === undefined || rest.length > 0) return undefined;
  return { address, prefix, network: address - (address % sizeOf(prefix)) };
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export function formatCidr({ network, prefix }: Pick<Cidr, "network" | "prefix">): string {
  return `${formatAddress(network)}/${prefix}`;
}

/** Number of addresses in a range of that prefix length. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.network < b.network + sizeOf(b.prefix) && b.network < a.network + sizeOf(a.prefix);
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && overlaps(outer, inner);
}

/** Addresses from `start` up to, and without, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The addresses that the ranges hold together, as spans in order that neither meet nor touch. */
export function unionOf(ranges: readonly Cidr[]): readonly Span[] {
  const union: Span[] = [];
  for (const { network, prefix } of [...ranges].sort((a, b) => a.network - b.network)) {
    const end = network + sizeOf(prefix);
    const last = union.at(-1);
    if (last === undefined || last.end < network) union.push({ start: network, end });
    else union[union.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return union;
}

/** Whether each address of the range is in the union. */
export function covers(union: readonly Span[], { network, prefix }: Cidr): boolean {
  const span = union[firstFrom(union, ({ end }) => end > network)];
  return span !== undefined && span.start <= network && network + sizeOf(prefix) <= span.end;
}

/** Index of the first item, of a list in order, for which the condition holds; the list's length if for none. */
export function firstFrom<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
