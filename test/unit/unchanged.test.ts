/** A build is skipped only where it would do and print what the last one did. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changes, harmless, touching } from "../support/between-builds.ts";
import * as builds from "../support/builds.ts";

const { atOnce, enter, later, leave, notSkipped, settle, skipped, treeOf, whole } = builds;
const idle = { status: 0, printed: expect.stringMatching(/^\d+ artifacts are up to date\n$/) };

beforeEach(enter);
afterEach(leave);

test.each(Object.keys(harmless))("%s: the build is skipped", async (name) => {
  await settle();
  harmless[name]?.();
  const before = treeOf(".");
  const run = skipped();
  expect(run).toEqual(idle);
  expect(treeOf(".")).toEqual(before);
  expect(await whole()).toEqual(run);
  expect(treeOf(".")).toEqual(before);
});

test.each(Object.keys(touching))(
  "%s: a build finds nothing to do, and the next one is skipped",
  async (name) => {
    await settle();
    touching[name]?.();
    expect(skipped()).toEqual(notSkipped);
    await later();
    expect(await whole()).toEqual(idle);
    if (!name.includes("link")) expect(skipped()).toEqual(idle);
  },
);

test.each(Object.keys(changes))("%s: the build is not skipped", async (name) => {
  await settle();
  changes[name]?.();
  const before = treeOf(".");
  expect(skipped()).toEqual(notSkipped);
  expect(treeOf(".")).toEqual(before);
});

test("files that changed a moment ago may change again unseen: the build is not skipped", async () => {
  await settle([], atOnce);
  expect(skipped()).toEqual(notSkipped);
});

test("any number of changes, one after another and undone: never another result than a build's", async () => {
  const all = { ...harmless, ...touching, ...changes };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(all)), { minLength: 1, maxLength: 4 }),
      async (names) => {
        leave();
        enter();
        await settle();
        for (const name of names) {
          try {
            all[name]?.();
          } catch {
            // What an earlier change took away cannot be changed.
          }
          const run = skipped();
          const before = treeOf(".");
          const expected = await whole().catch((error: Error) => error.message);
          if (run.status === undefined) continue;
          expect(run).toEqual(expected);
          expect(treeOf(".")).toEqual(before);
        }
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);
