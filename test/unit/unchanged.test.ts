/** Where only some files of a run have changed, it does what it would do if it knew nothing. */
import fs from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { compilePaths } from "../../src/cli/compile-paths.ts";
import { unchangedSince } from "../../src/cli/unchanged.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import {
  atOnce,
  contextOf,
  enter,
  entries,
  later,
  leave,
  put,
  settle,
  slow,
  treeOf,
} from "../support/recall.ts";
import { artifacts, changes, harmless } from "../support/recall-changes.ts";

vi.mock("../../src/cli/context.ts", async (original) => {
  const { printed } = await import("../support/printed.ts");
  const print = (text: string) => printed.push(text);
  return { ...(await original<object>()), print, printError: print };
});

const paths = ["vpn.yaml", "more/vpn.yaml"];
const second = "more/generated/other";

/** A second file, of a VPC, route table and security group of its own. */
function other({ asn = 65000 } = {}): string {
  const text = baseExample.replace("name: tokyo", "name: other").replaceAll("0a1b", "0a11");
  return text.replace("asn: 65000", `asn: ${asn}`);
}

beforeEach(async () => {
  enter();
  put("more/vpn.yaml", other());
});
afterEach(leave);

/** The folders that a run need not make. */
function unchanged(named: readonly string[] = paths): string[] {
  return [...unchangedSince(contextOf(named)).folders(compilePaths(named)).keys()];
}

/** What a run prints or throws, and leaves; with the cache, and without. */
async function bothWays() {
  fs.cpSync(".", "../before", { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  const withCache = { said: await attempt(), left: treeOf(".") };
  for (const name of fs.readdirSync(".")) fs.rmSync(name, { recursive: true });
  fs.cpSync("../before", ".", { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  fs.rmSync("../cache", { recursive: true });
  return [withCache, { said: await attempt(), left: treeOf(".") }];
}

async function attempt(): Promise<string> {
  return slow(paths).catch((error: unknown) => String(error));
}

describe.each([
  ["by their stamps", later],
  ["by their contents", atOnce],
])("files compared %s", (_, begin) => {
  test.each(Object.keys(harmless))("%s: the folder is not made again", async (name) => {
    await settle(paths, begin);
    put("more/vpn.yaml", other({ asn: 65001 }));
    harmless[name]?.();
    expect(unchanged()).toEqual([artifacts]);
    const [one, two] = await bothWays();
    expect(one?.said).toContain(`updated   ${second}/RUNBOOK.md`);
    expect(one).toEqual(two);
  });
});

test.each(Object.keys(changes))("%s: the folder is made again", async (name) => {
  await settle(paths);
  changes[name]?.();
  if (fs.statSync("vpn.yaml", { throwIfNoEntry: false })?.isFile())
    expect(unchanged()).not.toContain(artifacts);
  const [one, two] = await bothWays();
  expect(one).toEqual(two);
});

test("what is not made again is remembered with what is", async () => {
  await settle(paths);
  expect(unchanged()).toEqual([artifacts, second]);
  put("more/vpn.yaml", other({ asn: 65001 }));
  await settle(paths);
  expect(unchanged()).toEqual([artifacts, second]);
  atOnce();
  expect(unchanged()).toEqual([artifacts, second]);
});

test("with a Prettier configuration, too", async () => {
  put(".prettierrc", "tabWidth: 4\n");
  await settle(paths);
  put("more/vpn.yaml", other({ asn: 65001 }));
  expect(unchanged()).toEqual([artifacts]);
  await settle(paths);
  expect(unchanged()).toEqual([artifacts, second]);
  put(".prettierrc", "tabWidth: 2\n");
  expect(unchanged()).toEqual([]);
});

test("a file that moves its output, a new one and one that is gone", async () => {
  await settle(paths);
  put("more/vpn.yaml", `${other()}output: { directory: elsewhere }\n`);
  expect(unchanged()).toEqual([artifacts]);
  const [one, two] = await bothWays();
  expect(one).toEqual(two);
  put("third/vpn.yaml", other().replace("name: other", "name: third").replaceAll("0a11", "0a22"));
  expect(unchanged([...paths, "third/vpn.yaml"])).toEqual([]);
});

test("a single file is not looked up, nor is anything where the program did not come from a bundle", async () => {
  await settle(["vpn.yaml"]);
  expect(unchanged(["vpn.yaml"])).toEqual([]);
  await settle(paths);
  const { program: _, ...context } = contextOf(paths);
  expect(unchangedSince(context).folders(compilePaths(paths)).size).toBe(0);
  fs.writeFileSync(entries(".run")[0] ?? "", "damaged");
  fs.writeFileSync(entries(".run")[1] ?? "", "damaged");
  expect(unchanged()).toEqual([]);
});

test.each([
  ["takes a name that one has", other().replace("name: other", "name: tokyo")],
  ["takes a VPC that one has", other().replaceAll("0a11", "0a1b")],
  [
    "warns with one",
    other().replace("gateway: { type: vgw }", "gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 }"),
  ],
  ["is broken", "version: 1\n  name: [\n"],
])("a file that %s is said of as if all had been read", async (_, text) => {
  await settle(paths);
  put("more/vpn.yaml", text);
  const [one, two] = await bothWays();
  expect(one).toEqual(two);
});
