/** Every emitted file of bash, and the static texts that they are made of, as shellcheck and shfmt see them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bashScript } from "../../src/cli/completion/bash.ts";
import { emittedBash } from "../support/scripts.ts";
import { requireTool } from "./require.ts";

const templates = path.resolve(import.meta.dirname, "../../templates");
const bodies = readdirSync(templates, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".sh"))
  .map((file) => path.join(templates, file));

requireTool("shellcheck", "shfmt")("scripts", () => {
  let folder: string;
  let scripts: string[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "vpngen-lint-"));
    // What is the same for every VPN is looked at once.
    const texts = new Map(emittedBash().map((file) => [file.text, file]));
    scripts = [...texts.values()].map(({ title, text }) => {
      const file = path.join(folder, title.replace(": ", "/"));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    });
    const completion = path.join(folder, "completion.bash");
    writeFileSync(completion, bashScript(["bgp", "bgp/asn-equal"]));
    scripts.push(completion);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the tool prints; it says nothing of files that it has nothing to say of. */
  function report(command: string, ...args: string[]): string {
    try {
      return execFileSync(command, args, { encoding: "utf8" });
    } catch (error) {
      return (error as { stdout: string }).stdout || String(error);
    }
  }

  test("are there for every example", () => {
    expect(scripts.length).toBeGreaterThan(0);
    expect(bodies.length).toBeGreaterThan(0);
  });

  test("pass shellcheck at every severity", () => {
    expect(report("shellcheck", "--norc", "--severity=style", ...scripts)).toBe("");
  });

  test("are formatted as shfmt does without options", () => {
    expect(report("shfmt", "-d", ...scripts)).toBe("");
  });

  // Names that one file sets and another reads: see "reads no variable that nothing sets" in the unit tests.
  test("are made of bodies that pass both as they stand", () => {
    expect(report("shellcheck", "--norc", "--severity=style", "--exclude=SC2034,SC2153", ...bodies)).toBe("");
    expect(report("shfmt", "-d", ...bodies)).toBe("");
  });
});
