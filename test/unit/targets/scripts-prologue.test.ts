import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ScriptData, script } from "../../../src/render/script.ts";

/** What bash has in the variables of a script: values of VALUE and of LIST. */
function evaluate(data: ScriptData, header = "header"): string[] {
  const body = `# shellcheck shell=bash\nprintf '%s\\0' "$VALUE" \${LIST[@]+"\${LIST[@]}"}\n`;
  const text = script({ header, data, bodies: [body] });
  execFileSync("bash", ["-n"], { input: text });
  return execFileSync("bash", { input: text, encoding: "utf8" }).split("\0").slice(0, -1);
}

const hostile = [
  "",
  " ",
  "it's",
  `"$(touch /tmp/pwned)"`,
  "`id`",
  "${HOME}",
  "$'\\n'",
  "a\nreadonly B=1\n",
  "tab\tand\rreturn",
  "# comment",
  "[0]=x",
  "a=b",
  "~",
  "~root/x",
  "-n",
  "--help",
  "!!",
  "\\",
  "'\\''",
  "*",
  "{a,b}",
  "(x)",
  "; exit 9",
  "日本 é ",
  "{{name}}",
  "%s%n",
  "@LOG_GROUP@",
];

describe("the prologue of a script", () => {
  test("gives bash hostile values as they are", () => {
    for (const value of hostile) {
      expect(evaluate({ VALUE: value, LIST: [value] })).toEqual([value, value]);
    }
    expect(evaluate({ VALUE: "x", LIST: hostile })).toEqual(["x", ...hostile]);
  });

  test("gives bash any text without NUL as it is", () => {
    const value = fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("\0", ""));
    fc.assert(
      fc.property(value, fc.array(value, { maxLength: 8 }), (one, many) => {
        expect(evaluate({ VALUE: one, LIST: many })).toEqual([one, ...many]);
      }),
      { numRuns: 60 },
    );
  });

  test("refuses a NUL character, which no variable of a shell can hold", () => {
    expect(() => script({ header: "", data: { VALUE: "a\0b" }, bodies: [] })).toThrow(/NUL/);
  });

  test("keeps a header with line breaks inside its comment", () => {
    expect(evaluate({ VALUE: "x", LIST: [] }, "from a\nexit 9\r\u2028exit 9")).toEqual(["x"]);
  });

  test("sets variables that nothing can change", () => {
    const text = script({ header: "", data: { VALUE: "x" }, bodies: ["VALUE=y\necho changed"] });
    expect(() => execFileSync("bash", { input: text, stdio: "pipe" })).toThrow(/readonly variable/);
  });

  test("keeps a short array on one line and gives a long one a line per value", () => {
    const data = { SHORT: ["a", "b c"], LONG: Array.from({ length: 3 }, () => "x".repeat(40)), NONE: [] };
    expect(script({ header: "h", data, bodies: [] })).toBe(
      [
        "#!/usr/bin/env bash",
        "# h",
        "set -euo pipefail",
        "set +abfkmvxCEHPT +o posix",
        "unset -v LONG NONE SHORT",
        "",
        "readonly SHORT=(a 'b c')",
        "readonly LONG=(",
        ...Array.from({ length: 3 }, () => `\t${"x".repeat(40)}`),
        ")",
        "readonly NONE=()",
        "",
      ].join("\n"),
    );
  });

  test.each([
    ["assigned", "value=secret"],
    ["added to", "value=''\nvalue+=secret"],
    ["local", "f() {\n\tlocal other='' value\n\tvalue=secret\n\tenv\n}\nf"],
    ["local with a value", "f() {\n\tlocal value=secret\n\tenv\n}\nf"],
    ["read", "IFS=, read -r other value <<<x,secret"],
    ["looped over", "for value in secret; do env; done"],
    ["set where it was empty", ': "${value:=secret}"'],
  ])("exports no variable that is %s, though the caller has exported its name", (_, body) => {
    const input = script({ header: "", data: {}, bodies: [body, "env"] });
    const exported = (text: string) =>
      execFileSync("bash", { input: text, encoding: "utf8", env: { PATH: process.env.PATH, value: "" } });
    expect(exported(input)).not.toContain("secret");
    expect(exported(input.replace(/^unset .*$/m, ""))).toContain("secret");
  });
});
