/** The fast way gives what the slow way gives, whatever has changed. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { printed } from "../support/printed.ts";
import * as recall from "../support/recall.ts";
import { changes, harmless } from "../support/recall-changes.ts";

const { atOnce, enter, fast, later, leave, settle, slow, treeOf } = recall;

vi.mock("../../src/cli/context.ts", async (original) => {
  const { printed: texts } = await import("../support/printed.ts");
  const print = (text: string) => texts.push(text);
  return { ...(await original<object>()), print, printError: print };
});

beforeEach(enter);
afterEach(leave);

describe.each([
  ["by their stamps", later],
  ["by their digests", atOnce],
])("files compared %s", (_, begin) => {
  test.each(Object.keys(harmless))("%s: the fast way does what the slow one would", async (name) => {
    await settle([], begin);
    harmless[name]?.();
    const before = treeOf(".");
    const output = fast();
    expect(output).toMatch(/^\d+ artifacts are up to date\n$/);
    expect(treeOf(".")).toEqual(before);
    expect(await slow()).toBe(output);
    expect(treeOf(".")).toEqual(before);
  });

  test.each(Object.keys(changes))("%s: it is left to the slow way", async (name) => {
    await settle([], begin);
    changes[name]?.();
    const before = treeOf(".");
    expect(fast()).toBeUndefined();
    expect(printed).toEqual([]);
    expect(treeOf(".")).toEqual(before);
  });
});

test("any number of changes, one after another and undone: never another result than the slow way's", async () => {
  const all = { ...harmless, ...changes };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(all)), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (names, trusting) => {
        leave();
        enter();
        await settle([], trusting ? later : atOnce);
        for (const name of names) {
          try {
            all[name]?.();
          } catch {
            // What an earlier change took away cannot be changed.
          }
          const output = fast();
          const before = treeOf(".");
          const expected = await slow().catch((error: Error) => error.message);
          if (output === undefined) continue;
          expect(output).toBe(expected);
          expect(treeOf(".")).toEqual(before);
        }
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);
