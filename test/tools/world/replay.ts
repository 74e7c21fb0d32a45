/** Runs scripts on what the CLIs have answered once, with one number at a time replaced by a text for arithmetic to execute. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { prewarmedPath } from "../prewarmed/path.ts";
import type { Vpn } from "./vpn.ts";

const commands = ["aws", "gcloud"] as const;

interface Mutation {
  readonly file: string;
  readonly text: string;
  /** The line that was changed, as it was. */
  readonly line: string;
}

/** Scripts that compute with what they hear, and their arguments. */
export const computingScripts = [
  ["verify.sh"],
  ["roll.sh", "--suite", "--gcp", "gcloud", "--dry-run"],
  ["gcp/gcloud.sh", "tunnels", "--dry-run"],
  ["deploy.sh", "--gcp", "gcloud", "--yes", "--dry-run"],
];

/** Runs the script once on the clouds, then again and again on mutated answers: at most `limit` times, evenly chosen. */
export async function expectNothingExecuted(
  vpn: Vpn,
  [script = "", ...args]: readonly string[],
  limit: number,
): Promise<void> {
  const { home } = vpn.folder;
  const answers = path.join(home, "answers");
  const mark = path.join(home, "executed");
  const hostile = `a[$(>${mark})]`;
  execFileSync("bash", ["-c", "((x > 0)) || true"], { env: { x: hostile } });
  expect(existsSync(mark), "arithmetic executes the text").toBe(true);
  rmSync(mark);

  mkdirSync(answers);
  wrap(vpn, (command) => [
    `PATH='${prewarmedPath()}' ${command} "$@" >"$store.out" 2>"$store.err"`,
    'status=$?; printf "%s" "$status" >"$store.status"',
  ]);
  const first = await vpn.folder.run(script, ...args);
  expect([0, 3], first.stderr).toContain(first.code);
  wrap(vpn, () => []);
  const again = await vpn.folder.run(script, ...args);
  expect(again.code, again.stderr).toBe(first.code);

  const all = mutationsOf(answers, hostile);
  expect(all.length).toBeGreaterThan(10);
  const step = Math.max(1, all.length / limit);
  for (let at = 0; at < all.length; at += step) {
    const { file, text, line } = all[Math.floor(at)] as Mutation;
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, text);
    await vpn.folder.run(script, ...args);
    writeFileSync(file, whole);
    expect(existsSync(mark), `executed by ${script}: ${line}`).toBe(false);
  }
  rmSync(answers, { recursive: true });
  for (const command of commands) rmSync(path.join(home, "bin", command));
}

/** Puts commands before the CLIs that print what is stored for their arguments. */
function wrap({ folder: { home } }: Vpn, before: (command: string) => readonly string[]): void {
  for (const command of commands) {
    const lines = [
      "#!/bin/bash",
      `store=${home}/answers/$(printf '%s\\0' ${command} "$@" | cksum | tr -d ' ')`,
      ...before(command),
      'cat "$store.err" >&2; cat "$store.out"; exit "$(cat "$store.status")"',
    ];
    writeFileSync(path.join(home, "bin", command), `${lines.join("\n")}\n`, { mode: 0o755 });
  }
}

/** One for each number that stands alone; of lines that differ in numbers only, the first. */
function mutationsOf(answers: string, hostile: string): Mutation[] {
  const files = readdirSync(answers).filter((name) => name.endsWith(".out"));
  return files.flatMap((name) => {
    const file = path.join(answers, name);
    const lines = readFileSync(file, "utf8").split("\n");
    const seen = new Set<string>();
    return lines.flatMap((line, at) => {
      const form = line.replace(/\d+/g, "0");
      if (seen.has(form)) return [];
      seen.add(form);
      return [...line.matchAll(/(?<=^|[\s,|"])\d[\d./]*(?=$|[\s,|"])/g)].map(({ index, 0: number }) => {
        const changed = line.slice(0, index) + hostile + line.slice(index + number.length);
        return { file, line, text: lines.with(at, changed).join("\n") };
      });
    });
  });
}
