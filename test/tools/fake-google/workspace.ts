/** A directory with a Terraform root, attached to a fake Google of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import { type Finished, terraform } from "../terraform.ts";
import { type FakeGoogle, startFakeGoogle } from "./start.ts";

export const tunnelKeys = ["a1", "a2", "b1", "b2"];

/** A VPN as vpngen would emit it, with a variable for what a test changes. */
export const exampleRoot = readFileSync(path.join(import.meta.dirname, "root.tf"), "utf8");
/** Its beginning: versions and provider alone. */
export const exampleHead = exampleRoot.slice(0, exampleRoot.indexOf('variable "addresses"'));

export interface Workspace {
  readonly fake: FakeGoogle;
  readonly directory: string;
  /** Environment in which terraform finds its providers. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command of terraform with these variables and options. */
  readonly run: (command: string, variables?: object, ...options: string[]) => Promise<Finished>;
  /** Writes the root and initialises it. */
  readonly initialise: (hcl: string) => Promise<void>;
  /** Applies, expects that to work, and returns what it changed in the cloud, as `action kind name`. */
  readonly changes: (variables?: object, ...options: string[]) => Promise<string[]>;
  readonly close: () => void;
}

/** A pre-shared key that no other text contains. */
export function secretOf(key: string, version: number): string {
  return `Psk.${key}.${version}.${"x".repeat(20)}`;
}

/** Providers beside the fake google one, and what else terraform finds in its environment. */
interface Surroundings {
  /** What TF_REATTACH_PROVIDERS says of them, by address. */
  readonly reattach?: Readonly<Record<string, object>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Opens an empty workspace whose cloud holds version 1 of the four keys of the example. */
export async function openWorkspace({
  reattach = {},
  env: others = {},
}: Surroundings = {}): Promise<Workspace> {
  const directory = mkdtempSync(path.join(tmpdir(), "terraform-fake-"));
  const fake = await startFakeGoogle({ project: "media-prod", region: "asia-northeast1" });
  for (const key of tunnelKeys) fake.setSecret(`media-prod-psk-${key}`, "1", secretOf(key, 1));
  const providers = { ...JSON.parse(fake.env.TF_REATTACH_PROVIDERS ?? "{}"), ...reattach };
  const env = { ...fake.env, ...others, TF_REATTACH_PROVIDERS: JSON.stringify(providers) };
  const run: Workspace["run"] = (command, variables = {}, ...options) => {
    writeFileSync(path.join(directory, "terraform.tfvars.json"), JSON.stringify(variables));
    return terraform(directory, [command, "-no-color", ...options], env);
  };
  return {
    fake,
    directory,
    env,
    run,
    initialise: async (hcl) => {
      writeFileSync(path.join(directory, "main.tf"), hcl);
      expect(await run("init")).toMatchObject({ code: 0, stderr: "" });
    },
    changes: async (variables = {}, ...options) => {
      const before = fake.calls.length;
      expect(await run("apply", variables, "-auto-approve", ...options)).toMatchObject({
        code: 0,
        stderr: "",
      });
      return fake.calls
        .slice(before)
        .map(({ action, type, name }) => `${action} ${type.replace("google_compute_", "")} ${name}`);
    },
    close: () => {
      fake.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
