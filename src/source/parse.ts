/** Text → configuration: the sections of a file, what is wrong with its shape, and where each value is written. */
import type { Diagnostic, Path } from "../diagnostic.ts";
import { diagnosticOf, type Problem, type Span } from "./findings.ts";
import { type Ignore, ignoresIn } from "./ignores/ignores.ts";
import { type Config, type Section, sectionNames } from "./schema/config.ts";
import { type Hidden, hiddenIn } from "./secrets/hidden.ts";
import { type Literal, literalsIn } from "./secrets/literals.ts";
import { shapeOf } from "./shape/check-shape.ts";
import { decode } from "./yaml/decode.ts";
import { readDocument } from "./yaml/read.ts";
import { spanOf, type Tree } from "./yaml/tree.ts";

/** A file as read. */
export interface ParsedFile {
  readonly path: string;
  /** Without byte order mark. */
  readonly text: string;
  /**
   * The sections with defaults filled in, safe fixes made and unknown keys left out. Reading a value that is not valid
   * throws `UnreadableValue`, so that a rule either sees what the file says or does not run.
   */
  readonly sections: Partial<Config>;
  /** Sections with such a value. */
  readonly partial: readonly Section[];
  /** All sections, if each value can be read. The file may have unknown keys still, which are findings. */
  readonly config: Config | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Span of UTF-16 offsets in `text` where the path's key or value is written: of what comes by alias or
   * merge key, where it is written; of what is missing or defaulted, the nearest ancestor's key. Total.
   */
  readonly spanOf: (path: Path, part: "key" | "value") => Span;
  /** Values and keys that look like a pre-shared key, or are where only one can be. */
  readonly literals: readonly Literal[];
  /** What may be a pre-shared key, and what no report shows. */
  readonly hidden: Hidden;
  /** Comments that silence findings; none where the file is no YAML, as nobody knows what is a comment then. */
  readonly ignores: readonly Ignore[];
}

/** Reads a file. Total: whatever it holds, there are findings, literal keys or a configuration. */
export function parseFile(source: { readonly path: string; readonly text: string | Uint8Array }): ParsedFile {
  const { text, problem } = decode(source.text);
  const { tree, problems: broken } =
    problem === undefined ? readDocument(text) : { tree: undefined, problems: [problem] };
  const shaped = tree === undefined ? undefined : shapeOf(tree);
  const literals = tree === undefined ? [] : literalsIn(tree);
  const ofShape = (shaped?.problems ?? []).filter(
    (found) => !follows(found, broken, tree) && !isAboutLiteral(found, literals),
  );
  const problems = [...broken, ...onceEach(ofShape, tree)];
  const sections = Object.fromEntries(
    Object.entries(shaped?.sections ?? {}).filter(
      ([section]) => !broken.some((found) => liesIn(found, tree, section)),
    ),
  ) as Partial<Config>;
  let hidden: Hidden | undefined;
  return {
    path: source.path,
    text,
    sections,
    partial: shaped?.partial ?? [],
    config:
      shaped?.partial.length === 0 && broken.length === 0 && isComplete(sections) ? sections : undefined,
    diagnostics: problems.map((found) => diagnosticOf(source.path, found)),
    literals,
    spanOf: (path, part) => spanOf(tree, asWritten(path, problems), part),
    /** Found when a report asks: a file without findings needs none. */
    get hidden() {
      hidden ??= hiddenIn(tree, text);
      return hidden;
    },
    ignores: tree === undefined ? [] : ignoresIn(text),
  };
}

/** Whether a problem is only the consequence of one in the YAML at the same place, as of an unknown alias. */
function follows({ at }: Problem, broken: readonly Problem[], tree: Tree | undefined): boolean {
  const [start] = "path" in at ? spanOf(tree, at.path, at.part) : at;
  return broken.some((other) => !("path" in other.at) && other.at[0] === start && start > 0);
}

/** Without those that are another one seen again, through a further alias or merge key. */
function onceEach(problems: readonly Problem[], tree: Tree | undefined): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ rule, at, fix }) => {
    const [span, key] = "path" in at ? [spanOf(tree, at.path, at.part), at.path.at(-1)] : [at, ""];
    const before = seen.size;
    return seen.add(JSON.stringify([rule, span, key, fix])).size > before;
  });
}

/** Whether a problem in the YAML makes a section's content doubtful, as a tag on one of its values. */
function liesIn({ at }: Problem, tree: Tree | undefined, section: string): boolean {
  const written = tree?.kind === "mapping" ? tree.entries.get(section) : undefined;
  if (written === undefined || "path" in at) return false;
  return at[0] >= written.key[0] && at[0] < Math.max(written.key[1], written.value.span[1]);
}

/** Whether a finding about a literal key says the same with a reason. */
function isAboutLiteral({ at, rule }: Problem, literals: readonly Literal[]): boolean {
  if (!("path" in at) || rule === "shape/missing-key") return false;
  return literals.some((literal) => at.path.every((step, index) => literal.at[index] === step));
}

/** The path of a value as the file has it, if its key is misspelt and was read as the one that is meant. */
function asWritten(path: Path, problems: readonly Problem[]): Path {
  for (const { edits } of problems) {
    if (edits?.applicability !== "safe") continue;
    for (const edit of edits.edits) {
      if (edit.kind !== "move" || !edit.to.every((step, index) => path[index] === step)) continue;
      return [...edit.at, ...path.slice(edit.to.length)];
    }
  }
  return path;
}

function isComplete(sections: Partial<Config>): sections is Config {
  return sectionNames.every((section) => section in sections);
}
