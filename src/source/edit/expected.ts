/** What a document must hold after an edit, by which the edit of its text is judged. */
import type { Edit, EditValue, Path } from "../../diagnostic.ts";

type Container = EditValue[] | { [key: string]: EditValue };

/** The value after the edit; undefined if the edit does not fit it. The value itself is not changed. */
export function expectedAfter(value: EditValue, edit: Edit): EditValue | undefined {
  const copy = structuredCloneOf(value);
  if (edit.kind === "write") return written(copy, edit.at, edit.value);
  if (edit.kind === "remove") return removed(copy, edit.at);
  if (edit.kind === "append") {
    const list = at(copy, edit.at) ?? [];
    const items = Array.isArray(list) ? list : [list as EditValue];
    return written(copy, edit.at, [...items, edit.value]);
  }
  if (edit.kind === "move") {
    const moved = at(copy, edit.at);
    if (moved === undefined || at(copy, edit.to) !== undefined) return undefined;
    const without = removed(copy, edit.at);
    return without === undefined ? undefined : written(without, edit.to, moved);
  }
  return undefined;
}

/** Whether two values are the same, in whatever order their keys are. */
export function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function structuredCloneOf(value: EditValue): EditValue {
  return JSON.parse(JSON.stringify(value)) as EditValue;
}

/** The value at a path. */
export function at(value: EditValue, path: Path): EditValue | undefined {
  let here: EditValue | undefined = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string | number, EditValue>)[step];
  }
  return here;
}

function written(root: EditValue, path: Path, value: EditValue): EditValue | undefined {
  if (path.length === 0) return undefined;
  let here = root as Container;
  for (const step of path.slice(0, -1)) {
    const record = here as Record<string | number, EditValue>;
    if (!Object.hasOwn(record, step) || record[step] === null) {
      if (Array.isArray(here)) return undefined;
      record[step] = {};
    }
    const next = record[step];
    if (typeof next !== "object" || next === null) return undefined;
    here = next as Container;
  }
  const last = path.at(-1) ?? "";
  if (Array.isArray(here) && !Object.hasOwn(here, last)) return undefined;
  (here as Record<string | number, EditValue>)[last] = value;
  return root;
}

/** A mapping that loses its last key goes with it. */
function removed(root: EditValue, path: Path): EditValue | undefined {
  const parent = at(root, path.slice(0, -1)) as Container | undefined;
  const last = path.at(-1);
  if (parent === undefined || last === undefined || !Object.hasOwn(parent, last)) return undefined;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  if (!Array.isArray(parent) && Object.keys(parent).length === 0)
    return path.length === 1 ? undefined : removed(root, path.slice(0, -1));
  return root;
}
