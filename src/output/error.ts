/** The one error of reading, planning, formatting and writing artifacts: something that the user can put right. */
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
  EACCES: "no permission",
  EPERM: "the operating system does not permit it",
  EROFS: "the file system is read-only",
  ENOSPC: "no space left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "it would be larger than the limit for files",
  EIO: "the disk reported an error",
  EISDIR: "there is a directory of that name",
  ENOTDIR: "a part of the path is not a directory",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "the path leads through a loop of symbolic links",
  EMFILE: "too many files are open",
};

/** What the operating system answered, as an error for the user. `action` is a verb, as `write`. */
export function systemError(action: string, path: string, error: unknown): OutputError {
  if (error instanceof OutputError) return error;
  const code = errorCode(error);
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new OutputError(path, `cannot ${action} ${path}: ${reason}${code === "" ? "" : ` (${code})`}`);
}

/** The operating system's name of an error, as `ENOENT`; "" where it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
