/** Applies the edits of findings to the files of a run, and judges again. No I/O. */
import type { CompileOptions, Source } from "./artifact.ts";
import { compile } from "./compile.ts";
import type { Diagnostic, Edit, Fix, Path } from "./diagnostic.ts";
import { applyEdit } from "./source/edit/apply.ts";
import { decode } from "./source/yaml/decode.ts";

export interface FixOptions extends CompileOptions {
  /** Whether fixes are applied that change what a file asks for. Default: no. */
  readonly unsafe?: boolean;
}

/** Files whose findings are fixed as far as edits can. */
export interface Fixed {
  /** All files of the run, with their texts after the fixes. */
  readonly sources: readonly Source[];
  /** Paths of the files that changed. */
  readonly changed: readonly string[];
  /** How many findings were fixed by an edit. */
  readonly count: number;
}

/** A fix can make another possible, as a key that is renamed and a value below it. More rounds than this are a defect. */
const mostRounds = 10;

/**
 * Applies what can be applied. A fix after which there is a new error or warning about the same place is left out, and so is
 * one that does not fit the text, as behind an alias.
 */
export function fix(sources: readonly Source[], { unsafe = false, ...options }: FixOptions = {}): Fixed {
  const original = sources.map(asText);
  let current: readonly TextSource[] = original;
  let count = 0;
  const refused = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const triedInVain = refused.size;
    const { texts, applied } = oneRound(current, { unsafe, options, refused });
    // A fix that overlaps with a refused one has waited for it, and has its turn now.
    if (applied === 0 && refused.size === triedInVain) break;
    current = texts;
    count += applied;
  }
  const changed = current.filter(({ text }, index) => text !== original[index]?.text);
  return { sources: current.map(withMark), changed: changed.map(({ path }) => path), count };
}

/** The fix of a finding that is applied without a question, if it has one. */
export function fixOf({ edits }: Diagnostic, unsafe: boolean): Fix | undefined {
  if (edits === undefined || edits.applicability === "choice") return undefined;
  return edits.applicability === "safe" || unsafe ? edits : undefined;
}

interface TextSource {
  readonly path: string;
  readonly text: string;
  /** Whether the file begins with a byte order mark, which `text` leaves out. */
  readonly hasMark: boolean;
}

/** A file that cannot be decoded has a finding without an edit. */
function asText({ path, text }: Source): TextSource {
  const decoded = decode(text).text;
  const whole = typeof text === "string" ? text : new TextDecoder("utf-8", { ignoreBOM: true }).decode(text);
  return { path, text: decoded, hasMark: whole.startsWith("\ufeff") };
}

function withMark({ path, text, hasMark }: TextSource): Source {
  return { path, text: hasMark ? `\ufeff${text}` : text };
}

interface Round {
  readonly unsafe: boolean;
  readonly options: CompileOptions;
  /** Fixes that were tried in vain. */
  readonly refused: Set<string>;
}

function oneRound(sources: readonly TextSource[], { unsafe, options, refused }: Round) {
  const { diagnostics } = compile(sources, options);
  const wanted = diagnostics.flatMap((finding) => {
    const found = fixOf(finding, unsafe);
    return found === undefined || refused.has(nameOf(finding))
      ? []
      : [{ finding, edits: editsOf(found, finding) }];
  });
  const taken: Edit[] = [];
  const chosen = wanted.filter(({ edits }) => {
    if (edits.some((edit) => taken.some((other) => overlap(edit, other)))) return false;
    taken.push(...edits);
    return true;
  });
  const together = applyAll(sources, chosen.flatMap(({ edits }) => edits).toSorted(lastFirst));
  if (
    together !== undefined &&
    chosen.every((one) => isClean(together, { ...one, options, before: diagnostics }))
  )
    return { texts: together, applied: chosen.length };
  // Each is tried on the texts that its paths and spans are of: an item that another fix removes moves all behind it.
  const good = chosen.filter((one) => {
    const after = applyAll(sources, one.edits.toSorted(lastFirst));
    const isGood = after !== undefined && isClean(after, { ...one, options, before: diagnostics });
    if (!isGood) refused.add(nameOf(one.finding));
    return isGood;
  });
  const texts = applyAll(sources, good.flatMap(({ edits }) => edits).toSorted(lastFirst));
  if (texts !== undefined && good.every((one) => isClean(texts, { ...one, options, before: diagnostics })))
    return { texts, applied: good.length };
  // They do not go together: the first alone, the others in the next round.
  const [first] = good;
  const alone = first && applyAll(sources, first.edits.toSorted(lastFirst));
  return alone === undefined ? { texts: sources, applied: 0 } : { texts: alone, applied: 1 };
}

