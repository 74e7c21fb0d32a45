import { describe, expect, it } from "vitest";
import { ignoresIn } from "../../../../src/source/ignores/ignores.ts";
import { parseFile } from "../../../../src/source/parse.ts";

/** The line that each ignore of a text speaks of, with the rules that it names. */
function read(text: string) {
  return ignoresIn(text).map(({ rules, line, hasReason }) => [rules.map(({ id }) => id), line, hasReason]);
}

describe("a comment with vpngen-ignore", () => {
  it("speaks of its own line where something stands before it", () => {
    expect(read("a: 1\nb: 2 # vpngen-ignore x/y: why\nc: 3\n")).toEqual([[["x/y"], 2, true]]);
    expect(read("a:\n  - # vpngen-ignore x/y: why\n    b: 1\n")).toEqual([[["x/y"], 2, true]]);
  });

  it("speaks of the line below where it has its line to itself", () => {
    expect(read("# vpngen-ignore x/y: why\na: 1\n")).toEqual([[["x/y"], 2, true]]);
    expect(read("a: 1\n  \t # vpngen-ignore x/y: why\nb: 2\n")).toEqual([[["x/y"], 3, true]]);
  });

  it("speaks of the line below the comments that follow it, but not across an empty line", () => {
    const stacked = "# vpngen-ignore x/y: why\n# more\n# vpngen-ignore x/z: why\na: 1 # no\nb: 2\n";
    expect(read(stacked)).toEqual([
      [["x/y"], 4, true],
      [["x/z"], 4, true],
    ]);
    expect(read("# vpngen-ignore x/y: why\n\n# more\na: 1\n")).toEqual([[["x/y"], 2, true]]);
  });

  it("names several rules with commas, and only with commas", () => {
    expect(read("a: 1 # vpngen-ignore x/y,x/z , x/w: why")).toEqual([[["x/y", "x/z", "x/w"], 1, true]]);
    expect(read("a: 1 # vpngen-ignore x/y x/z: why")).toEqual([[["x/y"], 1, false]]);
    expect(read("a: 1 # vpngen-ignore x/y,: why")).toEqual([[["x/y"], 1, false]]);
  });

  it.each([
    ["x/y: why", true],
    ["x/y:why", true],
    ["x/y : 理由", true],
    ["x/y: #12: see there", true],
    ["x/y", false],
    ["x/y:", false],
    ["x/y: \t", false],
    ["x/y: …", false],
    ["x/y why", false],
    ["x/y # why: because", false],
  ])("in the words %j has a reason: %s", (words, hasReason) => {
    expect(read(`a: 1 # vpngen-ignore ${words}`)).toEqual([[["x/y"], 1, hasReason]]);
  });

  it.each(["# vpngen-ignore", "# vpngen-ignore:", "# vpngen-ignore: x/y", "# vpngen-ignore , : why"])(
    "names no rule in %j",
    (comment) => {
      expect(ignoresIn(comment).map(({ rules }) => rules)).toEqual([[]]);
    },
  );

  it("may stand behind a comment for another tool, and needs no blanks", () => {
    expect(read("a: 1 # yamllint disable-line # vpngen-ignore x/y: why")).toEqual([[["x/y"], 1, true]]);
    expect(read("a: 1 #vpngen-ignore\tx/y:why")).toEqual([[["x/y"], 1, true]]);
    expect(read("##  vpngen-ignore x/y: why\na: 1")).toEqual([[["x/y"], 2, true]]);
  });

  it.each([
    "# see vpngen-ignore x/y: why",
    "# vpngen-ignored x/y: why",
    "# vpngen-ignore-file x/y: why",
    "# VPNGEN-IGNORE x/y: why",
  ])("is not meant by %j", (comment) => {
    expect(ignoresIn(comment)).toEqual([]);
  });

  it.each([
    ["a block text", "a: |\n  # vpngen-ignore x/y: why\n  b\n"],
    ["a folded text", "a: >-\n  # vpngen-ignore x/y: why\n"],
    ["double quotes", 'a: "\n  # vpngen-ignore x/y: why\n  b"\n'],
    ["single quotes", "a: '# vpngen-ignore x/y: why'\n"],
    ["a plain value", "a: b# vpngen-ignore x/y: why\n"],
    ["a key", '"# vpngen-ignore x/y: why": a\n'],
  ])("is none within %s", (_where, text) => {
    expect(ignoresIn(text)).toEqual([]);
  });

  it("is one behind the sign of a block text, within brackets, and before the document", () => {
    expect(read("a: | # vpngen-ignore x/y: why\n  b\nc: 1\n")).toEqual([[["x/y"], 1, true]]);
    expect(read("a: [1,\n  # vpngen-ignore x/y: why\n  2]\n")).toEqual([[["x/y"], 3, true]]);
    expect(read("# vpngen-ignore x/y: why\n---\na: 1\n")).toEqual([[["x/y"], 2, true]]);
  });

  it("counts the lines of texts above it", () => {
    const above = 'a: |\n  b\n\n  c\nd: "e\n\n  f"\ng: h\n  i\n';
    expect(read(`${above}j: 1 # vpngen-ignore x/y: why\n`)).toEqual([[["x/y"], 10, true]]);
  });

  it("is where it is written, also behind wide characters and with CRLF", () => {
    const text = "a: 漢字😀 # vpngen-ignore x/y, x/z: why\r\n# vpngen-ignore x/w: why\r\nb: 2\r\n";
    const found = ignoresIn(text);
    expect(found.map(({ span }) => text.slice(...span))).toEqual([
      "# vpngen-ignore x/y, x/z: why",
      "# vpngen-ignore x/w: why",
    ]);
    const names = found.flatMap(({ rules }) => rules);
    expect(names.map(({ span }) => text.slice(...span))).toEqual(["x/y", "x/z", "x/w"]);
    expect(found.map(({ line }) => line)).toEqual([1, 3]);
  });

  it("is not looked for in what is no YAML", () => {
    expect(parseFile({ path: "a", text: "# vpngen-ignore x/y: why\na: [1\n" }).ignores).toEqual([]);
    expect(parseFile({ path: "a", text: "# vpngen-ignore x/y: why\na: 1\n" }).ignores).toHaveLength(1);
  });
});
