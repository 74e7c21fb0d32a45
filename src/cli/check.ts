/** `vpngen check`: findings only. */
import type { Compilation } from "../compile.ts";
import { reportGithub } from "../report/github.ts";
import { reportJson } from "../report/json.ts";
import { reportSarif } from "../report/sarif.ts";
import { reportText } from "../report/text.ts";
import { readArguments, readFormat } from "./arguments.ts";
import { compilePaths } from "./compile-paths.ts";
import { type Context, print, printCommands, printError, usesColour, versionOf } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { showFixes, writeFixes } from "./fix.ts";
import { check as usage } from "./usage.ts";

export function check(args: readonly string[], context: Context): ExitStatus {
  const { values, positionals } = readArguments(args, usage.options);
  const format = readFormat(values.format, usage.options.format.choices);
  const maxWarnings = readCount(values["max-warnings"]);

  const compiled = compilePaths(positionals, context);
  const fixing = { unsafe: values["unsafe-fixes"] };
  if (values.diff) return showFixes(compiled, fixing, context) ? exit.findings : exit.ok;
  const compilation =
    values.fix || values["unsafe-fixes"] ? writeFixes(compiled, fixing, context) : compiled.compilation;
  report(compilation, format, context);

  const { diagnostics } = compilation;
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  if (diagnostics.some(({ severity }) => severity === "error")) return exit.findings;
  if (warnings <= maxWarnings) return exit.ok;
  printError(context, `vpngen: ${warnings} warnings, and --max-warnings allows ${maxWarnings}\n`);
  return exit.findings;
}

/** Forms for machines go to standard output. GitHub's log lacks the places of annotations, so the text is there too. */
function report(
  { diagnostics, parsed }: Compilation,
  format: (typeof usage.options.format.choices)[number],
  context: Context,
): void {
  if (format === "json") print(context, reportJson(diagnostics, parsed));
  if (format === "sarif") print(context, reportSarif(diagnostics, parsed, { version: versionOf(context) }));
  if (format === "github") printCommands(context, reportGithub(diagnostics, parsed));
  if (format !== "text" && format !== "github") return;
  printError(context, reportText(diagnostics, parsed, { colour: usesColour(context) }));
}

function readCount(value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(value)) throw new UsageError(`--max-warnings takes a whole number, not ${value}`);
  return Number(value);
}
