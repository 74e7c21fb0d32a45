/** The process's own streams. */
import { writeSync } from "node:fs";
import { errorCode, systemReason } from "../output/error.ts";
import type { Streams } from "./context.ts";
import { UsageError } from "./exit.ts";
import { pause, readStandardInput } from "./read.ts";

export const processStreams: Streams = {
  stdin: readStandardInput,
  stdout: (text) => write(1, text),
  stderr: (text) => write(2, text),
  isTerminal: () => process.stderr.isTTY === true,
  terminal() {
    const { stdin: input, stderr: output } = process;
    return input.isTTY && output.isTTY ? { input, output } : undefined;
  },
};

/** Synchronous and whole; a stream would cost some milliseconds at the start. */
function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = errorCode(error);
      // The reader has left, as `| head` does; nothing that is printed is needed any more.
      if (code === "EPIPE") return;
      const stream = descriptor === 1 ? "standard output" : "standard error";
      if (code !== "EAGAIN") throw new UsageError(`cannot write to ${stream}: ${systemReason(error)}`);
      // A pipe that is not blocking and full: try again until the reader has taken some.
      pause();
    }
  }
}
