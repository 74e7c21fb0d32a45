/** Why the system refuses a file, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error)) return String(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    ENOTDIR: "what should be its folder is a file",
    EACCES: "no permission",
    EISDIR: "it is a folder",
  };
  return reasons[String(error.code)] ?? error.message;
}
