import { expect, test } from "vitest";
import { renderDiff } from "../../../src/output/diff.ts";
import type { Step } from "../../../src/output/plan.ts";

function step(kind: Step["kind"], before: string, after: string, name = "a.yaml"): Step {
  const file = {
    path: `generated/${name}`,
    name,
    target: "t",
    text: after,
    executable: name.endsWith(".sh"),
  };
  return { kind, file, before: { kind: "file", text: before, executable: false } };
}

function numbered(count: number, prefix = ""): string {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}\n`).join("");
}

test("a stale file shows what build would change, with three lines around it", () => {
  expect(renderDiff([step("update", numbered(9), numbered(9).replace("4\n", "four\n"))])).toBe(
    `stale: generated/a.yaml
--- generated/a.yaml
+++ generated/a.yaml\tgenerated
@@ -2,7 +2,7 @@
 1
 2
 3
-4
+four
 5
 6
 7
`,
  );
});

test("a missing file shows what build would write", () => {
  expect(renderDiff([step("create", "", "a: 1\nb: 2\n")])).toBe(
    `missing: generated/a.yaml
--- /dev/null
+++ generated/a.yaml\tgenerated
@@ -0,0 +1,2 @@
+a: 1
+b: 2
`,
  );
});

test("an orphan and a wrong mode are one line each, and what is right is none", () => {
  const steps = [
    step("orphan", "x", ""),
    step("mode", "x", "x", "a.sh"),
    step("mode", "x", "x"),
    step("same", "x", "x"),
  ];
  expect(renderDiff(steps)).toBe(
    `orphaned: generated/a.yaml is no longer generated; vpngen build --prune deletes it

wrong mode: generated/a.sh should be executable

wrong mode: generated/a.yaml should not be executable
`,
  );
});

test("line ends that a checkout changed are stale, in one line that says how to keep them", () => {
  expect(renderDiff([step("update", "a\r\nb\r\n", "a\nb\n")])).toBe(
    'stale: generated/a.yaml differs in line endings only; a .gitattributes line such as "generated/** text eol=lf" keeps them\n',
  );
});

test("a diff is cut at its limit and says how many lines are left", () => {
  const text = renderDiff([step("create", "", numbered(100))], { perFile: 10, inAll: 100 });
  expect(text.trimEnd().split("\n")).toHaveLength(12);
  expect(text).toMatch(/\n… 93 more lines of this diff not shown\n$/);
});

test("once the limit for all diffs is reached, every further file still has its line", () => {
  const steps = ["a", "b", "c"].map((name) => step("create", "", numbered(2), name));
  expect(renderDiff(steps, { perFile: 10, inAll: 9 }).split("\n")).toEqual([
    "missing: generated/a",
    "--- /dev/null",
    "+++ generated/a\tgenerated",
    "@@ -0,0 +1,2 @@",
    "+0",
    "+1",
    "",
    "missing: generated/b",
    "--- /dev/null",
    "+++ generated/b\tgenerated",
    "@@ -0,0 +1,2 @@",
    "+0",
    "… 1 more line of this diff not shown",
    "",
    "missing: generated/c",
    "… 5 more lines of this diff not shown",
    "",
  ]);
});

test("texts that have nothing in common end in a line and not in a long search", () => {
  const text = renderDiff([step("update", numbered(20_000, "a"), numbered(20_000, "b"))]);
  expect(text).toBe("stale: generated/a.yaml\n(too different for a diff)\n");
});

test.each([
  "PreSharedKey: hunter2hunter2",
  'shared_secret = "hunter2"',
  "--shared-secret=hunter2",
  "export PSK_A1=hunter2",
])("a key that someone wrote into an artifact as %j is not shown", (line) => {
  const text = renderDiff([step("update", `a\n${line}\n`, "a\nb\n")]);
  expect(text).not.toContain("hunter2");
  expect(text).toContain("\n-(a line about a pre-shared key, not shown)\n+b\n");
});

test.each([
  ["below its name", "PreSharedKey: >-\n  hunter2\n  hunter2\n\n  hunter2\nb"],
  ["by its shape alone", `Value: ${"hT4gM9wRb2KqX7cV"}${"n8YdZe5jF3pL6sAo"}\nb`],
  [
    "by its shape, on a line that is long",
    `- ${"x ".repeat(90)}${"hT4gM9wRb2KqX7cV"}${"n8YdZe5jF3pL6sAo"}\nb`,
  ],
])("a key %s is not shown", (_, lines) => {
  const text = renderDiff([step("update", `a: 1\n${lines}\n`, "a: 1\nc\n")]);
  expect(text).not.toMatch(/hunter2|hT4gM9wR|n8YdZe5j/);
  expect(text).toContain("\n-b\n+c\n");
});

test("a terminal escape or an order mark in a file on the disk is shown and not obeyed", () => {
  const text = renderDiff([step("update", "\u001b[2Jgone \u202eback\ttab\n", "b\n")]);
  expect(text).toContain("-\\u{1b}[2Jgone \\u{202e}back\ttab\n");
});

test("a line that is too long for a screen is cut", () => {
  const text = renderDiff([step("create", "", `${"x".repeat(5000)}\n`)]);
  expect(text).toContain(`\n+${"x".repeat(299)}…\n`);
});
