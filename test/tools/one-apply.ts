/** The emitted one-apply root, in a workspace where the real terraform runs it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import type { Artifacts } from "../support/artifacts.ts";
import type { Workspace } from "./fake-google/workspace.ts";
import { awsProviderMirror } from "./require.ts";

/** A root that calls the module form. */
const caller = `variable "psk_versions" {
  type    = map(string)
  default = {}
}

module "vpn" {
  source       = "./terraform"
  psk_versions = var.psk_versions
}
`;

/** Writes the root, or the module and a root that calls it, and initialises it. */
export async function writeOneApply(workspace: Workspace, artifacts: Artifacts): Promise<void> {
  const { directory } = workspace;
  const isModule = !("terraform/providers.tf" in artifacts);
  const folder = isModule ? path.join(directory, "terraform") : directory;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(artifacts))
    if (/^terraform\/[^/]+\.tf$/.test(name)) writeFileSync(path.join(folder, path.basename(name)), text);
  if (isModule) writeFileSync(path.join(directory, "main.tf"), caller);
  // A bucket cannot be reached from a test.
  writeFileSync(path.join(directory, "state_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  expect(await workspace.run("init")).toMatchObject({ code: 0, stderr: "" });
}

/** The text of the state, which must hold no key. */
export function stateOf({ directory }: Workspace): string {
  return readFileSync(path.join(directory, "terraform.tfstate"), "utf8");
}

/** The commands with which a runbook gives tunnel a1 another key on AWS. */
export function newKeyCommands(runbook: string): string {
  const [, commands = ""] = /```sh\n(tunnel=a1\n.*?)```/s.exec(runbook) ?? [];
  expect(commands).toContain("modify-vpn-tunnel-options");
  return commands;
}

/** A configuration of terraform that takes providers from the local mirror, in a folder of its own. */
export function mirrorConfiguration(): { readonly file: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "terraform-mirror-"));
  const file = path.join(folder, "terraform.rc");
  const mirror = JSON.stringify(awsProviderMirror());
  writeFileSync(
    file,
    `disable_checkpoint = true\n\nprovider_installation {\n  filesystem_mirror {\n    path = ${mirror}\n  }\n}\n`,
  );
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}
