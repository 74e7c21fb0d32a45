/** Whether each section of a file has the shape that the schema asks for. */
import * as z from "zod/mini";
import type { Path } from "../../diagnostic.ts";
import type { Problem } from "../findings.ts";
import { type Config, type Section, sectionNames, sections } from "../schema/config.ts";
import { type MappingTree, plainValue, type Tree, treeAt } from "../yaml/tree.ts";
import { missingKey, unknownKey } from "./key-problems.ts";
import { branchMeant, readableSection } from "./readable.ts";
import { swappedSections } from "./swapped.ts";
import { textProblems } from "./text-problems.ts";
import { typeProblem, wordProblem } from "./type-problems.ts";

/** The sections that rules can read, with defaults filled in, and what is wrong with the shape of a file. */
export interface Shaped {
  readonly sections: Partial<Config>;
  /** Sections that hold a value that cannot be read. */
  readonly partial: readonly Section[];
  readonly problems: readonly Problem[];
}

/** Checks every section on its own, so that a broken one hides no other. Keys that begin with `x-` are the user's. */
export function shapeOf(root: Tree): Shaped {
  if (root.kind !== "mapping") return { sections: {}, partial: [], problems: [typeProblem(root, [])] };
  const unknown = [...root.entries.keys()]
    .filter((key) => !sectionNames.some((name) => name === key) && !key.startsWith("x-"))
    .map((key) => unknownKey(root, [], key));
  const swapped = swappedSections(root);
  const checked = sectionNames
    .filter((section) => swapped === undefined || (section !== "aws" && section !== "gcp"))
    .map((section) => checkSection(root, section));
  return {
    sections: Object.assign({}, ...checked.map(({ sections }) => sections)),
    partial: checked.flatMap(({ partial }) => partial),
    problems: [...unknown, ...(swapped ? [swapped] : []), ...checked.flatMap(({ problems }) => problems)],
  };
}

function checkSection(root: MappingTree, section: Section): Shaped {
  const tree = root.entries.get(section)?.value;
  const texts = tree === undefined ? [] : textProblems(tree, [section]);
  const value = tree && plainValue(tree);
  const result = z.safeParse(sections[section], value);
  if (result.success && texts.length === 0) {
    // A section that was left out because its name is misspelt is not what its defaults say.
    const isMisspelt = tree === undefined && missingKey(root, [section]).length === 0;
    return { sections: isMisspelt ? {} : { [section]: result.data }, partial: [], problems: [] };
  }
  const issues = result.success ? [] : result.error.issues;
  const problems = [...texts, ...issues.flatMap((issue) => problemsOf(issue, [section], root))];
  const readable = tree === undefined ? undefined : readableSection({ root, section, value, problems });
  return {
    sections: readable === undefined ? {} : { [section]: readable.data },
    partial: readable === undefined || readable.isWhole ? [] : [section],
    problems,
  };
}

/** What zod says of a value, in our words; `base` leads to what zod was given. */
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
      const inner = branchMeant(issue);
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
