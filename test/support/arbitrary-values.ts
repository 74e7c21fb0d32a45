/** Random values for documents: each is one that the clouds accept. */
import fc, { type Arbitrary } from "fast-check";

export function whole(min: number, max: number): Arbitrary<number> {
  return fc.integer({ min, max });
}

/** Any characters but halves of some, as of the unit "binary" of fast-check, which takes seconds to make its table. */
export function anyCharacters({ maxLength }: { readonly maxLength?: number } = {}): Arbitrary<string> {
  const character = whole(0, 0x10ffff - 0x800).map((number) =>
    String.fromCodePoint(number < 0xd800 ? number : number + 0x800),
  );
  return fc.array(character, maxLength === undefined ? {} : { maxLength }).map((all) => all.join(""));
}

export function amongst<T>(values: readonly T[]): Arbitrary<T> {
  return fc.constantFrom(...values);
}

export function upTo<T>(most: number, value: Arbitrary<T>): Arbitrary<T[]> {
  return fc.array(value, { maxLength: most });
}

export function hex(digits: number): Arbitrary<string> {
  return fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));
}

/** A name as Compute Engine takes it. */
export const resourceName: Arbitrary<string> = fc.stringMatching(/^[a-z][a-z0-9-]{0,28}[a-z0-9]$/);

const port = whole(1, 65535);
const protocol = amongst(["tcp", "udp"]);
/** An `allow` list; no entry stands there twice. */
export const traffic: Arbitrary<string[]> = fc.uniqueArray(
  fc.oneof(
    amongst(["icmp", "all"]),
    fc.tuple(protocol, port).map(([name, only]) => `${name}/${only}`),
    fc
      .tuple(protocol, port, port)
      .filter(([, from, to]) => from < to)
      .map(([name, from, to]) => `${name}/${from}-${to}`),
  ),
  { minLength: 1, maxLength: 4 },
);

/** Four blocks that nobody reserves. */
export const insideCidrs: Arbitrary<string[]> = fc
  .uniqueArray(fc.tuple(whole(6, 168), whole(0, 63)), {
    minLength: 4,
    maxLength: 4,
    selector: ([third, quarter]) => third * 64 + quarter,
  })
  .map((blocks) => blocks.map(([third, quarter]) => `169.254.${third}.${quarter * 4}/30`));

/** Words that some reader of YAML, HCL or a shell takes for something else than text. */
const misleading = [
  "",
  "yes",
  "No",
  "null",
  "true",
  "0x1f",
  "0o17",
  "010",
  "1_000",
  "1e3",
  "1:30",
  "2026-11-23",
  "=",
  "==",
  "-",
  "--help",
  "@x",
  "a: b",
  "https://example.com/x",
  "日本 語",
  "é",
];

/** Tags in the alphabet of AWS: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const awsTags: Arbitrary<Record<string, string>> = fc.dictionary(
  fc.stringMatching(/^[A-Zb-z][A-Za-z0-9_.:/=+@-]{0,20}$/).filter((key) => key !== "Name" && !isProto(key)),
  fc.oneof(
    amongst(misleading),
    fc.stringMatching(/^[A-Za-z0-9_.:/=+@-]([A-Za-z0-9 _.:/=+@-]{0,30}[A-Za-z0-9])?$/),
  ),
  { maxKeys: 4 },
);

/** Labels as Google Cloud takes them. */
export const gcpLabels: Arbitrary<Record<string, string>> = fc.dictionary(
  fc.stringMatching(/^[a-zé][a-z0-9_-]{0,20}$/).filter((key) => !isProto(key)),
  fc.oneof(
    amongst(["", "yes", "null", "010", "1e3", "2026-11-23", "日本", "-"]),
    fc.stringMatching(/^[a-z0-9_-]{0,30}$/),
  ),
  { maxKeys: 4 },
);

function isProto(key: string): boolean {
  return key === "__proto__";
}
