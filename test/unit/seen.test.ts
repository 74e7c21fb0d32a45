/** When a file's stamp can be trusted. */
import type { Stats } from "node:fs";
import { expect, test } from "vitest";
import { isSettled } from "../../src/cache/seen.ts";

/** A file that was changed so many milliseconds before this process began. */
const changed = (before: number, also = before) => {
  const begun = Date.now() - process.uptime() * 1000;
  return { mtimeMs: begun - before, ctimeMs: begun - also } as Stats;
};

test("a file is settled where it was last changed longer before the run than file systems can tell apart", () => {
  expect(isSettled(changed(60_000))).toBe(true);
  expect(isSettled(changed(2000))).toBe(false);
  expect(isSettled(changed(60_000, 2000))).toBe(false);
  expect(isSettled(changed(2000, 60_000))).toBe(false);
  expect(isSettled(changed(-60_000))).toBe(false);
});
