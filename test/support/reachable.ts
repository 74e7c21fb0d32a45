/** What a script can come to run of the static parts that it loads. */
import type { Artifacts } from "./artifacts.ts";

/** Whether a file of bash is one that is run, and not one that others load. */
export function isCommand(path: string, text: string): boolean {
  return path.endsWith(".sh") && text.startsWith("#!");
}

/** The names of the parts that a script loads. */
function partsOf(script: string): string[] {
  const named = /^load (.+)$/m.exec(script)?.[1]?.split(" ") ?? [];
  return ["start", "facts", ...named];
}

/** A script behind all static text that it loads, to read; it cannot be run. */
export function withParts(script: string, artifacts: Artifacts): string {
  const paths = partsOf(script).map((part) => `lib/${part}.sh`);
  return [...paths.map((path) => artifacts[path] ?? ""), script].join("\n");
}

/** All that runs when a script does: what stands outside of functions, and the functions that it reaches. */
export function whatRuns(script: string, artifacts: Artifacts): string {
  const whole = withParts(script, artifacts).replace(/^load .*$/gm, "");
  const found = known.get(whole) ?? reachedIn(whole);
  known.set(whole, found);
  return found;
}

const known = new Map<string, string>();

function reachedIn(whole: string): string {
  const functions = new Map([...whole.matchAll(definitions)].map(([text, name = ""]) => [name, text]));
  const reached = [whole.replace(definitions, "")];
  // Grows while it is read.
  for (const text of reached)
    for (const [word] of text.replace(/^\s*#.*$/gm, "").matchAll(/\w+/g)) {
      const found = functions.get(word);
      if (found === undefined) continue;
      functions.delete(word);
      reached.push(found);
    }
  return reached.join("\n");
}

const definitions = /^(\w+)\(\) \{\n.*?^\}$/gms;
