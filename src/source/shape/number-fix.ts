/** What to write where a number is asked for and something else stands. */
import type { Path } from "../../diagnostic.ts";
import { descriptionAt, wordsAt } from "../schema/at-path.ts";
import type { ScalarTree } from "../yaml/tree.ts";

/** What people write behind a number, the unit that a key's description names, and how many of it that is. */
const units: readonly (readonly [written: RegExp, unit: string, count: number])[] = [
  [/^(s|secs?|seconds?)$/i, "seconds", 1],
  [/^(m|mins?|minutes?)$/i, "seconds", 60],
  [/^(h|hrs?|hours?)$/i, "seconds", 3600],
  [/^(d|days?)$/i, "days", 1],
  [/^(b|bytes?)$/i, "bytes", 1],
  [/^(%|percent)$/i, "percent", 1],
];

/** The number that was meant, where that is plain. */
export function fixOfNumber({ value, source, quoted }: ScalarTree, path: Path): string {
  if (quoted && /^\d+$/.test(source)) return `Remove the quotes: ${source}.`;
  const dotted = /^(\d{1,5})\.(\d{1,5})$/.exec(source);
  if (path.at(-1) === "asn" && dotted !== null) {
    return `Write the ASN as one number: ${source} is ${Number(dotted[1]) * 65536 + Number(dotted[2])}.`;
  }
  const digits = source.replace(/[_,' ]/g, "").replace(/^(asn?|ikev?|(dh-?)?group-?)(?=\d)/i, "");
  if (typeof value === "string" && /^\d{1,15}$/.test(digits)) return `Write digits only: ${digits}.`;
  const [word] = wordsAt(path);
  return (
    withoutUnit(source, path) ?? (word === undefined ? "Write a whole number in digits." : `Write ${word}.`)
  );
}

/** `20s`, `8h` or `1460 bytes` as a number of the key's own unit. */
function withoutUnit(source: string, path: Path): string | undefined {
  const [, number, written = ""] = /^(\d{1,9}) ?([a-z%]+)$/i.exec(source) ?? [];
  const description = descriptionAt(path).toLowerCase();
  const meant = units.find(([pattern, unit]) => pattern.test(written) && description.includes(unit));
  return meant && `Write ${Number(number) * meant[2]}; the unit is ${meant[1]}.`;
}
