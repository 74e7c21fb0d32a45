#!/usr/bin/env node
/**
 * Wires the process's arguments, streams and exit status to `run`. This is a bundle of its own, and loads that of the
 * program only where there is something to do.
 */
import { dirname, join } from "node:path";
import { loadProgram } from "../cache/program.ts";
import { cacheFolder } from "../cache/store.ts";
import type { Context } from "./context.ts";
import { fail } from "./failure.ts";
import { processStreams } from "./streams.ts";
import { unchanged } from "./unchanged.ts";

/** Digest of the program, which `scripts/bundle.mjs` puts here. */
declare const programDigest: string;

const args = process.argv.slice(2);
const program = join(__dirname, "program.cjs");
const context: Context = { ...processStreams, env: process.env, packageRoot: dirname(__dirname), program };

// Exiting, in place of running out of work, spares V8 taking its heap apart: several percent of a short run.
const status = unchangedOrFail();
if (status !== undefined) process.exit(status);
const { exports, keepCode } = loadProgram<typeof import("./run.ts")>(program, {
  digest: programDigest,
  folder: cacheFolder(process.env),
});
exports.run(args, context).then((status) => {
  process.exitCode = status;
  // What such a run does not call, V8 has not compiled.
  if (args[0] === "build" && status === 0) keepCode();
  // The prompts of `init` are written by streams, which on Windows may not be done. All else is written at once.
  if (args[0] !== "init") process.exit();
});

/** What was printed may not be printable again, as on a full disk. */
function unchangedOrFail() {
  try {
    return unchanged(args, context);
  } catch (error) {
    return fail(error, context);
  }
}
