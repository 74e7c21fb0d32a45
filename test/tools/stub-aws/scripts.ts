/** The emitted scripts of a VPN in a folder of their own, run with exactly the environment that they are given. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { outsideAddresses } from "../../../src/targets/outside-addresses.ts";
import { secrets } from "../../../src/targets/secrets.ts";
import { tgwRoutes } from "../../../src/targets/tgw-routes.ts";
import { tunnelOptions } from "../../../src/targets/tunnel-options.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { runScript, type ScriptResult } from "../gcloud.ts";
import { prewarmedPath } from "../prewarmed/path.ts";

export interface ScriptFolder {
  /** Folder of the VPN's artifacts. */
  readonly directory: string;
  /** Runs one script; `script` is its path in the folder. Resolves whatever its exit status. */
  run(script: string, ...args: readonly string[]): Promise<ScriptResult>;
  remove(): void;
}

/** The scripts that talk to AWS, for a cloud that `env` points to. */
export function scriptFolder(topology: Topology, env: Readonly<Record<string, string>>): ScriptFolder {
  const home = mkdtempSync(path.join(tmpdir(), "vpngen-scripts-"));
  const directory = path.join(home, "generated", topology.name);
  const context = { sourceName: "vpn.yaml", artifacts: [] };
  for (const target of [tunnelOptions, outsideAddresses, tgwRoutes, secrets]) {
    for (const { path: file, text } of target(topology, context)) {
      mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
      writeFileSync(path.join(directory, file), text, { mode: 0o755 });
    }
  }
  return {
    directory,
    run: (script, ...args) =>
      runScript(path.join(directory, script), args, {
        PATH: prewarmedPath(),
        HOME: home,
        TMPDIR: home,
        ...env,
      }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
