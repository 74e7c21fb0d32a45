/** `vpngen build`: findings, then the artifacts. */
import type { Compilation } from "../compile.ts";
import loadDiff from "../output/diff.ts?lazy";
import { format as formatFiles } from "../output/format.ts";
import { applyPlan, changesOf, type OutputPlan, planOutput } from "../output/output.ts";
import { formattingFiles } from "../output/surroundings.ts";
import { reportJson } from "../report/json.ts";
import { reportText } from "../report/text.ts";
import { isTargetName, targetOrder } from "../targets/all.ts";
import type { TargetName } from "../targets/target.ts";
import { readArguments, readFormat } from "./arguments.ts";
import { compilePaths } from "./compile-paths.ts";
import { type Context, print, printError, usesColour } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { notStaged } from "./git.ts";
import { directoriesOf } from "./memory.ts";
import { remember } from "./remember.ts";
import { build as usage } from "./usage.ts";

export async function build(context: Context): Promise<ExitStatus> {
  const { values, positionals } = readArguments(context.args, usage.options);
  const format = readFormat(values.format, usage.options.format.choices);
  const targets = readTargets(values.target);
  if (values.check && values.prune)
    throw new UsageError("--check writes nothing, so it cannot go with --prune");

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

  const formatting = formattingFiles(directoriesOf(compilation.files), context.packageRoot);
  const plan = await planOf(compilation, { targets, prune: values.prune });
  const changes = changesOf(plan);
  if (!values.check) {
    applyPlan(plan);
    const output = format === "json" ? jsonOf(compilation, plan) : summaryOf(compilation, plan, values.prune);
    print(output);
    context.program?.keepCode();
    const printed = { ...findings, output };
    // What is staged is git's to say, each time anew: see `recall`.
    if (changes.length === 0 && !values.staged)
      remember(context, { paths: positionals, compiled: compilation, formatting, plan, printed });
    return stagedStatus(values.staged, compilation, plan);
  }
  if (format === "json") print(jsonOf(compilation, plan));
  else
    print(
      changes.length === 0
        ? upToDate(plan)
        : loadDiff<typeof import("../output/diff.ts")>().renderDiff(changes),
    );
  if (changes.length === 0) return stagedStatus(values.staged, compilation, plan);
  printError(`vpngen: ${countOf(changes.length, "artifact")} not up to date; run vpngen build\n`);
  return exit.findings;
}

/** Whether a commit would hold what stands in the files now; only asked for hooks. */
function stagedStatus(wanted: boolean, { folders }: Compilation, plan: OutputPlan): ExitStatus {
  if (!wanted) return exit.ok;
  const sources = folders.map(({ source }) => source);
  const artifacts = plan.folders.flatMap(({ steps }) => steps.map(({ file }) => file.path));
  const missing = notStaged([...sources, ...artifacts], [...sources, ...folders.map(({ folder }) => folder)]);
  if (missing.length === 0) return exit.ok;
  const lines = missing.map((file) => `  ${file}\n`);
  printError(`vpngen: a commit would not hold these as they stand now; git add them\n${lines.join("")}`);
  return exit.findings;
}

/** What is said of findings on standard error; nothing in JSON, which has them too. */
function findingsOf({ diagnostics, parsed }: Compilation, format: "text" | "json", context: Context) {
  if (format === "json" || diagnostics.length === 0) return { error: "", colour: null };
  const colour = usesColour(context);
  return { error: reportText(diagnostics, parsed, { colour }), colour };
}

async function planOf(
  { folders }: Compilation,
  { targets, prune }: { targets: readonly TargetName[] | undefined; prune: boolean },
): Promise<OutputPlan> {
  const formatted = await formatFiles(
    folders.flatMap(({ files }) => files),
    { cwd: process.cwd() },
  );
  const texts = new Map(formatted.map((file) => [file.path, file]));
  const plan = planOutput(
    folders.map((folder) => ({
      ...folder,
      files: folder.files.map((file) => texts.get(file.path) ?? file),
    })),
    { ...(targets ? { targets } : {}), prune },
  );
  const [problem] = plan.problems;
  if (problem) throw problem;
  return plan;
}

function readTargets(value: string | undefined): readonly TargetName[] | undefined {
  if (value === undefined) return undefined;
  return value.split(",").map((name) => {
    if (isTargetName(name)) return name;
    throw new UsageError(`there is no target ${name}; --target takes ${targetOrder.join(", ")}`);
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
  const lines = changes.map(({ kind, file }) =>
    kind === "same" ? "" : `${verbs[kind].padEnd(9)} ${file.path}\n`,
  );
  if (changes.length === 0) return upToDate(plan);
  const orphans = prune ? 0 : changes.filter(({ kind }) => kind === "orphan").length;
  const hint =
    orphans === 0 ? "" : `${countOf(orphans, "file")} no longer made: --prune deletes what is orphaned\n`;
  const next = compilation.folders.map(
    ({ folder }) => `Next: ${folder}/RUNBOOK.md says what to run, in order\n`,
  );
  return [...lines, hint, ...next].join("");
}

function jsonOf({ diagnostics, parsed }: Compilation, plan: OutputPlan): string {
  const report = JSON.parse(reportJson(diagnostics, parsed)) as object;
  const files = plan.folders.flatMap(({ steps }) =>
    steps.map(({ kind, file }) => ({ path: file.path, action: kind })),
  );
  return `${JSON.stringify({ ...report, files }, null, 2)}\n`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? " is" : "s are"}`;
}
