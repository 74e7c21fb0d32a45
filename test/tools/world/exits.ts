/** The way on that a script prints last when it stops. */
import type { ScriptResult } from "../gcloud.ts";
import type { Folder } from "./folder.ts";

/** The command that the last lines of a stopped script name. Throws where there is none. */
export function printedCommand({ stderr }: ScriptResult): string {
  const [, command] = [...stderr.matchAll(/^\[\d+:\d+\] .*\brun: (.*)$/gm)].at(-1) ?? [];
  if (command === undefined) throw new Error(`no command is printed:\n${stderr}`);
  return command;
}

/** Runs it as it is printed, in the folder where the script ran. */
export function runPrinted(folder: Folder, stopped: ScriptResult): Promise<ScriptResult> {
  return folder.run("bash", "-c", printedCommand(stopped));
}
