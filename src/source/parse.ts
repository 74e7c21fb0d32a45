/** Text → configuration: what is whole in a file, what is wrong with its shape, and where everything stands. */
import type { Diagnostic, Path } from "../diagnostic.ts";
import { decode } from "./decode.ts";
import { readDocument } from "./document.ts";
import { diagnosticOf, type Problem, type Span } from "./findings.ts";
import type { Hidden } from "./hidden.ts";
import loadHidden from "./hidden.ts?lazy";
import { type Ignore, ignoresIn } from "./ignores.ts";
import { sectionNames } from "./reader.ts";
import type { Config } from "./schema.ts";
import { shapeOf } from "./shape.ts";
import { spanOf, type Tree } from "./tree.ts";

/** A file as read: what is whole in it, what is wrong with its shape, and where everything stands. */
export interface ParsedFile {
  readonly path: string;
  /** Without byte order mark. */
  readonly text: string;
  /** The sections that are whole, with defaults filled in. */
  readonly sections: Partial<Config>;
  /** All of them, where nothing is wrong with the file's shape. */
  readonly config: Config | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Span of UTF-16 offsets in `text` where the path's key or value is written: of what comes by alias or
   * merge key, where it is written; of what is missing or defaulted, the nearest ancestor's key. Total.
   */
  readonly spanOf: (path: Path, part: "key" | "value") => Span;
  /** What may be a pre-shared key, and what no report shows. */
  readonly hidden: Hidden;
  /** Comments that silence findings; none where the file is no YAML, as nobody knows what is a comment then. */
  readonly ignores: readonly Ignore[];
}

/** Reads a file. Total: whatever it holds, there are findings or a configuration. */
export function parseFile(source: { readonly path: string; readonly text: string | Uint8Array }): ParsedFile {
  const { text, problem } = decode(source.text);
  const { tree, problems: broken } =
    problem === undefined ? readDocument(text) : { tree: undefined, problems: [problem] };
  const shaped = tree === undefined ? undefined : shapeOf(tree);
  const ofShape = (shaped?.problems ?? []).filter((found) => !follows(found, broken, tree));
  const problems = [...broken, ...onceEach(ofShape, tree)];
  const whole = Object.fromEntries(
    Object.entries(shaped?.sections ?? {}).filter(
      ([section]) => !broken.some((found) => liesIn(found, tree, section)),
    ),
  ) as Partial<Config>;
  let hidden: Hidden | undefined;
  return {
    path: source.path,
    text,
    sections: whole,
    config: problems.length === 0 && isComplete(whole) ? whole : undefined,
    diagnostics: problems.map((found) => diagnosticOf(source.path, found)),
    spanOf: (path, part) => spanOf(tree, path, part),
    /** Found when a report asks: a file without findings needs none. */
    get hidden() {
      hidden ??= loadHidden<typeof import("./hidden.ts")>().hiddenIn(tree, text);
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
    const known = seen.size;
    return seen.add(JSON.stringify([rule, span, key, fix])).size > known;
  });
}

/** Whether a problem in the YAML makes a section's content doubtful, as a tag on one of its values. */
function liesIn({ at }: Problem, tree: Tree | undefined, section: string): boolean {
  const written = tree?.kind === "mapping" ? tree.entries.get(section) : undefined;
  if (written === undefined || "path" in at) return false;
  return at[0] >= written.key[0] && at[0] < Math.max(written.key[1], written.value.span[1]);
}

function isComplete(whole: Partial<Config>): whole is Config {
  return sectionNames.every((section) => section in whole);
}
