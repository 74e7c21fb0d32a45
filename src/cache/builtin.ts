/** Modules of Node that cost milliseconds to load, and that most runs do not need. */
import { createRequire } from "node:module";

/** Loads a module of Node when it is first used: `node:crypto`, `node:child_process`. */
export function builtin<Module>(name: `node:${string}`): Module {
  return createRequire(process.execPath)(name) as Module;
}
