import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import type { Diagnostic, Severity } from "../../../src/diagnostic.ts";
import { withoutCommands } from "../../../src/render/log.ts";
import { reportGithub } from "../../../src/report/github.ts";
import { baseExample } from "../../../src/rules/base-example.ts";
import { parseFile } from "../../../src/source/parse.ts";

const text = "name: a\nasn: 1\n";
const finding = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: "bgp/asn-equal",
  severity: "error",
  place: { file: "vpn.yaml", span: [13, 14] },
  message: "wrong",
  fix: "Right it.",
  related: [],
  ...more,
});
const report = (more: Partial<Diagnostic> = {}, path = "vpn.yaml") =>
  reportGithub([finding({ place: { file: path, span: [13, 14] }, ...more })], [parseFile({ path, text })]);

/** A command as GitHub's runner reads it: properties are split at commas, then unescaped. */
function read(line: string) {
  const [, command = "", properties = "", data = ""] = /^::(\w+) (.*?)::(.*)\n$/s.exec(line) ?? [];
  const plain = (value: string) =>
    decodeURIComponent(
      value.replace(/%(?!25|0D|0A|3A|2C)/g, "%25").replace(/[^\x20-\x7e]/gu, encodeURIComponent),
    );
  const pairs = properties.split(",").map((pair) => /^(\w+)=(.*)$/s.exec(pair)?.slice(1) ?? []);
  return {
    command,
    properties: Object.fromEntries(pairs.map(([name = "", value = ""]) => [name, plain(value)])),
    message: plain(data),
  };
}

describe("the report for GitHub", () => {
  it("is one command per finding, with place, rule, message and fix", () => {
    expect(report()).toBe(
      "::error file=vpn.yaml,line=2,endLine=2,col=6,endColumn=7,title=bgp/asn-equal::wrong%0Afix: Right it.\n",
    );
    expect(reportGithub([finding(), finding()], []).match(/^::error /gm)).toHaveLength(2);
    expect(reportGithub([], [])).toBe("");
  });

  it.each<[Severity, string]>([
    ["error", "error"],
    ["warning", "warning"],
    ["info", "notice"],
  ])("calls the severity %s %s", (severity, command) => {
    expect(read(report({ severity })).command).toBe(command);
  });

  it("names the related place in the message", () => {
    const related = [{ place: { file: "vpn.yaml", span: [6, 7] as const }, message: "the same here" }];
    expect(read(report({ related })).message).toBe("wrong\nvpn.yaml:1:7: the same here\nfix: Right it.");
  });

  it("has no columns where a finding spans lines, as GitHub takes none there", () => {
    const { properties } = read(report({ place: { file: "vpn.yaml", span: [6, 14] } }));
    expect(properties).toEqual({ file: "vpn.yaml", line: "1", endLine: "2", title: "bgp/asn-equal" });
  });

  it.each(["100%0A of it", "::error::no", "a,line=1,title=x:y", "##[error]no", "50%", "%25"])(
    "carries the message %j unchanged, in one line",
    (message) => {
      const line = report({ message });
      expect(line.match(/\n/g)).toHaveLength(1);
      expect(read(line)).toMatchObject({
        properties: { line: "2", title: "bgp/asn-equal" },
        message: `${message}\nfix: Right it.`,
      });
    },
  );

  it("lets no line break and no control character of a message into the log", () => {
    expect(report({ message: "a\r\n::error::b\u001b[0m" })).toContain(
      "::a\ufffd\ufffd::error::b\ufffd[0m%0Afix",
    );
  });

  it.each(["a,line=9.yaml", "a:b::c.yaml", "100%2C.yaml", "a\r\nb.yaml", "日本.yaml"])(
    "carries the path %j unchanged",
    (path) => {
      const line = report({}, path);
      expect(line.match(/\n/g)).toHaveLength(1);
      expect(read(line).properties).toMatchObject({ file: path, line: "2", title: "bgp/asn-equal" });
    },
  );

  it("names the file as GitHub knows it", () => {
    expect(read(report({}, "./a//vpn.yaml")).properties.file).toBe("a/vpn.yaml");
  });

  it("says where it is in standard input, which no annotation can show", () => {
    expect(report({}, "<stdin>")).toBe("::error title=bgp/asn-equal::<stdin>:2:6: wrong%0Afix: Right it.\n");
  });

  it("is in docs/formats.md as it is", () => {
    const page = readFileSync(path.resolve(import.meta.dirname, "../../../docs/formats.md"), "utf8");
    const [, example] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
    const source = { path: "vpn.yaml", text: baseExample.replace("64512", "65000") };
    const { diagnostics, parsed } = compile([source]);
    expect(reportGithub(diagnostics, parsed)).toBe(example);
  });

  it("masks what is hidden", () => {
    const file = parseFile({ path: "f", text: "preSharedKeys:\n  a1: hunter2.hunter2\n" });
    const diagnostic = finding({
      place: { file: "f", span: [17, 19] },
      message: '"hunter2.hunter2" is wrong',
    });
    expect(reportGithub([diagnostic], [file])).toContain('::"***" is wrong%0A');
  });
});

describe("a text for GitHub's log", () => {
  it.each([
    "::error::x",
    "  ::add-mask::x",
    "a ##[add-matcher]x",
    "ok\n\t::stop-commands::x",
    "\n##[group]x",
    "x ##vso[task.setvariable]y",
  ])("has no command left from %j, and reads the same", (hostile) => {
    const harmless = withoutCommands(hostile);
    expect(harmless).not.toMatch(/^\s*::|##\w*\[/m);
    expect(harmless.replaceAll("\u200b", "")).toBe(hostile);
  });

  it("is otherwise left alone", () => {
    const usual = "vpn.yaml:1:2: error: a::b [bgp/asn-equal]\n  1 | ## x: [::]\n    | ^^\n";
    expect(withoutCommands(usual)).toBe(usual);
  });
});
