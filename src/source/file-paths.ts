/** Paths as text: posix, and without a look at the disk. */

/** Folder of a file; "" for the working directory. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, Math.max(slash, 1));
}

/** A path in a folder. */
export function join(directory: string, path: string): string {
  if (directory === "" || directory === ".") return path;
  return directory.endsWith("/") ? directory + path : `${directory}/${path}`;
}
