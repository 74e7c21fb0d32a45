/** Whose a file is, where the operating system has users. */
import { statSync } from "node:fs";

export function homeFolder(): string | undefined {
  return process.platform === "win32" ? process.env.USERPROFILE : process.env.HOME;
}

export function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

/** Whether a program is this user's or the system's, and may be run. Where the system has no such users, any is. */
export function mayRun(file: string): boolean {
  if (process.getuid === undefined) return true;
  return [process.getuid(), 0].includes(ownerOf(file) ?? -1);
}
