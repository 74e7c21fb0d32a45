#!/usr/bin/env node
/**
 * Wires the process's arguments, streams and exit status to `run`. This is a bundle of its own, and loads that of the
 * program only where the run cannot be done from memory.
 */
import { dirname, join } from "node:path";
import { loadProgram } from "../cache/program.ts";
import { cacheFolder } from "../cache/store.ts";
import { fail } from "./failure.ts";
import { recall } from "./recall.ts";

const context = {
  args: process.argv.slice(2),
  env: process.env,
  isTerminal: () => process.stderr.isTTY === true,
  packageRoot: dirname(__dirname),
};

// Exiting, in place of running out of work, spares V8 taking its heap apart: several percent of a short run.
const recalled = recallOrFail();
if (recalled !== undefined) process.exit(recalled);
const file = join(__dirname, "program.cjs");
const { exports, program } = loadProgram<typeof import("./run.ts")>(file, cacheFolder(process.env));
exports.run({ ...context, program }).then((status) => {
  process.exitCode = status;
  // The prompts of `init` are written by streams, which on Windows may not be done. All else is written at once.
  if (context.args[0] !== "init") process.exit();
});

/** What is recalled may not be printable, as on a full disk. */
function recallOrFail() {
  try {
    return recall(context);
  } catch (error) {
    return fail(error, context);
  }
}
