/** The edits that end-to-end tests make to a running VPN: whether there is one for every key, and each is a valid file. */
import { expect, test } from "vitest";
import { changeRows } from "../../src/facets/effects.ts";
import { artifactsOf } from "../support/artifacts.ts";
import { constantKeys, edits } from "../support/edits/all.ts";
import { edited, rowOf, titleOf } from "../support/edits/edit.ts";
import { leafKeys } from "../support/edits/keys.ts";

test("there is an edit of every key of the language, and of no other", () => {
  const keys = leafKeys();
  expect(keys.length).toBeGreaterThan(90);
  expect([...new Set([...constantKeys, ...edits.map(({ key }) => key)])].sort()).toEqual(keys);
});

test("each row of the runbook's table of changes has an edit", () => {
  const rows = new Set(edits.map((edit) => rowOf(edit).id));
  expect([...rows].sort()).toEqual(changeRows.map(({ id }) => id).sort());
});

test("no two edits are the same", () => {
  expect(new Set(edits.map(titleOf)).size).toBe(edits.length);
});

test.each(edits.map((edit) => [titleOf(edit), edit] as const))("%s is a file without errors", (_, edit) => {
  expect(Object.keys(artifactsOf(edited(edit)))).toContain("RUNBOOK.md");
});
