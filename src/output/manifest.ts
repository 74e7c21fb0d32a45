/**
 * The manifest: `.vpngen.json` in each artifact folder says which files there are ours. Only those are
 * ever overwritten, compared or called orphans. One line a file, sorted, so that branches merge.
 */
import { OutputError } from "./error.ts";

export const manifestName = ".vpngen.json";

/** Our files: from the path relative to the folder to the target that made it. */
export type Manifest = ReadonlyMap<string, string>;

const comment = "Made by vpngen: the files here that it may overwrite or, with --prune, delete. Do not edit.";

/** The manifest's text: the same for the same files in any order, and a fixed point of Prettier's defaults. */
export function printManifest(manifest: Manifest): string {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ comment, files }, null, 2)}\n`;
}

/**
 * Reads a manifest that may be damaged, half merged or hostile.
 *
 * @param path For messages.
 * @throws OutputError unless it is a list of targets by paths that stay inside the folder and may be ours.
 */
export function parseManifest(text: string, path: string): Manifest {
  const refuse = (what: string, advice: string) => new OutputError(path, `${path} ${what}: ${advice}`);
  if (/^(<{7}|={7}|>{7})/m.test(text))
    throw refuse("has merge conflict markers", "keep the lines of both sides, then run vpngen build");
  const files = filesOf(text);
  if (!files)
    throw refuse(
      "is damaged",
      "restore it from version control, or delete it and the files that vpngen made",
    );
  for (const [name, target] of files) {
    const quoted = JSON.stringify(name);
    if (typeof target !== "string")
      throw refuse(`gives ${quoted} no target`, "restore it from version control");
    if (!staysInside(name))
      throw refuse(`lists ${quoted}, which is not a path in this folder`, "delete that line");
    if (isUsersOwn(name)) throw refuse(`lists ${quoted}, which vpngen never makes`, "delete that line");
  }
  return new Map(files.map(([name, target]) => [name, String(target)]));
}

function filesOf(text: string): [name: string, target: unknown][] | undefined {
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (!isRecord(parsed) || !isRecord(parsed.files)) return undefined;
    return Object.entries(parsed.files);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a relative path names something below its folder on every operating system, spelled in the only way. */
export function staysInside(name: string): boolean {
  if (/[\\\0:]/.test(name)) return false;
  return name.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/**
 * Whether a path is the user's by its name: Terraform's state, lock file, working data, backend and
 * variables, git's data, and the manifest itself. These are never generated, whatever a manifest says.
 */
export function isUsersOwn(name: string): boolean {
  return name
    .toLowerCase()
    .split("/")
    .some(
      (part) =>
        /\.tfstate(\.|$)|\.tfvars(\.json)?$/.test(part) ||
        [".terraform", ".terraform.lock.hcl", "backend.tf", ".git", manifestName].includes(part),
    );
}
