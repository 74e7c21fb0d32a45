import { expect, test } from "vitest";
import { temporaryDirectory } from "../unit/output/folders.ts";
import { expectRecoverable, prepare, reset, runFor, runUntil } from "../unit/output/kill.ts";

test("a build killed before any write operation leaves each file old or new, and the next build completes", async () => {
  const stage = await prepare(temporaryDirectory());
  await reset(stage);
  const operations = Number(runUntil(stage, -1).stdout);
  expect(operations).toBeGreaterThan(20);
  for (let moment = 0; moment < operations; moment++) {
    await reset(stage);
    const { signal } = runUntil(stage, moment);
    expect(signal, `killed before operation ${moment}`).toBe("SIGKILL");
    await expectRecoverable(stage);
  }
});

test("a build killed from outside at any time leaves each file old or new, and the next build completes", async () => {
  const stage = await prepare(temporaryDirectory());
  await reset(stage);
  const began = performance.now();
  expect(runUntil(stage, -1).status).toBe(0);
  const whole = performance.now() - began;
  let killed = 0;
  for (let attempt = 0; attempt < 300; attempt++) {
    await reset(stage);
    // The first part is the start of Node: nothing is written yet.
    if (await runFor(stage, whole * (0.4 + (0.7 * attempt) / 300))) killed++;
    await expectRecoverable(stage);
  }
  expect(killed).toBeGreaterThan(50);
});
