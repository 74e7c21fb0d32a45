/** What can be read of a section in which something is wrong, so that one mistake hides no other. */
import * as z from "zod/mini";
import type { Edit, Path } from "../../diagnostic.ts";
import type { Problem } from "../findings.ts";
import { placeholderAt } from "../schema/at-path.ts";
import { type Section, sections } from "../schema/config.ts";
import type { MappingTree } from "../yaml/tree.ts";
import { absentMeanings } from "./key-problems.ts";
import { UnreadableValue } from "./unreadable.ts";

interface Broken {
  readonly root: MappingTree;
  readonly section: Section;
  /** The section as plain data, which may be changed. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/** A section for rules. Reading a value of it that is not valid throws `UnreadableValue`. */
interface Readable {
  readonly data: unknown;
  /** Whether no value throws. */
  readonly isWhole: boolean;
}

/**
 * The section after its safe fixes, without its unknown keys, and with a trap in place of each other value that is wrong or
 * missing. None where the section itself has the wrong type.
 */
export function readableSection({ root, section, value, problems }: Broken): Readable | undefined {
  const holder = { [section]: value };
  const traps: Path[] = problems.flatMap((problem) => {
    for (const edit of safeEditsOf(problem)) apply(edit, holder);
    if (!("path" in problem.at)) return [];
    const { path, part } = problem.at;
    if (problem.rule === "shape/unknown-key") {
      const isRenamed = safeEditsOf(problem).some(({ kind }) => kind === "move");
      remove(path, holder);
      return isRenamed ? [] : absentMeanings(root, path);
    }
    if (problem.rule !== "shape/character") return [];
    if (part === "value") return [path];
    remove(path, holder);
    return [];
  });
  const trapped = [...traps, ...fillIn(holder, section)];
  if (trapped.some((path) => path.length === 1)) return undefined;
  const result = z.safeParse(sections[section], holder[section]);
  if (!result.success) return undefined;
  const data = { [section]: result.data };
  for (const path of trapped) setTrap(path, data);
  return { data: data[section], isWhole: trapped.length === 0 };
}

/** Puts something valid in the place of what is wrong, until the section is valid; says where. */
function fillIn(holder: Record<string, unknown>, section: Section): Path[] {
  const filled: Path[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const result = z.safeParse(sections[section], holder[section]);
    if (result.success) return filled;
    for (const path of result.error.issues.flatMap((issue) => placesOf(issue, [section]))) {
      if (path.unknown) remove(path.at, holder);
      else {
        put(path.at, placeholderAt(path.at), holder);
        filled.push(path.at);
      }
    }
  }
  return [[section]];
}

/** Rounds until a section is given up: what is put in is valid, so one is enough, and two where a fix was not. */
const maxRounds = 4;

interface BrokenPlace {
  readonly at: Path;
  readonly unknown: boolean;
}

function placesOf(issue: z.core.$ZodIssue, base: Path): BrokenPlace[] {
  const at = [...base, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ at: [...at, key], unknown: true }));
  const inner = issue.code === "invalid_union" ? branchMeant(issue) : undefined;
  return inner ? inner.flatMap((sub) => placesOf(sub, at)) : [{ at, unknown: false }];
}

/**
 * The branch of a union that went deeper, and so met a value of the right type: the branches for other types failed at the
 * value itself.
 */
export function branchMeant(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  return issue.errors.find((branch) => branch.length > 0 && branch.every((sub) => reaches(sub)));
}

function reaches(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}

function safeEditsOf({ edits }: Problem): readonly Edit[] {
  return edits?.applicability === "safe" ? edits.edits : [];
}

function apply(edit: Edit, holder: object): void {
  if (edit.kind === "write") put(edit.at, edit.value, holder);
  if (edit.kind === "move" && edit.to[0] === edit.at[0]) put(edit.to, valueAt(edit.at, holder), holder);
}

function valueAt(path: Path, holder: object): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? Object.getOwnPropertyDescriptor(value, step)?.value
        : undefined,
    holder,
  );
}

function put(path: Path, value: unknown, holder: object): void {
  const parent = valueAt(path.slice(0, -1), holder);
  if (typeof parent !== "object" || parent === null) return;
  const property = { value, enumerable: true, writable: true, configurable: true };
  Object.defineProperty(parent, path.at(-1) ?? "", property);
}

function remove(path: Path, holder: object): void {
  const parent = valueAt(path.slice(0, -1), holder);
  if (typeof parent === "object" && parent !== null) Reflect.deleteProperty(parent, path.at(-1) ?? "");
}

function setTrap(path: Path, holder: object): void {
  const parent = valueAt(path.slice(0, -1), holder);
  if (typeof parent !== "object" || parent === null) return;
  const get = () => {
    throw new UnreadableValue();
  };
  Object.defineProperty(parent, path.at(-1) ?? "", { get, enumerable: true, configurable: true });
}
