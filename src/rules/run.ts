/** What rules across files share. */
import type { Path } from "../diagnostic.ts";
import type { Vpn } from "./rule.ts";

/** Something in one of the files, and the key that no other may share with it. */
export interface Claim {
  readonly vpn: Vpn;
  readonly at: Path;
  readonly key: string;
}

/** Each claim whose key one of another VPN had before, with that one. Files of one name are the matter of `output/name-shared`. */
export function* clashes<C extends Claim>(
  claims: Iterable<C>,
): Iterable<{ readonly first: C; readonly other: C }> {
  const seen = new Map<string, C>();
  for (const claim of claims) {
    const first = seen.get(claim.key);
    if (first === undefined) seen.set(claim.key, claim);
    else if (first.vpn.config.name !== claim.vpn.config.name) yield { first, other: claim };
  }
}

/** One key out of several texts. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

/** Things of one key together, in the order of their first. */
export function groupsOf<T>(
  things: readonly T[],
  keyOfThing: (thing: T) => string,
): (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const group = groups.get(keyOfThing(thing));
    if (group === undefined) groups.set(keyOfThing(thing), [thing]);
    else group.push(thing);
  }
  return [...groups.values()];
}
