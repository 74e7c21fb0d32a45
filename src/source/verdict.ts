/** What zod finds in a section that does not have the shape that the schema asks for, in our words. */
import * as z from "zod/mini";
import type { Path } from "../diagnostic.ts";
import type { Problem } from "./findings.ts";
import { missingKey, unknownKey } from "./key-words.ts";
import type { ReadSection } from "./reader.ts";
import { type Section, sections } from "./schema.ts";
import { type MappingTree, type Tree, treeAt } from "./tree.ts";
import { typeProblem, wordProblem } from "./type-words.ts";

export { unknownKey };

/** The finding about a file that is no mapping. */
export function notMapping(root: Tree): Problem[] {
  return [typeProblem(root, [])];
}

/** What is wrong with the section, or its value with defaults filled in. */
export function judgeSection(section: Section, value: unknown, root: MappingTree): ReadSection {
  const result = z.safeParse(sections[section], value);
  if (result.success) return { data: result.data, problems: [] };
  return {
    data: undefined,
    problems: result.error.issues.flatMap((issue) => problemsOf(issue, [section], root)),
  };
}

/** What zod says of a value, in our words; `path` leads to what zod was given. */
function problemsOf(issue: z.core.$ZodIssue, base: Path, root: MappingTree): Problem[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const tree = treeAt(root, path);
  if (tree === undefined) return missingKey(root, path);
  switch (issue.code) {
    case "unrecognized_keys":
      // The check of texts reports this one, which a record drops without a word.
      return issue.keys.filter((key) => key !== "__proto__").map((key) => unknownKey(root, path, key));
    case "invalid_value":
      return [wordProblem(tree, path)];
    case "invalid_union": {
      // What went deeper met a value of the right type: only the branches for other types failed at the value itself.
      const inner = issue.errors.find((branch) => branch.length > 0 && branch.every((sub) => reaches(sub)));
      return inner
        ? inner.flatMap((sub) => problemsOf(sub, path, root))
        : [wordProblem(tree, path, demandOf(issue))];
    }
    default:
      return [typeProblem(tree, path)];
  }
}

/** The schema's own words for a union, if it has any. */
function demandOf({ message }: z.core.$ZodIssue): string | undefined {
  return message.startsWith("must ") ? message : undefined;
}

function reaches(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}
