import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { makeDirectory } from "../../../src/output/directory.ts";

test("makes what is missing, leaves what is there, and stops at what cannot be", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-directory-"));
  const deep = path.join(folder, "a/b/c");
  makeDirectory(deep);
  makeDirectory(deep);
  expect(statSync(deep).isDirectory()).toBe(true);
  writeFileSync(path.join(folder, "file"), "");
  expect(() => makeDirectory(path.join(folder, "file/below"))).toThrow(/ENOTDIR/);
  rmSync(folder, { recursive: true });
});

test.runIf(existsSync("/proc/self"))("gives up below a file system that makes no folders", () => {
  expect(() => makeDirectory("/proc/vpngen/generated/tokyo")).toThrow(/ENOENT/);
});
