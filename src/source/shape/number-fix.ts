/** What to write where a number is needed and something else was written. */
import type { Path } from "../../diagnostic.ts";
import { plainCharacters } from "../../words/plain-characters.ts";
import { descriptionAt, limitsAt, wordsAt } from "../schema/at-path.ts";
import type { ScalarTree } from "../yaml/tree.ts";

/** What people write behind a number, the unit that a key's description names, and how many of it that is. */
const units: readonly (readonly [written: RegExp, unit: string, count: number])[] = [
  [/^(s|secs?|seconds?|秒)$/i, "seconds", 1],
  [/^(m|mins?|minutes?|分)$/i, "seconds", 60],
  [/^(h|hrs?|hours?|時間)$/i, "seconds", 3600],
  [/^(ms|milliseconds?)$/i, "seconds", 0.001],
  [/^(d|days?|日)$/i, "days", 1],
  [/^(w|weeks?|週間)$/i, "days", 7],
  [/^(months?|か月|ヶ月)$/i, "days", 30],
  [/^(y|years?|年)$/i, "days", 365],
  [/^(b|bytes?)$/i, "bytes", 1],
  [/^(%|percent)$/i, "percent", 1],
  [/^(p|pkts?|packets?)$/i, "packets", 1],
];

/** Diffie-Hellman groups by the bits of their modulus or the name of their curve. https://www.iana.org/assignments/ikev2-parameters */
const groups: Readonly<Record<string, number>> = {
  modp1024: 2,
  modp1536: 5,
  modp2048: 14,
  modp3072: 15,
  modp4096: 16,
  modp6144: 17,
  modp8192: 18,
  ecp256: 19,
  ecp384: 20,
  ecp521: 21,
};

/** What to write, in words, and the number itself if it is certain and allowed. */
export interface NumberFix {
  readonly fix: string;
  readonly value?: number;
}

/** The number that was meant, if that is plain; else which numbers are allowed. */
export function fixOfNumber(scalar: ScalarTree, path: Path): NumberFix {
  const limits = limitsAt(path);
  const meant = meantBy(scalar, path);
  const isAllowed =
    meant !== undefined && Number.isInteger(meant.value) && (limits?.accepts(meant.value) ?? true);
  if (isAllowed) return meant;
  const [word] = wordsAt(path);
  if (word !== undefined) return { fix: `Write ${word}.` };
  const what = unitOf(path) === undefined ? "a whole number" : `a number of ${unitOf(path)}`;
  return { fix: `Write ${what} in digits${limits === undefined ? "" : `: ${limits.text}`}.` };
}

function meantBy({ source, value, quoted }: ScalarTree, path: Path): Required<NumberFix> | undefined {
  const written = plainCharacters(source);
  if (quoted && /^\d{1,15}$/.test(source))
    return { fix: `Remove the quotes: ${source}.`, value: Number(source) };
  const dotted = /^(?:asn?)?(\d{1,5})\.(\d{1,5})$/i.exec(written);
  if (path.at(-1) === "asn" && dotted !== null) {
    const asn = Number(dotted[1]) * 65536 + Number(dotted[2]);
    return { fix: `Write the ASN as one number: ${written} is ${asn}.`, value: asn };
  }
  const comment = /^(\d{1,15})#/.exec(written);
  if (comment !== null) {
    const fix = `Put a space before the #, or it is part of the value: ${comment[1]} #.`;
    return { fix, value: Number(comment[1]) };
  }
  const group = groups[written.toLowerCase().replace(/[-_ ]|(bits?$)/g, "")];
  if (group !== undefined && path.includes("dhGroup"))
    return { fix: `Write the number of the group: ${group}.`, value: group };
  const digits = written
    .replace(/[_,' ]/g, "")
    .replace(/^(asn?|ikev?|(dh-?)?group-?|dh-?|no\.?|#)(?=\d)/i, "");
  if (/^\d{1,15}$/.test(digits) && (typeof value === "string" || written !== source))
    return { fix: `Write digits only: ${Number(digits)}.`, value: Number(digits) };
  if (typeof value === "number" && /^\d{1,15}\.0*$/.test(written))
    return { fix: `Write digits only: ${value}.`, value };
  return withoutUnit(written, path);
}

/** `20s`, `8h` or `1460 bytes` as a number of the key's own unit. */
function withoutUnit(source: string, path: Path): Required<NumberFix> | undefined {
  const [, number, written = ""] = /^(\d{1,9}) ?([\p{L}%]+)$/iu.exec(source) ?? [];
  const unit = unitOf(path);
  const meant = units.find(([pattern, name]) => pattern.test(written) && name === unit);
  if (meant === undefined) return undefined;
  const value = Number(number) * meant[2];
  return { fix: `Write ${value}; the unit is ${meant[1]}.`, value };
}

/** The unit that the key's description names. */
function unitOf(path: Path): string | undefined {
  const description = descriptionAt(path).toLowerCase();
  return units.find(([, name]) => description.includes(name))?.[1];
}
