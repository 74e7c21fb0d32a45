/** `vpngen build`: findings, then the artifacts. */
import { posix } from "node:path";
import type { ArtifactFolder } from "../artifact.ts";
import type { Compilation } from "../compile.ts";
import { renderDiff } from "../output/diff.ts";
import { format as formatFiles } from "../output/format.ts";
import { applyPlan, changesOf, type OutputPlan, planOutput } from "../output/output.ts";
import { formattingFiles } from "../output/surroundings.ts";
import { visible } from "../render/cells.ts";
import { printJson, reportJson } from "../report/json.ts";
import { reportText } from "../report/text.ts";
import type { Neighbour } from "../source/secrets/sops.ts";
import { isTargetName, type TargetName, targetNames } from "../target-names.ts";
import { readArguments, readFormat } from "./arguments.ts";
import { effectLines } from "./build-effect.ts";
import { type CompiledPaths, compilePaths } from "./compile-paths.ts";
import { type Context, print, printError, usesColour } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { orDefault } from "./listing.ts";
import { missingFrom, type Places, stagedStatus } from "./staged.ts";
import { build as usage } from "./usage.ts";

export interface Built {
  readonly status: ExitStatus;
  /** Where everything was up to date. */
  readonly idle?: Idle;
}

/** What a build went by that found everything up to date. */
export interface Idle {
  readonly paths: readonly string[];
  readonly places: Places;
  /** All that it read, by path, but for what decides formatting; of what cannot be read, why. */
  readonly read: ReadonlyMap<string, Neighbour | undefined>;
  /** What decided formatting, as `formattingFiles` gave it before. */
  readonly formatting: readonly string[];
}

export async function build(args: readonly string[], context: Context): Promise<Built> {
  const { values, positionals } = readArguments(args, usage.options);
  const format = readFormat(values.format, usage.options.format.choices);
  const targets = readTargets(values.target);
  if (values.check && values.prune)
    throw new UsageError("--check writes nothing, so it cannot go with --prune");

  const compiled = compilePaths(positionals, context, {
    ...(values.out === undefined ? {} : { outputDirectory: values.out }),
    tracked: values.staged,
  });
  const { diagnostics, parsed, folders } = compiled.compilation;
  if (format === "text" && diagnostics.length > 0)
    printError(context, reportText(diagnostics, parsed, { colour: usesColour(context) }));
  if (diagnostics.some(({ severity }) => severity === "error")) {
    if (format === "json") print(context, reportJson(diagnostics, parsed));
    return { status: exit.findings };
  }

  const paths = folders.flatMap(({ files }) => files.map(({ path }) => path));
  const formatting = formattingFiles(paths, context.packageRoot);
  const plan = planOutput(await formatted(folders), { ...(targets ? { targets } : {}), prune: values.prune });
  const [problem] = plan.problems;
  if (problem) throw problem;
  if (!values.check) applyPlan(plan);
  print(context, reportOf(compiled.compilation, plan, { ...values, format }));
  const changes = changesOf(plan);
  if (!values.check && format === "text" && changes.length > 0)
    print(context, effectLines(compiled.sources).join(""));
  if (values.check && changes.length > 0) {
    printError(context, `vpngen: ${countOf(changes.length, "artifact")} not up to date; run vpngen build\n`);
    return { status: exit.findings };
  }
  const places = placesIn(folders, plan);
  const status = values.staged ? stagedStatus(missingFrom(places), context) : exit.ok;
  if (values.check || changes.length > 0) return { status };
  return {
    status,
    idle: { paths: orDefault(positionals), places, read: readBy(compiled, plan), formatting },
  };
}

async function formatted(folders: readonly ArtifactFolder[]): Promise<ArtifactFolder[]> {
  const result: ArtifactFolder[] = [];
  for (const folder of folders)
    result.push({ ...folder, files: await formatFiles(folder.files, { cwd: process.cwd() }) });
  return result;
}

