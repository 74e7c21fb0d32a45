/** `vpngen diff`: what an edit does to the running VPN. */
import { compile, type Source } from "../compile.ts";
import { reaches } from "../facets/compare.ts";
import { type Level, levels } from "../facets/effect.ts";
import { diffOf, pairs, type Version, type VpnDiff } from "../facets/vpn-diff.ts";
import { diffGithub } from "../report/diff-github.ts";
import { diffJson } from "../report/diff-json.ts";
import { diffMarkdown } from "../report/diff-markdown.ts";
import { diffText } from "../report/diff-text.ts";
import { reportText } from "../report/text.ts";
import type { ParsedFile } from "../source/parse.ts";
import { oneOf } from "../words/lists.ts";
import { readArguments, readFormat } from "./arguments.ts";
import { type Context, print, printCommands, printError, usesColour } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { diff as usage } from "./usage.ts";
import { type Side, sideOf, sourcesOf } from "./versions.ts";

export function diff(args: readonly string[], context: Context): ExitStatus {
  const { values, positionals } = readArguments(args, usage.options);
  const format = readFormat(values.format, usage.options.format.choices);
  const failOn = readLevel(values["fail-on"]);
  if (values.staged && values.to !== undefined)
    throw new UsageError("--staged compares with git's index, so it cannot be used with --to");
  const from = sideOf("--from", values.from);
  const to = toSide(values, from);
  const paths = positionals.length === 0 ? ["."] : positionals;
  const [before, after] = withoutEqual(sourcesOf(from, paths, context), sourcesOf(to, paths, context));
  const versions = [versionsOf(before), versionsOf(after)] as const;
  const diffs = compared(from, to, versions).toSorted(
    (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level),
  );
  show(diffs, [...versions[0].parsed, ...versions[1].parsed], format, context);
  const failed = diffs.some(({ kind }) => kind === "failed");
  const isReached = failOn !== undefined && diffs.some(({ level }) => reaches(level, failOn));
  return failed || isReached ? exit.findings : exit.ok;
}

function toSide(values: { readonly staged: boolean; readonly to?: string | undefined }, from: Side): Side {
  if (values.staged) return { kind: "git", tree: "index" };
  if (values.to !== undefined) return sideOf("--to", values.to);
  if (from.kind === "file") throw new UsageError("--from names a file; name the other one with --to");
  return { kind: "working tree" };
}

function readLevel(value: string | undefined): Level | undefined {
  const choices = usage.options["fail-on"].choices;
  if (value === undefined) return undefined;
  const found = choices.find((level) => level === value);
  if (found === undefined) throw new UsageError(`--fail-on is ${oneOf(choices)}, not ${value}`);
  return found;
}

/** Files with the same bytes on both sides have nothing to say. */
function withoutEqual(before: readonly Source[], after: readonly Source[]): [Source[], Source[]] {
  const bytes = (sources: readonly Source[]) =>
    new Map(sources.map(({ path, text }) => [path, Buffer.from(text).toString("latin1")]));
  const [old, now] = [bytes(before), bytes(after)];
  const differs = ({ path }: Source) => old.get(path) !== now.get(path);
  return [before.filter(differs), after.filter(differs)];
}

interface Compiled {
  readonly versions: readonly Version[];
  readonly parsed: readonly ParsedFile[];
}

function versionsOf(sources: readonly Source[]): Compiled {
  const compiled = sources.map((source) => compile([source]));
  return {
    versions: compiled.map(({ parsed: [file], diagnostics }) => ({
      path: file?.path ?? "",
      config: file?.config,
      errors: diagnostics.filter(({ severity }) => severity === "error"),
    })),
    parsed: compiled.flatMap(({ parsed }) => parsed),
  };
}

/** Two files are compared whatever they are called. */
function compared(from: Side, to: Side, [before, after]: readonly [Compiled, Compiled]): VpnDiff[] {
  if (from.kind === "file" && to.kind === "file") {
    const [[old], [now]] = [before.versions, after.versions];
    return old === undefined && now === undefined ? [] : [diffOf(old, now)];
  }
  return pairs(before.versions, after.versions).map(([old, now]) => diffOf(old, now));
}

function show(
  diffs: readonly VpnDiff[],
  parsed: readonly ParsedFile[],
  format: (typeof usage.options.format.choices)[number],
  context: Context,
): void {
  const errors = diffs.flatMap((one) => one.errors);
  if (errors.length > 0 && format !== "json")
    printError(context, reportText(errors, parsed, { colour: usesColour(context) }));
  if (format === "json") print(context, diffJson(diffs));
  if (format === "text") print(context, diffText(diffs));
  if (format === "github") printCommands(context, diffGithub(diffs, parsed.toReversed()));
  if (format === "markdown" || format === "github") print(context, diffMarkdown(diffs));
}
