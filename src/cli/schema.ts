/** `vpngen schema`: the JSON Schema of vpn.yaml. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "./arguments.ts";
import { type Context, print } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { schema as usage } from "./usage.ts";

export function schema(args: readonly string[], context: Context): ExitStatus {
  const { positionals } = readArguments(args, usage.options);
  if (positionals.length > 0) throw new UsageError(`schema takes no ${positionals.join(" ")}`);
  print(context, readFileSync(join(context.packageRoot, "schemas/vpn.schema.json"), "utf8"));
  return exit.ok;
}
