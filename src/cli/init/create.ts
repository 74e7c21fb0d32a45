/** Writes a file that is not there yet. */

import { writeFileSync } from "node:fs";
import { systemReason } from "../../output/error.ts";
import { visible } from "../../render/cells.ts";
import { UsageError } from "../exit.ts";

/** @throws UsageError where there is one by now, and what else the system refuses */
export function createFile(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new UsageError(`cannot create ${visible(file)}: ${systemReason(error)}`);
  }
}
