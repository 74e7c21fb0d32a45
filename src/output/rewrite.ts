/** Writes a file of the user's anew. */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { OutputError, systemError } from "./error.ts";
import { temporaryFor } from "./snapshot.ts";

/**
 * Replaces what a file holds, at once: whoever reads it finds the old or the new text. A link leads to the file that is
 * replaced. Mode and owner stay.
 *
 * @param before What the file must still hold.
 * @throws OutputError if it holds something else by now, or if the system refuses
 */
export function rewriteFile(file: string, before: Uint8Array, text: string): void {
  let temporary = "";
  try {
    const at = realpathSync(file);
    accessSync(at, constants.W_OK);
    const { mode, uid, gid } = statSync(at);
    if (!readFileSync(at).equals(before))
      throw new OutputError(
        file,
        `${file} has changed since vpngen read it, so nothing was written to it; run it again`,
      );
    temporary = join(dirname(at), temporaryFor(basename(at)));
    const opened = openSync(temporary, "wx", mode);
    try {
      fchmodSync(opened, mode);
      keepOwner(opened, uid, gid);
      writeFileSync(opened, text);
    } finally {
      closeSync(opened);
    }
    renameSync(temporary, at);
  } catch (error) {
    if (temporary !== "") discard(temporary);
    throw error instanceof OutputError ? error : systemError("write", file, error);
  }
}

/** Only root can give a file away; the owner of the folder decides for everyone else. */
function keepOwner(opened: number, uid: number, gid: number): void {
  try {
    fchownSync(opened, uid, gid);
  } catch {}
}

function discard(temporary: string): void {
  try {
    unlinkSync(temporary);
  } catch {}
}