/** What a commit would have to hold. */
function placesIn(folders: readonly ArtifactFolder[], plan: OutputPlan): Places {
  const files = plan.folders.flatMap(({ steps }) => steps.map(({ file }) => file));
  return {
    sources: folders.map(({ source }) => source),
    artifacts: files.map(({ path }) => path),
    scripts: files.flatMap((file) => ("executable" in file && file.executable ? [file.path] : [])),
    folders: folders.map(({ folder }) => folder),
  };
}

function readBy({ compilation, sources, neighbours }: CompiledPaths, plan: OutputPlan): Idle["read"] {
  return new Map<string, Neighbour | undefined>([
    ...sources.map(({ path, text }) => [path, text] as const),
    ...compilation.wanted.map((path) => [path, neighbours.get(path)] as const),
    ...plan.folders.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === "same" ? [[step.file.path, step.before.text] as const] : [])),
    ),
  ]);
}

/** What goes to standard output. */
function reportOf(
  compilation: Compilation,
  plan: OutputPlan,
  {
    format,
    check,
    prune,
  }: { readonly format: "text" | "json"; readonly check: boolean; readonly prune: boolean },
): string {
  if (format === "json") return jsonOf(compilation, plan);
  if (changesOf(plan).length === 0) return upToDate(plan);
  return check ? renderDiff(plan.folders.flatMap(({ steps }) => steps)) : summaryOf(compilation, plan, prune);
}

function readTargets(value: string | undefined): readonly TargetName[] | undefined {
  if (value === undefined) return undefined;
  return value.split(",").map((name) => {
    if (isTargetName(name)) return name;
    throw new UsageError(`there is no target ${name}; --target takes ${targetNames.join(", ")}`);
  });
}

function upToDate({ folders }: OutputPlan): string {
  return `${countOf(folders.flatMap(({ steps }) => steps).length, "artifact")} up to date\n`;
}

/** What happened to which file, and what to do next. */
function summaryOf(compilation: Compilation, plan: OutputPlan, prune: boolean): string {
  const verbs = {
    create: "created",
    update: "updated",
    mode: "mode set",
    orphan: prune ? "deleted" : "orphaned",
  };
  const changes = changesOf(plan);
  const done = changes.map(({ kind, file }) => ({
    verb: kind === "same" ? "" : verbs[kind],
    file: visible(file.path),
  }));
  const lines = foldedByFolder(done);
  const orphans = prune ? 0 : changes.filter(({ kind }) => kind === "orphan").length;
  const hint =
    orphans === 0 ? "" : `${countOf(orphans, "file")} no longer made: --prune deletes what is orphaned\n`;
  const next = compilation.folders.map(
    ({ folder }) => `Next: ${visible(folder)}/RUNBOOK.md says what to run, in order\n`,
  );
  return [...lines, hint, ...next].join("");
}

/** Files of one folder to which the same was done, from which on they are one line. */
const manyFiles = 15;

function foldedByFolder(done: readonly { readonly verb: string; readonly file: string }[]): string[] {
  const line = (verb: string, place: string) => `${verb.padEnd(9)} ${place}\n`;
  const counts = new Map<string, number>();
  const folders = done.map(({ verb, file }) => line(verb, posix.dirname(file)));
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  const lines = done.map(({ verb, file }, at) => {
    const count = counts.get(folders[at] ?? "") ?? 0;
    return line(verb, count < manyFiles ? file : `${posix.dirname(file)}/ (${count} files)`);
  });
  return [...new Set(lines)];
}

function jsonOf({ diagnostics, parsed }: Compilation, plan: OutputPlan): string {
  const report = JSON.parse(reportJson(diagnostics, parsed)) as object;
  const files = plan.folders.flatMap(({ steps }) =>
    steps.map(({ kind, file }) => ({ path: file.path, action: kind })),
  );
  return printJson({ ...report, files });
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? " is" : "s are"}`;
}
