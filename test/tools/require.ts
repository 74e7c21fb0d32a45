import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe } from "vitest";

/**
 * A `describe` for tests that need real tools: commands on the PATH, or (with a slash in the name) packages
 * of test/tools/package.json, or `terraform-provider-aws` in a local mirror. Where one is missing the suite is skipped and its title says which; with
 * VPNGEN_REQUIRE_TOOLS=1 it throws instead.
 *
 * `requireTool("terraform")("the emitted root", () => { … })`
 */
export function requireTool(...names: string[]): (title: string, tests: () => void) => void {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length > 0 && process.env.VPNGEN_REQUIRE_TOOLS === "1") {
    throw new Error(
      `missing: ${missing.join(", ")}; VPNGEN_REQUIRE_TOOLS=1 forbids skipping the tests that need it`,
    );
  }
  const reason = missing.length > 0 ? ` (skipped: ${missing.join(", ")} not installed)` : "";
  return (title, tests) => describe.skipIf(missing.length > 0)(title + reason, tests);
}

function isInstalled(name: string): boolean {
  if (name === "terraform-provider-aws") return awsProviderMirror() !== undefined;
  if (name.includes("/")) return resolves(name);
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .some((folder) => isExecutable(path.join(folder, name)));
}

/** Folder with the real aws provider, as `terraform providers mirror` makes one: that of VPNGEN_PROVIDER_MIRROR. */
export function awsProviderMirror(): string | undefined {
  const folder = process.env.VPNGEN_PROVIDER_MIRROR ?? "";
  return existsSync(path.join(folder, "registry.terraform.io/hashicorp/aws")) ? folder : undefined;
}

function resolves(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
