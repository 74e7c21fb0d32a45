/** How a run ends that cannot do what it was asked for. */
import { isSystemError, systemReason } from "../output/error.ts";
import { visible } from "../render/cells.ts";
import { type Context, printError, versionOf } from "./context.ts";
import { type ExitStatus, exit } from "./exit.ts";

/** Says what went wrong; gives the exit status. */
export function fail(error: unknown, context: Context): ExitStatus {
  const message = messageOf(error);
  if (message !== undefined) {
    say(context, `vpngen: ${message.split("\n").map(visible).join("\n")}\n`);
    return exit.usage;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(
    context,
    `vpngen: this is a defect in vpngen ${versionOf(context)}; please report it with the file that caused it\n${trace}\n`,
  );
  return exit.defect;
}

/** What the user has to know; undefined where vpngen itself is wrong. */
function messageOf(error: unknown): string | undefined {
  // By name, as each bundle has classes of its own.
  if (error instanceof Error && ["UsageError", "OutputError"].includes(error.name)) return error.message;
  if (!isSystemError(error)) return undefined;
  const { syscall = "", path } = error;
  if (syscall === "uv_cwd")
    return `cannot tell the working folder: ${systemReason(error)}; change to a folder that exists`;
  return `cannot ${verbs[syscall] ?? `use (${syscall})`} ${path ?? "a file"}: ${systemReason(error)}`;
}

/** Calls of the system as a user would name them. */
const verbs: Readonly<Record<string, string>> = {
  access: "read",
  lstat: "read",
  open: "open",
  read: "read",
  realpath: "read",
  scandir: "read",
  stat: "read",
  write: "write",
};

/** Where standard error cannot be written, only the status is left to tell. */
function say(context: Context, text: string): void {
  try {
    printError(context, text);
  } catch {}
}
