/** Reads what is not ours: only regular files and standard input, and no more of either than is looked at. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { errorCode, systemReason } from "../output/error.ts";
import { visible } from "../render/cells.ts";
import { maxBytes } from "../source/findings.ts";
import { UsageError } from "./exit.ts";

/** Why a file is not read although the system allows it. */
class NotRegular extends Error {
  override readonly name = "NotRegular";
}

/**
 * What a file holds; of one that is too large, enough to tell that it is.
 *
 * @throws NotRegular, and what the system refuses
 */
export function readRegular(path: string): Buffer {
  // To open a device or a FIFO may already do something, or wait for ever.
  mustBeRegular(statSync(path));
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    mustBeRegular(fstatSync(file));
    return readUpTo(file, maxBytes + 1);
  } finally {
    closeSync(file);
  }
}

function mustBeRegular(stat: Stats): void {
  if (stat.isDirectory()) throw new NotRegular("it is a folder");
  if (!stat.isFile()) throw new NotRegular("it is not a regular file");
}

/** Standard input, as far as it is looked at. */
export function readStandardInput(): Buffer {
  try {
    return readUpTo(0, maxBytes + 1);
  } catch (error) {
    throw new UsageError(`cannot read standard input: ${systemReason(error)}`);
  }
}

function readUpTo(file: number, most: number): Buffer {
  const pieces: Buffer[] = [];
  let left = most;
  while (left > 0) {
    const piece = Buffer.allocUnsafe(Math.min(left, 64 * 1024));
    const length = readSome(file, piece);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
    left -= length;
  }
  return Buffer.concat(pieces);
}

/** The next bytes, 0 at the end; waits where a terminal or pipe that is not blocking has none yet. */
function readSome(file: number, piece: Buffer): number {
  for (;;) {
    try {
      return readSync(file, piece);
    } catch (error) {
      if (errorCode(error) === "EOF") return 0;
      if (errorCode(error) !== "EAGAIN" || file !== 0) throw error;
      pause();
    }
  }
}

/** Lets others run for a moment. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

/**
 * What is at a path; undefined where nothing is.
 *
 * @throws UsageError where the system does not say
 */
export function statOf(path: string, stat: (path: string) => Stats = statSync): Stats | undefined {
  try {
    return stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw new UsageError(`cannot read ${visible(path)}: ${systemReason(error)}`);
  }
}
