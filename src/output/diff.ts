/** Shows what `--check` found, as unified diffs. Pure. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { visible } from "../render/cells.ts";
import { pskSpans } from "../source/secrets/psk-shape.ts";
import type { Step } from "./plan.ts";

export interface DiffLimits {
  /** Lines shown of one file's diff. */
  readonly perFile: number;
  /** Lines shown of all files' diffs. What was found in each file is said in any case. */
  readonly inAll: number;
}

const defaults: DiffLimits = { perFile: 60, inAll: 600 };

/** Changed lines beyond which the search for the shortest diff, quadratic in them, is not worth its time. */
const searchLimit = 2000;

/** A paragraph for each step that is not `same`: one line that says what is wrong, and a diff where there is one. */
export function renderDiff(steps: readonly Step[], limits: DiffLimits = defaults): string {
  const paragraphs: string[] = [];
  let left = limits.inAll;
  for (const step of steps) {
    if (step.kind === "same") continue;
    const lines = diffLines(step);
    const shown = lines.slice(0, Math.min(limits.perFile, left));
    left -= shown.length;
    const cut = lines.length - shown.length;
    const more = cut > 0 ? [`… ${cut} more ${cut === 1 ? "line" : "lines"} of this diff not shown`] : [];
    paragraphs.push(`${[headline(step), ...shown, ...more].join("\n")}\n`);
  }
  return paragraphs.join("\n");
}

function headline(step: Exclude<Step, { kind: "same" }>): string {
  const path = visible(step.file.path);
  switch (step.kind) {
    case "create":
      return `missing: ${path}`;
    case "orphan":
      return `orphaned: ${path} is no longer generated; vpngen build --prune deletes it`;
    case "mode":
      return `wrong mode: ${path} should ${step.file.executable ? "" : "not "}be executable`;
    case "update":
      return differsInLineEndings(step)
        ? `stale: ${path} differs in line endings only; a .gitattributes line such as "generated/** text eol=lf" keeps them`
        : `stale: ${path}`;
  }
}

/** A checkout that turned every `\n` into `\r\n`: stale, since no shell runs such a script, but no diff to read. */
function differsInLineEndings({ file, before }: Extract<Step, { kind: "update" }>): boolean {
  return withoutCarriageReturns(before.text) === withoutCarriageReturns(file.text);
}

function diffLines(step: Step): string[] {
  if (step.kind === "create") return addition(step.file).map(printable);
  if (step.kind !== "update") return [];
  const before = withoutCarriageReturns(step.before.text);
  const after = withoutCarriageReturns(step.file.text);
  if (before === after) return [];
  const { path } = step.file;
  const patch = createTwoFilesPatch(path, path, before, after, "", "generated", {
    context: 3,
    maxEditLength: searchLimit,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch === undefined ? ["(too different for a diff)"] : withoutKeys(linesOf(patch)).map(printable);
}

function addition({ path, text }: { path: string; text: string }): string[] {
  const lines = linesOf(withoutCarriageReturns(text));
  return [
    "--- /dev/null",
    `+++ ${path}\tgenerated`,
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
  ];
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

function withoutCarriageReturns(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** Characters shown of one line. */
const longestLine = 300;

/**
 * The lines of a diff without keys that someone wrote into an artifact by hand. What we generate never holds one, so
 * that added and unchanged lines are shown as they are.
 */
function withoutKeys(lines: readonly string[]): string[] {
  let open = Number.POSITIVE_INFINITY;
  return lines.map((line, index) => {
    if (index < 2 || line.startsWith("+")) return line;
    const indent = line.slice(1).search(/\S/);
    const goesOn = line.startsWith("-") && (indent === -1 || indent > open);
    if (!goesOn) open = Number.POSITIVE_INFINITY;
    if (!line.startsWith("-") || indent === -1) return line;
    const isNamed = secretName.test(line);
    if (isNamed && !goesOn) open = indent;
    return isNamed || goesOn ? "-(a line about a pre-shared key, not shown)" : masked(line);
  });
}

const secretName = /pre[-_ ]?shared|shared[-_ ]?(secret|key)|psk|passw|passphrase/i;

function masked(line: string): string {
  return pskSpans(line).reduceRight(
    (text, [start, end]) => text.slice(0, start) + "*".repeat(end - start) + text.slice(end),
    line,
  );
}

/** A line that is safe to print: no terminal escape. */
function printable(line: string): string {
  const shown = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
  return shown.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (character) =>
    character === "\t" ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
