/** `vpngen check`: findings only. */
import { compile } from "../compile.ts";
import { reportJson } from "../report/json.ts";
import { reportText } from "../report/text.ts";
import { readArguments, readFormat } from "./arguments.ts";
import { type Context, print, printError, usesColour } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { readSources } from "./inputs.ts";

export function check(context: Context): ExitStatus {
  const { values, positionals } = readArguments(context.args, {
    format: { type: "string", default: "text" },
    "max-warnings": { type: "string" },
  });
  const format = readFormat(values.format, ["text", "json"]);
  const maxWarnings = readCount(values["max-warnings"]);

  const { diagnostics, parsed } = compile(readSources(positionals));
  if (format === "json") print(reportJson(diagnostics, parsed));
  else printError(reportText(diagnostics, parsed, { colour: usesColour(context) }));

  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  if (diagnostics.some(({ severity }) => severity === "error")) return exit.findings;
  if (warnings <= maxWarnings) return exit.ok;
  printError(`vpngen: ${warnings} warnings, and --max-warnings allows ${maxWarnings}\n`);
  return exit.findings;
}

function readCount(value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(value)) throw new UsageError(`--max-warnings takes a whole number, not ${value}`);
  return Number(value);
}
