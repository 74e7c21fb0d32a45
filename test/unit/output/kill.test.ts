import { expect, test } from "vitest";
import { temporaryDirectory } from "./folders.ts";
import { expectRecoverable, prepare, reset, runUntil } from "./kill.ts";

test("a build killed at one of eight moments leaves each file old or new, and the next build completes", async () => {
  const stage = await prepare(temporaryDirectory());
  await reset(stage);
  const operations = Number(runUntil(stage, -1).stdout);
  expect(operations).toBeGreaterThan(20);
  for (let moment = 0; moment < 8; moment++) {
    await reset(stage);
    const { signal } = runUntil(stage, Math.floor((moment * operations) / 8));
    expect(signal).toBe("SIGKILL");
    await expectRecoverable(stage);
  }
});
