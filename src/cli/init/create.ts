/** Writes a file that is not there yet. */
import { writeFileSync } from "node:fs";
import { UsageError } from "../exit.ts";

/** @throws UsageError where there is one by now, and what else the system refuses */
export function createFile(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new UsageError(`cannot create ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
