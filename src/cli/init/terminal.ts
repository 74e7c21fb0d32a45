/** Questions in a terminal, a line each. */
import loadReadline from "readline?lazy";
import { UsageError } from "../exit.ts";

/** Ctrl-C. */
export class Interrupted extends Error {}

export interface Terminal {
  /** The answer without blanks around it; the proposal where the line is empty, "" where there is none either. */
  ask(question: string, proposal: string | undefined): Promise<string>;
  confirm(question: string): Promise<boolean>;
  close(): void;
}

/** @throws UsageError where nobody can answer */
export function openTerminal(): Terminal {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(
      "init asks in a terminal, and this is none: give --yes, and options for what it cannot know",
    );
  }
  const { createInterface } = loadReadline<typeof import("node:readline")>();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  let interrupted = false;
  lines.on("SIGINT", () => {
    interrupted = true;
    lines.close();
  });
  // Lines that are typed or pasted ahead wait here.
  const typed = lines[Symbol.asyncIterator]();

  const ask = async (question: string, proposal: string | undefined) => {
    lines.setPrompt(`${question}${proposal === undefined ? "" : ` [${proposal}]`}: `);
    lines.prompt();
    const { done, value } = await typed.next();
    if (interrupted) throw new Interrupted();
    if (done) throw new UsageError("the input ended before the last question; nothing was written");
    const answer = String(value).trim();
    return answer === "" ? (proposal ?? "") : answer;
  };
  return {
    ask,
    confirm: async (question) => /^y(es)?$/i.test(await ask(`${question} (y/n)`, "n")),
    close: () => lines.close(),
  };
}
