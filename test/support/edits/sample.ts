/** Which edits the tools tier makes with which tool: each key once. */
import { type Artifacts, artifactsOf } from "../artifacts.ts";
import { exampleText } from "../examples.ts";
import { edits } from "./all.ts";
import { type Base, bases, type Edit, edited, effectOf, titleOf } from "./edit.ts";

type Tool = "terraform" | "gcloud";

/** Edits that are made at once. */
interface Together {
  readonly title: string;
  readonly base: Base;
  readonly edits: readonly Edit[];
  readonly isThorough: boolean;
}

/** Whether a run of a script can show what an edit does: not where only documents change. */
function isSeen(edit: Edit): boolean {
  if (edit.unseen !== undefined) return false;
  const [before, after] = [artifactsOfBase(edit.base), artifactsOf(edited(edit))];
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].some((path) => before[path] !== after[path] && !/\.(md|svg)$/.test(path));
}

const made = new Map<Base, Artifacts>();

function artifactsOfBase(base: Base): Artifacts {
  const known = made.get(base) ?? artifactsOf(exampleText(bases[base]));
  made.set(base, known);
  return known;
}

/** Every edit with a tool, each by itself. */
export function allWith(): Together[] {
  return edits
    .filter((edit) => isSeen(edit))
    .map((edit) => ({ title: titleOf(edit), base: edit.base, edits: [edit], isThorough: true }));
}

/**
 * The sample of a tool; the other one has the other keys. Of keys that each tunnel has, it has one tunnel's. Edits that deploy.sh makes by itself are made at once: what
 * holds of all of them then holds of each.
 */
export function sampleOf(tool: Tool): Together[] {
  const keys = [...new Set(edits.map(({ key }) => key))];
  const kinds = new Set<string>();
  const own = keys.flatMap((key, at) => {
    const first = edits.find((edit) => edit.key === key);
    const kind = key.replace(/\.[ab][12]$/, "");
    if (!first || (at % 2 === 0) !== (tool === "gcloud") || kinds.has(kind) || !isSeen(first)) return [];
    kinds.add(kind);
    return [first];
  });
  const groups = new Map<string, Edit[]>();
  for (const edit of own) {
    const { way, down } = effectOf(edit, tool);
    // Keys that exist already cannot be moved to other secrets in the same run.
    const isAlone =
      ["another VPN", "refused", "interrupt", "gcloud.sh replace"].includes(way) ||
      edit.key === "preSharedKeys.source";
    const name = isAlone ? titleOf(edit) : `${edit.base} ${way} ${down}`;
    const free = [name, `${name} more`].find(
      (one) => !groups.get(one)?.some((other) => overlap(edit, other)),
    );
    groups.set(free ?? titleOf(edit), [...(groups.get(free ?? "") ?? []), edit]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first
      ? [{ title: group.map(titleOf).join("; "), base: first.base, edits: group, isThorough: false }]
      : [];
  });
}

/** Whether both set one key, or one what the other has below it. */
function overlap(one: Edit, other: Edit): boolean {
  return Object.keys(one.values).some((path) =>
    Object.keys(other.values).some(
      (known) => path === known || path.startsWith(`${known}.`) || known.startsWith(`${path}.`),
    ),
  );
}
