/** What rules across files share. */
import type { Path } from "../diagnostic.ts";
import type { Vpn } from "./rule.ts";

/** Something in one of the files, and what identifies it: no other VPN may have the same. */
export interface Claim {
  readonly vpn: Vpn;
  readonly at: Path;
  readonly identity: string;
}

/** Each claim whose identity one of another VPN had before, with that one. Files of one name are the matter of `output/name-shared`. */
export function* clashes<C extends Claim>(
  claims: Iterable<C>,
): Iterable<{ readonly first: C; readonly other: C }> {
  const seen = new Map<string, C>();
  for (const claim of claims) {
    const first = seen.get(claim.identity);
    if (first === undefined) seen.set(claim.identity, claim);
    else if (first.vpn.config.name !== claim.vpn.config.name) yield { first, other: claim };
  }
}

/** One text out of several parts, equal where all of these are. */
export function identityOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

/** Things of one group together, in the order of their first. */
export function groupsOf<T>(things: readonly T[], groupOf: (thing: T) => string): (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const group = groups.get(groupOf(thing));
    if (group === undefined) groups.set(groupOf(thing), [thing]);
    else group.push(thing);
  }
  return [...groups.values()];
}
