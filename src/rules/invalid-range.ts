/** The check of one IPv4 range as text. */
import { formatCidr, parseAddress, parseCidr, sizeOf } from "../topology/addresses.ts";
import { plainCharacters } from "../words/plain-characters.ts";
import type { Placed } from "./placed.ts";
import type { Finding } from "./rule.ts";
import { shown } from "./shown.ts";

/** A finding where the text is no IPv4 range, or has bits set behind its prefix. */
export function* invalidRange({ at, value }: Placed): Iterable<Finding> {
  const cidr = parseCidr(value);
  if (cidr === undefined) {
    const ipv6 = value.includes(":") ? "; the VPN carries IPv4 alone" : "";
    const message = `${shown(value)} is no IPv4 range${ipv6}; one is written as 10.20.0.0/16`;
    const meant = meantBy(value);
    yield { at, message, ...(meant === undefined ? {} : { fix: `Did you mean ${meant}?` }) };
  } else if (cidr.address !== cidr.network) {
    yield {
      at,
      message: `${shown(value)} has bits set behind its prefix of ${cidr.prefix}; the range that holds it is ${formatCidr(cidr)}`,
      fix: `Write ${formatCidr(cidr)}.`,
    };
  }
}

/** The range that is written with blanks, other digits, a mask, or as one address. */
function meantBy(value: string): string | undefined {
  const plain = plainCharacters(value).replaceAll(" ", "");
  const [address, mask = ""] = plain.split("/");
  return [plain, `${plain}/32`, `${address}/${prefixOf(mask)}`].find((text) => parseCidr(text) !== undefined);
}

/** The length of a mask such as 255.255.240.0. */
function prefixOf(mask: string): number | undefined {
  const lengths = Array.from({ length: 33 }, (_, length) => length);
  return lengths.find((length) => 2 ** 32 - sizeOf(length) === parseAddress(mask));
}
