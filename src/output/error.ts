/** Errors of reading, planning, formatting and writing, and what the operating system means by its own. */
import { visible } from "../render/cells.ts";

/** Something that the user can fix. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  /** The file or folder in the way. */
  readonly path: string;

  /** @param message What is wrong, naming the path, and what to do. One line. */
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "no permission",
  EPERM: "the operating system does not permit it",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it would be larger than the limit for files",
  EIO: "the disk reported an error",
  EISDIR: "it is a folder",
  ENOTDIR: "what should be its folder is a file",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "the path leads through a loop of symbolic links",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open in the system",
  ENOTEMPTY: "the folder is not empty",
  EEXIST: "there is a file of that name",
  EBUSY: "it is in use",
  EXDEV: "it is on another file system",
  ENXIO: "it is a device or socket that nothing answers",
  ENODEV: "there is no such device",
  ETIMEDOUT: "the file system did not answer",
  ESTALE: "the file system no longer knows it",
  EPIPE: "the reader has gone",
  EBADF: "it is closed",
  EINVAL: "the file system does not support it",
  ENOMEM: "not enough memory",
};

/** What the operating system answered, as an error for the user. `action` is a verb, as `write`. */
export function systemError(action: string, path: string, error: unknown): OutputError {
  if (error instanceof OutputError) return error;
  const code = errorCode(error);
  const shown = `${systemReason(error)}${code === "" ? "" : ` (${code})`}`;
  return new OutputError(path, `cannot ${action} ${visible(path)}: ${shown}`);
}

/** Why the operating system refuses, in words. */
export function systemReason(error: unknown): string {
  return reasons[errorCode(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** Whether an error is the operating system's answer, and not a defect. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return errorCode(error) !== "" && error instanceof Error && "syscall" in error;
}

/** The operating system's name of an error, as `ENOENT`; "" where it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
