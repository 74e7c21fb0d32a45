import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { codeSpan } from "../../../src/render/markdown.ts";
import { commentText, hclString, shellWord } from "../../../src/render/quote.ts";
import { anyCharacters } from "../../support/arbitrary-values.ts";

/** What people and attackers put into strings, and any text at all. */
const hostile = [
  "",
  "'",
  `"`,
  "\\",
  "$(id)",
  "`id`",
  "${HOME}",
  "$${x}",
  "%{ if true }",
  "{{resolve:secretsmanager:x}}",
  "a\nb",
  "a\r\nb",
  "# not a comment",
  "-- --help",
  "~root",
  "!history",
  "*",
  "日本語 🚇",
  "\u2028\u0085\u001b[31m",
  "<script>&amp;",
];
const anyText = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "grapheme" }), anyCharacters());
const withoutNul = anyText.map((text) => text.replaceAll("\0", ""));

test("a shell reads each word back as the text it was", () => {
  const texts = [...hostile, ...fc.sample(withoutNul, 300)];
  const script = `for word in ${texts.map(shellWord).join(" ")}; do printf '%s\\0' "$word"; done`;
  const read = execFileSync("bash", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
  expect(read).toEqual(texts);
});

test("a NUL character is refused, since no shell word can hold it", () => {
  expect(() => shellWord("a\0b")).toThrow("NUL");
});

test("an HCL string holds no line break, no bare quote and no template", () => {
  fc.assert(
    fc.property(withoutNul, (text) => {
      const inside = hclString(text).slice(1, -1);
      expect(inside).not.toMatch(/[\n\r]|[$%]\{/);
      expect(inside.replace(/\\(u[0-9a-f]{4}|.)/g, "")).not.toMatch(/["\\]/);
    }),
  );
});

test("a comment stays on its line", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(commentText(text)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
    }),
  );
});

test("a code span shows any text as it is, on one line", () => {
  expect(codeSpan("10.0.0.0/8")).toBe("`10.0.0.0/8`");
  expect(codeSpan("a`b")).toBe("``a`b``");
  expect(codeSpan("`a``")).toBe("``` `a`` ```");
  expect(codeSpan("")).toBe("`  `");
  fc.assert(
    fc.property(anyText, (text) => {
      const span = codeSpan(text);
      const fence = /^`+/.exec(span)?.[0] ?? "";
      expect(span).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
      expect(span.slice(fence.length, -fence.length).split(/[^`]+/)).not.toContain(fence);
    }),
  );
});
