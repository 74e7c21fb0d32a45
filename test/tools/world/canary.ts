/** Where no key may show: in processes, output, files and stacks, while scripts run. */
import { expect } from "vitest";
import type { ScriptResult } from "../gcloud.ts";
import { watchProcesses } from "../processes.ts";
import { currentKey } from "./expected-aws.ts";
import type { Vpn } from "./vpn.ts";

/** What was seen, by the place. */
type Places = Readonly<Record<"processes" | "output" | "files" | "stacks", string>>;

/** Runs scripts, one after the other, and looks everywhere meanwhile. */
export async function watched(vpn: Vpn, ...runs: readonly (() => Promise<ScriptResult>)[]): Promise<Places> {
  const watch = watchProcesses();
  let output = "";
  for (const run of runs) {
    const result = await run();
    expect(result, result.stderr).toMatchObject({ code: 0 });
    output += result.stdout + result.stderr;
  }
  const seen = watch.stop();
  const stacks = [...vpn.world.aws.stacks.values()].map(({ deployed, events, outputs }) =>
    JSON.stringify([deployed?.body, events, [...outputs]]),
  );
  return { processes: seen.text, output, files: vpn.folder.written(), stacks: stacks.join("\n") };
}

export function expectHidden(places: Places, keys: readonly string[]): void {
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) {
    expect(key).toMatch(/^.{32,}$/);
    for (const [place, text] of Object.entries(places))
      for (const trace of [key, Buffer.from(key).toString("base64")])
        expect(text.includes(trace), `a key in ${place}`).toBe(false);
  }
}

/** The present keys of all tunnels. */
export function keysOf({ world, topology }: Vpn): string[] {
  return topology.tunnels.map((tunnel) => currentKey(world.aws, tunnel) ?? "");
}
