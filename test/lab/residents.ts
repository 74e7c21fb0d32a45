/** What a lab could leave behind, as the machine outside sees it. */
import { readdirSync, readlinkSync } from "node:fs";

/** The kernel's numbers of a process's namespaces, or nothing where it is gone. */
export function namespacesOf(pid: string): string[] {
  try {
    return ["pid", "net", "mnt", "ipc"].map((kind) => readlinkSync(`/proc/${pid}/ns/${kind}`));
  } catch {
    return [];
  }
}

/** Processes of this machine that live in one of those namespaces. A namespace ends with the last one. */
export function residents(namespaces: readonly string[]): string[] {
  return readdirSync("/proc").filter(
    (id) => /^\d+$/.test(id) && namespacesOf(id).some((one) => namespaces.includes(one)),
  );
}

/** Names in a folder; none where there is no folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
