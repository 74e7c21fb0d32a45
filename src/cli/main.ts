#!/usr/bin/env node
/** Wires the process's arguments, streams and exit status to `run`. */
import path from "node:path";
import { run } from "./run.ts";

run({
  args: process.argv.slice(2),
  env: process.env,
  isTerminal: process.stderr.isTTY === true,
  packageRoot: path.dirname(__dirname),
}).then((status) => {
  process.exitCode = status;
});
