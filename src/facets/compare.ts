/** What differs between two versions of a VPN, and what each difference does to the running one. */
import { type Topology, tunnelIds } from "../topology/topology.ts";
import { facets } from "./all.ts";
import type { ChangeRow, Form, Level } from "./effect.ts";
import { levels } from "./effect.ts";
import { changeRows } from "./effects.ts";
import type { Facet } from "./facet.ts";

/** One value that differs. */
export interface Change {
  readonly facet: Facet;
  /** Tunnel, VPC or item; "" for the VPN as such. */
  readonly element: string;
  /** Undefined for a new element. */
  readonly before: string | undefined;
  /** Undefined for an element that is gone. */
  readonly after: string | undefined;
  readonly row: ChangeRow;
}

/** All differences, in the order of the facets. A new name says for itself what derives from it. */
export function changesBetween(before: Topology, after: Topology): Change[] {
  const isRenamed = before.name !== after.name;
  const vpcs = new Set(movedVpcs(before, after));
  return facets.flatMap((facet) => {
    if (isRenamed && facet.named) return [];
    return differences(facet, before, after).filter(
      ({ element }) =>
        facet.key === "aws.vpcs.id" ||
        !facet.key.startsWith("aws.vpcs.") ||
        facet.reach ||
        !vpcs.has(element.split(" ")[0] ?? ""),
    );
  });
}

/** VPCs that only one of the two has: that they come or go says the rest. */
function movedVpcs(before: Topology, after: Topology): string[] {
  const [old, now] = [before, after].map(({ aws }) => aws.vpcs.map(({ id }) => id));
  return [
    ...(old ?? []).filter((id) => !now?.includes(id)),
    ...(now ?? []).filter((id) => !old?.includes(id)),
  ];
}

function differences(facet: Facet, before: Topology, after: Topology): Change[] {
  const [old, now] = [facet.declared(before), facet.declared(after)];
  const elements = [...new Set([...old.keys(), ...now.keys()])];
  return elements.flatMap((element) => {
    const [from, to] = [old.get(element), now.get(element)];
    if (from === to) return [];
    const id = facet.row?.({ before, after, element });
    return [
      { facet, element, before: from, after: to, row: id === undefined ? rowOfKey(facet.key) : rowOfId(id) },
    ];
  });
}

/** The row of the table of changes that speaks of a key: the one with the longest key. */
export function rowOfKey(key: string): ChangeRow {
  const covers = (prefix: string) => key === prefix || key.startsWith(`${prefix}.`);
  const longest = ({ keys }: ChangeRow) => Math.max(0, ...keys.filter(covers).map((prefix) => prefix.length));
  const [best] = changeRows.toSorted((a, b) => longest(b) - longest(a));
  if (best === undefined || longest(best) === 0) throw new Error(`no row of the table speaks of ${key}`);
  return best;
}

function rowOfId(wanted: string): ChangeRow {
  const row = changeRows.find(({ id }) => id === wanted);
  if (row === undefined) throw new Error(`the table has no row ${wanted}`);
  return row;
}

/** What a change does, applied in that form. */
export function levelOf({ effect, level, oneApply }: ChangeRow, form: Form): Level {
  if (form === "terraform-aws") return oneApply?.level ?? level ?? "none";
  if (level !== undefined) return level;
  const { down, way } = "way" in effect ? effect : effect[form];
  if (way === "another VPN") return "another";
  return down === "all four" ? "all" : down === "one" ? "tunnel" : "none";
}

/** What the changes do together. Names of single tunnels take down these tunnels, not all four. */
export function levelOfAll(changes: readonly Change[], form: Form): Level {
  return worst(changes.map((change) => levelAmong(change, changes, form)));
}

/** What a change does, among the others that are applied with it. */
export function levelAmong({ row, element }: Change, all: readonly Change[], form: Form): Level {
  const level = levelOf(row, form);
  if (level !== "all" || !isTunnel(element)) return level;
  const down = [...new Set(all.filter((other) => other.row === row).map((other) => other.element))];
  if (!down.every(isTunnel)) return level;
  if (down.length === 1) return "tunnel";
  return down.length === 2 && new Set(down.map(([connection]) => connection)).size === 1
    ? "connection"
    : level;
}

function isTunnel(element: string): boolean {
  return (tunnelIds as readonly string[]).includes(element);
}

export function worst(all: readonly Level[]): Level {
  return levels.find((level) => all.includes(level)) ?? "none";
}

/** Whether `one` is at least as bad as `other`. */
export function reaches(one: Level, other: Level): boolean {
  return levels.indexOf(one) <= levels.indexOf(other);
}
