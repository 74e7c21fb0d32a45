/** Finds the command and runs it. */
import { didYouMean } from "./arguments.ts";
import { build } from "./build.ts";
import { check } from "./check.ts";
import { completion } from "./completion.ts";
import { type Context, print, printError, versionOf } from "./context.ts";
import { diff } from "./diff.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { explain } from "./explain.ts";
import { fail } from "./failure.ts";
import { help } from "./help.ts";
import { init } from "./init.ts";
import { schema } from "./schema.ts";
import { remembering } from "./unchanged.ts";

/** A command: takes the arguments behind its name. */
export type Command = (args: readonly string[], context: Context) => ExitStatus | Promise<ExitStatus>;

const commands: Readonly<Record<string, Command>> = {
  build: remembering(build),
  check,
  diff,
  explain,
  init,
  schema,
  completion,
};

/** Runs the program. Every way it can end is an exit status. */
export async function run(args: readonly string[], context: Context): Promise<ExitStatus> {
  try {
    return await dispatch(args, context);
  } catch (error) {
    return fail(error, context);
  }
}

async function dispatch([name = "", ...args]: readonly string[], context: Context): Promise<ExitStatus> {
  if (name === "--version" || name === "-V") {
    print(context, `${versionOf(context)}\n`);
    return exit.ok;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    print(context, help(args[0] ?? ""));
    return exit.ok;
  }
  if (name === "") {
    printError(context, help(""));
    return exit.usage;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageError(
      `there is no command ${name}${didYouMean(name, Object.keys(commands))} \`vpngen --help\` lists them`,
    );
  }
  if (args.includes("--help") || args.includes("-h")) {
    print(context, help(name));
    return exit.ok;
  }
  return command(args, context);
}
