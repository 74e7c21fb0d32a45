/** The real gcloud, prewarmed, and scripts that call it, in a home of their own where they reach no real cloud. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { prewarmedPath } from "./prewarmed/path.ts";

export interface GcloudHome {
  /** Folder of everything that gcloud may write, temporary files included. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

export interface ScriptResult {
  /** Exit status; 128 where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home with nothing in it. `env` points gcloud to a cloud: `startFakeGcp` gives one. */
export function gcloudHome(env: Readonly<Record<string, string>>): GcloudHome {
  const directory = mkdtempSync(path.join(tmpdir(), "vpngen-gcloud-"));
  return {
    directory,
    env: {
      PATH: prewarmedPath(),
      HOME: directory,
      TMPDIR: directory,
      CLOUDSDK_CONFIG: path.join(directory, "gcloud"),
      CLOUDSDK_CORE_DISABLE_PROMPTS: "1",
      CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
      CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
      CLOUDSDK_CORE_CHECK_GCE_METADATA: "false",
      ...env,
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Runs a bash script with exactly that environment. Resolves whatever its exit status. */
export function runScript(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", [file, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 128, stdout, stderr }));
  });
}
