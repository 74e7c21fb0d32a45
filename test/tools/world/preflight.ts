/** deploy.sh --preflight, which changes nothing. */
import { expect } from "vitest";
import type { Vpn } from "./vpn.ts";

/** Lines of that status. */
export function linesOf(text: string, status: string): string[] {
  return text.split("\n").flatMap((line) => (line.startsWith(status) ? [line.slice(13)] : []));
}

/** Runs it, and expects that it asks both clouds and changes nothing. */
export async function runPreflight(vpn: Vpn, ...args: string[]) {
  vpn.world.calls.length = 0;
  const result = await vpn.folder.run("deploy.sh", "--preflight", ...args);
  expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  expect(vpn.world.calls.length).toBeGreaterThan(0);
  return { ...result, problems: linesOf(result.stdout, "problem") };
}
