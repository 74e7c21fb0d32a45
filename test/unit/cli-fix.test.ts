/** `vpngen check --fix`: what it writes, shows and leaves alone. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rewriteFile } from "../../src/output/rewrite.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import { vpngen } from "../support/in-process.ts";

let folder: string;
const at = (file: string) => path.join(folder, file);
const read = (file: string) => readFileSync(at(file), "utf8");
const check = (...args: readonly string[]) => vpngen(folder, ["check", ...args]);
const broken = baseExample.replace("asn: 64512", 'asn: "64512" # ours');
const right = baseExample.replace("asn: 64512", "asn: 64512 # ours");

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-fix-"));
  writeFileSync(at("vpn.yaml"), broken);
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a report says what can be fixed, and how", async () => {
  const { status, stderr } = await check();
  expect(status).toBe(1);
  expect(stderr).toContain("fix (--fix): ");
  expect(stderr).toMatch(/\nfixable: 1 with vpngen check --fix\n$/);
  const { edits } = JSON.parse((await check("--format", "json")).stdout).diagnostics[0];
  expect(edits).toMatchObject({ applicability: "safe", fixes: [{ changes: [{ file: "vpn.yaml" }] }] });
  const [result] = JSON.parse((await check("--format", "sarif")).stdout).runs[0].results;
  expect(result.fixes[0].artifactChanges[0].replacements).toHaveLength(1);
});

test("--fix writes the file, keeps its mode, and reports what is left", async () => {
  chmodSync(at("vpn.yaml"), 0o640);
  const { status, stderr } = await check("--fix");
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: "fixed 1 finding in 1 file\nno findings in 1 file\n",
  });
  expect(read("vpn.yaml")).toBe(right);
  expect(statSync(at("vpn.yaml")).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder)).toEqual(["vpn.yaml"]);
  expect((await check("--fix")).stderr).toContain("nothing to fix\n");
});

test("--fix leaves an error that it cannot fix, with status 1", async () => {
  writeFileSync(at("vpn.yaml"), broken.replace("65000", "64512"));
  const { status, stderr } = await check("--fix");
  expect(status).toBe(1);
  expect(stderr).toContain("[bgp/asn-equal]");
});

test("--diff shows the change, writes nothing, and ends with 1 if there is one", async () => {
  const { status, stdout } = await check("--diff");
  expect(status).toBe(1);
  expect(stdout).toContain('\n-  asn: "64512" # ours\n+  asn: 64512 # ours\n');
  expect(read("vpn.yaml")).toBe(broken);
  writeFileSync(at("vpn.yaml"), right);
  expect(await check("--diff")).toMatchObject({ status: 0, stdout: "" });
});

test("--diff shows no pre-shared key", async () => {
  const key = "kT7vX2mQ9pLr4sWn8yBd";
  writeFileSync(at("vpn.yaml"), broken.replace("network: prod\n", `network: prod\n  psk: ${key}\n`));
  const { stdout } = await check("--diff");
  expect(stdout).toContain("asn: 64512");
  expect(stdout).not.toContain(key);
});

test("of standard input, the fixed text is printed", async () => {
  const { status, stdout, stderr } = await vpngen(folder, ["check", "--fix", "-"], broken);
  expect({ status, stdout }).toEqual({ status: 0, stdout: right });
  expect(stderr).toContain("fixed 1 finding in 1 file\n");
});

test("a link stays one, and what it leads to is fixed", async () => {
  mkdirSync(at("real"));
  writeFileSync(at("real/tokyo.yaml"), broken);
  rmSync(at("vpn.yaml"));
  symlinkSync("real/tokyo.yaml", at("vpn.yaml"));
  expect(await check("--fix")).toMatchObject({ status: 0 });
  expect(lstatSync(at("vpn.yaml")).isSymbolicLink()).toBe(true);
  expect(read("real/tokyo.yaml")).toBe(right);
});

test("a file that has changed meanwhile is not overwritten", () => {
  expect(() => rewriteFile(at("vpn.yaml"), Buffer.from(right), "text")).toThrow(
    /has changed since vpngen read it/,
  );
  expect(read("vpn.yaml")).toBe(broken);
  expect(readdirSync(folder)).toEqual(["vpn.yaml"]);
});
