/** One edit of an example: what somebody does to the file of a VPN that is running. */
import { parse, stringify } from "yaml";
import { rowOfKey } from "../../../src/facets/compare.ts";
import type { ChangeRow, Effect } from "../../../src/facets/effect.ts";
import { changeRows } from "../../../src/facets/effects.ts";
import { exampleText } from "../examples.ts";

/** Examples that edits are made to. */
export const bases = {
  tokyo: "examples/tokyo/vpn.yaml",
  tgw: "examples/existing-tgw/vpn.yaml",
  sops: "examples/sops-cbc/vpn.yaml",
} as const;
export type Base = keyof typeof bases;

/** A value to set, by the path of its key, or `undefined` for a key to remove. List items are named by their place. */
export type Values = Readonly<Record<string, unknown>>;

export interface Edit {
  /** Key of the language, as `aws.vpcs[].cidrs`; what the edit is about. */
  readonly key: string;
  readonly base: Base;
  readonly values: Values;
  /** Row of the table of changes, where it is not the one of the key. */
  readonly row?: string;
  /** Why what was declared before stays, where a script leaves it alone and says so. */
  readonly keeps?: string;
  /** Why no run in a test's world can show what it does. */
  readonly unseen?: string;
}

/** The row of the runbook's table of changes that speaks of an edit. */
export function rowOf({ key, row }: Edit): ChangeRow {
  if (row === undefined) return rowOfKey(key.replaceAll("[]", ""));
  const found = changeRows.find(({ id }) => id === row);
  if (found === undefined) throw new Error(`the table has no row ${row}`);
  return found;
}

/** What the table says that the edit does with that tool on Google Cloud. */
export function effectOf(edit: Edit, tool: "terraform" | "gcloud"): Effect {
  const { effect } = rowOf(edit);
  return "way" in effect ? effect : effect[tool];
}

/** The text that the edit makes of its example. */
export function edited({ base, values }: Edit): string {
  const document: unknown = parse(exampleText(bases[base]));
  for (const [path, value] of Object.entries(values)) setAt(document, path.split("."), value);
  return stringify(document);
}

/** The edit in words, as `aws.asn: 65001`; unique among all edits. */
export function titleOf({ base, values }: Edit): string {
  const words = Object.entries(values).map(([path, value]) =>
    value === undefined ? `${path} removed` : `${path}: ${JSON.stringify(value)}`,
  );
  return `${base === "tokyo" ? "" : `${base}: `}${words.join(", ")}`;
}

function setAt(at: unknown, [step = "", ...rest]: readonly string[], value: unknown): void {
  const holder = at as Record<string, unknown>;
  if (rest.length > 0) {
    holder[step] ??= {};
    setAt(holder[step], rest, value);
  } else if (value !== undefined) holder[step] = value;
  else if (Array.isArray(at)) at.splice(Number(step), 1);
  else delete holder[step];
}

/** The text with several edits of one example. */
export function editedBy(edits: readonly Edit[]): string {
  const [first] = edits;
  if (first === undefined) throw new Error("there is no edit");
  return edited({ ...first, values: Object.assign({}, ...edits.map(({ values }) => values)) });
}
