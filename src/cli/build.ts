/** `vpngen build`: findings, then the artifacts. */
import loadV8 from "v8?lazy";
import type { ArtifactFolder, Output } from "../artifact.ts";
import type { Judged } from "../compile.ts";
import loadDiff from "../output/diff.ts?lazy";
import { format as formatFiles } from "../output/format.ts";
import {
  applyPlan,
  changesOf,
  type FolderOutput,
  type OutputPlan,
  type PlannedStep,
  planOutput,
} from "../output/output.ts";
import { formattingFiles, type Surroundings } from "../output/surroundings.ts";
import { visible } from "../render/cells.ts";
import { printJson, reportJson } from "../report/json.ts";
import { reportText } from "../report/text.ts";
import { isTargetName, type TargetName, targetNames } from "../target-names.ts";
import { readArguments, readFormat } from "./arguments.ts";
import { compilePaths } from "./compile-paths.ts";
import { type Context, print, printError, usesColour } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { directoriesOf } from "./memory.ts";
import { remember } from "./remember.ts";
import { missingFrom, stagedStatus } from "./staged.ts";
import { nothingUnchanged, unchangedSince } from "./unchanged.ts";
import { build as usage } from "./usage.ts";

export async function build(context: Context): Promise<ExitStatus> {
  const { values, positionals } = readArguments(context.args, usage.options);
  const format = readFormat(values.format, usage.options.format.choices);
  const targets = readTargets(values.target);
  if (values.check && values.prune)
    throw new UsageError("--check writes nothing, so it cannot go with --prune");

  const unchanged = values.check ? nothingUnchanged : unchangedSince(context);
  const compilation = compilePaths(positionals, {
    ...(values.out === undefined ? {} : { outputDirectory: values.out }),
    tracked: values.staged,
  });
  const findings = findingsOf(compilation, format, context);
  printError(findings.error);
  if (compilation.diagnostics.some(({ severity }) => severity === "error")) {
    if (format === "json") print(reportJson(compilation.diagnostics, compilation.parsed));
    return exit.findings;
  }

  if (compilation.outputs.length > 20) holdLittle();
  const { outputs, formatting } = formatted(compilation, {
    context,
    unchanged: unchanged.folders(compilation),
  });
  const plan = await planOutput(outputs, { ...(targets ? { targets } : {}), prune: values.prune });
  const [problem] = plan.problems;
  if (problem) throw problem;
  const changes = changesOf(plan);
  if (!values.check) {
    await applyPlan(plan);
    const output = format === "json" ? jsonOf(compilation, plan) : summaryOf(compilation, plan, values.prune);
    print(output);
    context.program?.keepCode();
    const printed = { ...findings, output };
    if (changes.length === 0)
      remember(context, {
        paths: positionals,
        compiled: compilation,
        formatting: formatting(),
        plan,
        printed,
      });
    return statusOf(values.staged, compilation, plan);
  }
  if (format === "json") print(jsonOf(compilation, plan));
  else
    print(
      changes.length === 0
        ? upToDate(plan)
        : await loadDiff<typeof import("../output/diff.ts")>().renderDiff(stepsOf(plan)),
    );
  if (changes.length === 0) return statusOf(values.staged, compilation, plan);
  printError(`vpngen: ${countOf(changes.length, "artifact")} not up to date; run vpngen build\n`);
  return exit.findings;
}

/** Without this, V8 lets the heap grow to four times of what is needed before it tidies up. */
function holdLittle(): void {
  loadV8<typeof import("node:v8")>().setFlagsFromString("--heap-growing-percent=100");
}

/** How a run ends; where a hook asks, by what git says. */
function statusOf(staged: boolean, { outputs }: Judged, plan: OutputPlan): ExitStatus {
  if (!staged) return exit.ok;
  return stagedStatus(
    missingFrom({
      sources: outputs.map(({ source }) => source),
      artifacts: plan.folders.flatMap(({ steps }) => steps.map(({ file }) => file.path)),
      folders: outputs.map(({ folder }) => folder),
    }),
  );
}

/** What is said of findings on standard error; nothing in JSON, which has them too. */
function findingsOf({ diagnostics, parsed }: Judged, format: "text" | "json", context: Context) {
  if (format === "json" || diagnostics.length === 0) return { error: "", colour: null };
  const colour = usesColour(context);
  return { error: reportText(diagnostics, parsed, { colour }), colour };
}

/** The outputs, formatted, and what may have decided how: all that did before the first was. */
function formatted(
  { outputs }: Judged,
  { context, unchanged }: { context: Context; unchanged: ReadonlyMap<string, readonly PlannedStep[]> },
) {
  const known = new Map<string, Surroundings>();
  const formatting = new Set<string>();
  const isFormatted = (files: readonly { readonly path: string }[]) => {
    const deciding = formattingFiles(directoriesOf(files), context.packageRoot, known);
    for (const file of deciding) formatting.add(file);
    return deciding.length > 0;
  };
  const make = async (output: Output): Promise<ArtifactFolder> => {
    const artifacts = output.make();
    if (!isFormatted(artifacts.files)) return artifacts;
    return { ...artifacts, files: await formatFiles(artifacts.files, { cwd: process.cwd() }) };
  };
  return {
    outputs: outputs.map((output): FolderOutput => {
      const same = unchanged.get(output.folder);
      if (same !== undefined) isFormatted(same.map(({ file }) => file));
      return { ...output, make: () => make(output), ...(same ? { same } : {}) };
    }),
    formatting: () => [...formatting].sort(),
  };
}

/** The steps of each folder where there is something to do. */
async function* stepsOf({ folders }: OutputPlan) {
  for (const folder of folders) if (!folder.isDone) yield (await folder.whole()).steps;
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
function summaryOf(compilation: Judged, plan: OutputPlan, prune: boolean): string {
  const verbs = {
    create: "created",
    update: "updated",
    mode: "mode set",
    orphan: prune ? "deleted" : "orphaned",
  };
  const changes = changesOf(plan);
  const lines = changes.map(({ kind, file }) =>
    kind === "same" ? "" : `${verbs[kind].padEnd(9)} ${visible(file.path)}\n`,
  );
  if (changes.length === 0) return upToDate(plan);
  const orphans = prune ? 0 : changes.filter(({ kind }) => kind === "orphan").length;
  const hint =
    orphans === 0 ? "" : `${countOf(orphans, "file")} no longer made: --prune deletes what is orphaned\n`;
  const next = compilation.outputs.map(
    ({ folder }) => `Next: ${visible(folder)}/RUNBOOK.md says what to run, in order\n`,
  );
  return [...lines, hint, ...next].join("");
}

function jsonOf({ diagnostics, parsed }: Judged, plan: OutputPlan): string {
  const report = JSON.parse(reportJson(diagnostics, parsed)) as object;
  const files = plan.folders.flatMap(({ steps }) =>
    steps.map(({ kind, file }) => ({ path: file.path, action: kind })),
  );
  return printJson({ ...report, files });
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? " is" : "s are"}`;
}
