/** Whether each section of a file has the shape that the schema asks for. */
import type { Problem } from "./findings.ts";
import { readSection, sectionNames } from "./reader.ts";
import type { Config, Section } from "./schema.ts";
import { textProblems } from "./text-check.ts";
import { type MappingTree, plainValue, type Tree } from "./tree.ts";
import loadVerdict from "./verdict.ts?lazy";

/** The sections that are whole, with defaults filled in, and what is wrong with the others. */
export interface Shaped {
  readonly sections: Partial<Config>;
  readonly problems: readonly Problem[];
}

/** Checks every section on its own, so that a broken one hides no other. Keys that begin with `x-` are the user's. */
export function shapeOf(root: Tree): Shaped {
  if (root.kind !== "mapping") return { sections: {}, problems: verdict().notMapping(root) };
  const problems = [...root.entries.keys()]
    .filter((key) => !sectionNames.some((name) => name === key) && !key.startsWith("x-"))
    .map((key) => verdict().unknownKey(root, [], key));
  const whole: Partial<Config> = {};
  for (const section of sectionNames) {
    const found = checkSection(root, section, whole);
    problems.push(...found);
  }
  return { sections: whole, problems };
}

/** Adds the section to `whole`, or says what is wrong with it. */
function checkSection(root: MappingTree, section: Section, whole: Partial<Config>): Problem[] {
  const tree = root.entries.get(section)?.value;
  const texts = tree === undefined ? [] : textProblems(tree, [section]);
  const value = tree && plainValue(tree);
  const { data, problems } = readSection(section, value) ?? verdict().judgeSection(section, value, root);
  if (data !== undefined && texts.length === 0) Object.assign(whole, { [section]: data });
  return [...texts, ...problems];
}

/** Zod and the words for what it finds, which a file without mistakes does not need. */
function verdict() {
  return loadVerdict<typeof import("./verdict.ts")>();
}
