/** Directories that are not there yet. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "./error.ts";

/**
 * Makes a directory and those above it. Each is tried twice at most: Node's `recursive` goes on for ever where the system
 * says that one above is missing and does not let it be made, such as below /proc.
 */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return;
    const above = dirname(directory);
    if (code !== "ENOENT" || above === directory) throw error;
    makeDirectory(above);
    mkdirSync(directory);
  }
}