/** The edits, each with its file. */
function editsOf({ edits }: Fix, { place }: Diagnostic): (Edit & { readonly file: string })[] {
  return edits.map((edit) => ({ ...edit, file: edit.file ?? place.file }));
}

function nameOf({ rule, place, message }: Diagnostic): string {
  return JSON.stringify([rule, place, message]);
}

/** The texts after all edits; undefined if one cannot be applied, or is of a file that is not in the run. */
function applyAll(sources: readonly TextSource[], edits: readonly Edit[]): readonly TextSource[] | undefined {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  for (const edit of edits) {
    const path = edit.file ?? "";
    const before = texts.get(path);
    const after = before === undefined ? undefined : applyEdit(before, edit);
    if (after === undefined) return undefined;
    texts.set(path, after);
  }
  return sources.map((source) => ({ ...source, text: texts.get(source.path) ?? source.text }));
}

interface Applied {
  readonly finding: Diagnostic;
  readonly edits: readonly Edit[];
  readonly before: readonly Diagnostic[];
  readonly options: CompileOptions;
}

/** Whether the finding is gone, and nothing new is wrong about what was edited. */
function isClean(sources: readonly TextSource[], { finding, edits, before, options }: Applied): boolean {
  const { diagnostics } = compile(sources, options);
  const known = new Set(before.map(({ rule, place }) => JSON.stringify([rule, place])));
  return !diagnostics.some(({ rule, severity, place }) => {
    if (rule === finding.rule && JSON.stringify(place) === JSON.stringify(finding.place) && "path" in place)
      return true;
    if (severity === "info" || known.has(JSON.stringify([rule, place]))) return false;
    return edits.some((edit) => edit.file === place.file && concerns(edit, place));
  });
}

function concerns(edit: Edit, place: Diagnostic["place"]): boolean {
  if (edit.kind === "replace") return !("path" in place);
  return (
    "path" in place && pathsOf(edit).some((path) => isPrefix(path, place.path) || isPrefix(place.path, path))
  );
}

function pathsOf(edit: Edit): readonly Path[] {
  if (edit.kind === "replace") return [];
  return edit.kind === "move" ? [edit.at, edit.to] : [edit.at];
}

function overlap(one: Edit, other: Edit): boolean {
  if (one.file !== other.file) return false;
  if (one.kind === "replace" && other.kind === "replace")
    return one.span[0] <= other.span[1] && other.span[0] <= one.span[1];
  // Spans are of the text as it is: with an edit by path in the same file, one of both waits.
  if (one.kind === "replace" || other.kind === "replace") return true;
  return pathsOf(one).some((path) =>
    pathsOf(other).some((known) => isPrefix(path, known) || isPrefix(known, path)),
  );
}

function isPrefix(short: Path, long: Path): boolean {
  return short.length <= long.length && short.every((step, index) => step === long[index]);
}

/** Later characters and later items of a list first, so that the places of the others stay as they are. */
function lastFirst(one: Edit, other: Edit): number {
  if (one.kind === "replace" && other.kind === "replace") return other.span[0] - one.span[0];
  const [a = [], b = []] = [pathsOf(one)[0], pathsOf(other)[0]];
  for (const [index, step] of a.entries()) {
    const known = b[index];
    if (step === known) continue;
    return typeof step === "number" && typeof known === "number" ? known - step : 0;
  }
  return 0;
}
