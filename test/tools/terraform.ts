import { execFile } from "node:child_process";
import path from "node:path";

/** How a process ended. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const configuration = path.join(import.meta.dirname, "fake-provider/terraform.rc");

/**
 * Runs the real terraform in a directory, cut off from the network, the user's configuration and the
 * environment but for `env`. Throws only where terraform cannot be started or takes over two minutes.
 */
export function terraform(
  directory: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const options = {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: path.join(directory, ".terraform"),
      TF_CLI_CONFIG_FILE: configuration,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      ...env,
    },
    maxBuffer: 64 * 2 ** 20,
    timeout: 120_000,
  };
  return new Promise((resolve, reject) => {
    execFile("terraform", args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
