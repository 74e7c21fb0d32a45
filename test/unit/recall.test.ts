/** The fast way gives what the slow way gives, whatever has changed. */
import fs from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { baseExample } from "../../src/rules/base-example.ts";
import { printed } from "../support/printed.ts";
import * as recall from "../support/recall.ts";
import { changes, harmless } from "../support/recall-changes.ts";

const { atOnce, enter, entries, fast, later, leave, put, settle, slow, treeOf } = recall;

vi.mock("../../src/cli/context.ts", async (original) => {
  const { printed: texts } = await import("../support/printed.ts");
  const print = (text: string) => texts.push(text);
  return { ...(await original<object>()), print, printError: print };
});

beforeEach(enter);
afterEach(leave);

const loseCopy = () => {
  for (const file of entries(".copy")) fs.unlinkSync(file);
};

describe.each([
  ["by their stamps", later, loseCopy],
  ["by their contents", atOnce, () => expect(entries(".copy")).toHaveLength(1)],
  ["by their digests", atOnce, loseCopy],
])("files compared %s", (_, begin, prepare) => {
  test.each(Object.keys(harmless))("%s: the fast way does what the slow one would", async (name) => {
    await settle([], begin);
    prepare();
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
    prepare();
    changes[name]?.();
    const before = treeOf(".");
    expect(fast()).toBeUndefined();
    expect(printed).toEqual([]);
    expect(treeOf(".")).toEqual(before);
  });
});

test("a copy of what another run saw counts for nothing", async () => {
  await settle([], atOnce);
  const [copy = ""] = entries(".copy");
  const earlier = fs.readFileSync(copy);
  put("vpn.yaml", baseExample.replace("65000", "65001"));
  await settle([], atOnce);
  const later = fs.readFileSync(copy);
  fs.writeFileSync(copy, earlier);
  expect(fast()).toMatch(/up to date/);
  put("vpn.yaml", baseExample);
  expect(fast()).toBeUndefined();
  fs.writeFileSync(copy, later);
  expect(fast()).toBeUndefined();
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
