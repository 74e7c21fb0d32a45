/** What every process of this user shows to its neighbours while something runs: its arguments and environment. */
import { readdirSync, readFileSync } from "node:fs";

export interface Sighting {
  /** Command lines seen, each once. */
  readonly commands: ReadonlySet<string>;
  /** The same joined with environments: what to search for a secret. */
  readonly text: string;
}

/** Looks at /proc every few milliseconds until `stop`. Linux alone has it. */
export function watchProcesses(): { stop(): Sighting } {
  const commands = new Set<string>();
  const texts = new Set<string>();
  const timer = setInterval(() => {
    for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const command = read(`/proc/${id}/cmdline`);
      if (command !== "") commands.add(command);
      texts.add(`${command}\n${read(`/proc/${id}/environ`)}`);
    }
  }, 15);
  return {
    stop() {
      clearInterval(timer);
      return { commands, text: [...texts].join("\n") };
    },
  };
}

/** Processes end and others are not ours: what cannot be read is empty. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}
