/** Questions in a terminal, a line each. */
import loadReadline from "readline?lazy";
import { type Context, printError } from "../context.ts";
import { UsageError } from "../exit.ts";

/** Ctrl-C. */
export class Interrupted extends Error {}

export interface Terminal {
  /** The answer without blanks around it; the proposal where the line is empty, "" where there is none either. */
  ask(question: string, proposal: string | undefined): Promise<string>;
  confirm(question: string): Promise<boolean>;
  /** Shows a text. */
  say(text: string): void;
  close(): void;
}

/** @throws UsageError where nobody can answer */
export function openTerminal(context: Context): Terminal {
  const streams = context.terminal();
  if (streams === undefined) {
    throw new UsageError(
      "init asks in a terminal, and this is none: give --yes, and options for what it cannot know",
    );
  }
  const { createInterface } = loadReadline<typeof import("node:readline")>();
  const lines = createInterface(streams);
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
    say: (text) => printError(context, text),
    close: () => lines.close(),
  };
}
