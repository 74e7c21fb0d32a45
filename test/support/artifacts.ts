/** What a user's file becomes: texts by their path in the folder of the artifacts. */
import { stringify } from "yaml";
import type { ArtifactFolder } from "../../src/artifact.ts";
import { compile } from "../../src/compile.ts";
import { type Artifact, artifactPaths } from "../../src/targets/artifacts.ts";
import type { EmitContext } from "../../src/targets/target.ts";
import type { VpnDocument } from "./arbitrary-ground.ts";

export type Artifacts = Readonly<Record<string, string>>;

/** The artifacts of a text. Throws where it has an error. */
export function artifactsOf(text: string | Uint8Array, path = "vpn.yaml"): Artifacts {
  const { folders, diagnostics } = compile([{ path, text }]);
  const [only] = folders;
  if (only === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    throw new Error(errors.map(({ rule, message }) => `${rule}: ${message}`).join("\n"));
  }
  return textsOf(only);
}

/** The texts of a folder. */
export function textsOf({ files, folder }: ArtifactFolder): Artifacts {
  return Object.fromEntries(files.map((file) => [file.path.slice(folder.length + 1), file.text]));
}

/** The file of that path. Throws where there is none. */
export function artifact(artifacts: Artifacts, path: string): string {
  const text = artifacts[path];
  if (text === undefined) throw new Error(`no ${path} was emitted`);
  return text;
}

/** All documents of a VPN as one text. */
export function documentsOf(artifacts: Artifacts): string {
  return ["RUNBOOK.md", "CHANGES.md", "PERMISSIONS.md"].map((path) => artifact(artifacts, path)).join("\n");
}

const longestFirst = (Object.keys(artifactPaths) as Artifact[]).sort(
  (a, b) => artifactPaths[b].length - artifactPaths[a].length,
);

/** The artifact that the file of that path is, or belongs to, also for another account's VPCs. Throws where there is none. */
export function artifactAt(path: string): Artifact {
  const own = path
    .replace(/^aws\/vpc-\d+\.yaml$/, artifactPaths.cloudformation)
    .replace(/^terraform\/vpc-\d+\//, "terraform/");
  const found = longestFirst.find(
    (kind) => own === artifactPaths[kind] || own.startsWith(`${artifactPaths[kind]}/`),
  );
  if (found === undefined) throw new Error(`${path} is no artifact`);
  return found;
}

/** What a target knows where no other has made anything. */
export const alone: EmitContext = { sourceName: "vpn.yaml", artifacts: new Set(), accounts: [] };

/** The document, with every target asked for, as it is where the file names none. */
export function withAllTargets({ output: { targets: _, ...output } = {}, ...rest }: VpnDocument): string {
  return stringify({ ...rest, output });
}
