/** Edits of a text: what they write into every style of YAML, and that they leave the rest as it is. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Document, isMap, isScalar, isSeq, parse, type Scalar, visit } from "yaml";
import type { Edit, EditValue, Path } from "../../../../src/diagnostic.ts";
import { append, move, remove, write } from "../../../../src/edit.ts";
import { applyEdit } from "../../../../src/source/edit/apply.ts";
import { expectedAfter } from "../../../../src/source/edit/expected.ts";
import { leavesOf } from "../../../support/leaves.ts";

describe("an edit", () => {
  test.each<[what: string, before: string, edit: Edit, after: string]>([
    ["writes a value", "a: 1 # one\nb: 2\n", write(["a"], 3), "a: 3 # one\nb: 2\n"],
    ["keeps quotes", "a: 'x' # one\n", write(["a"], "y"), "a: 'y' # one\n"],
    ["quotes what is no text else", "a: x\n", write(["a"], "12"), 'a: "12"\n'],
    ["takes quotes off a number", 'a: "12"\n', write(["a"], 12), "a: 12\n"],
    ["fills an empty value", "a: # none\nb: 2\n", write(["a"], 1), "a: 1 # none\nb: 2\n"],
    ["writes in braces", "a: { b: 1, c: 2 }\n", write(["a", "b"], "x, y"), 'a: { b: "x, y", c: 2 }\n'],
    ["writes in a list", "a: [1, 2]\n", write(["a", 1], 3), "a: [1, 3]\n"],
    ["writes a list for a text", "a: x\nb: 1\n", write(["a"], ["x", "y"]), "a: [x, y]\nb: 1\n"],
    ["writes a text for a list", "a:\n  - x # one\nb: 1\n", write(["a"], "y"), "a: y # one\nb: 1\n"],
    [
      "adds a key",
      "a:\n  b: 1 # one\n\n# about c\nc: 2\n",
      write(["a", "d"], 3),
      "a:\n  b: 1 # one\n  d: 3\n\n# about c\nc: 2\n",
    ],
    ["adds a key in braces", "a: { b: 1 }\n", write(["a", "c", "d"], [2]), "a: { b: 1, c: { d: [2] } }\n"],
    ["adds a section", "a: 1", write(["b", "c"], 2), "a: 1\nb: { c: 2 }"],
    ["adds a key to what is empty", "a: {}\nb:\nc: 1\n", write(["b", "x"], 2), "a: {}\nb: { x: 2 }\nc: 1\n"],
    [
      "adds a key with the line ends of the file",
      "a:\r\n    b: 1\r\n",
      write(["a", "c"], 2),
      "a:\r\n    b: 1\r\n    c: 2\r\n",
    ],
    [
      "adds a key to an item of a list",
      "a:\n  - b: 1\n  - b: 2\n",
      write(["a", 0, "c"], 3),
      "a:\n  - b: 1\n    c: 3\n  - b: 2\n",
    ],
    ["removes a key with its comment", "a: 1\nb: 2 # two\nc: 3\n", remove(["b"]), "a: 1\nc: 3\n"],
    ["removes a block", "a:\n  b:\n    - 1\n    - 2\nc: 3\n", remove(["a"]), "c: 3\n"],
    ["removes the first key of an item", "a:\n  - b: 1\n    c: 2\n", remove(["a", 0, "b"]), "a:\n  - c: 2\n"],
    ["removes a key in braces", "a: { b: 1, c: 2 }\n", remove(["a", "b"]), "a: { c: 2 }\n"],
    ["removes the last key in braces", "a: { b: 1, c: 2 }\n", remove(["a", "c"]), "a: { b: 1 }\n"],
    ["removes a line in braces", "a: {\n  b: 1,\n  c: 2,\n}\n", remove(["a", "b"]), "a: {\n  c: 2,\n}\n"],
    ["removes what is left empty", "a:\n  b:\n    c: 1\nd: 2\n", remove(["a", "b", "c"]), "d: 2\n"],
    ["removes an item", "a:\n  - 1\n  - 2 # two\n  - 3\n", remove(["a", 1]), "a:\n  - 1\n  - 3\n"],
    ["removes the only item", "a:\n  - 1\nb: 2\n", remove(["a", 0]), "a: []\nb: 2\n"],
    ["appends to a block", "a:\n- 1 # one\nb: 2\n", append(["a"], "x"), "a:\n- 1 # one\n- x\nb: 2\n"],
    ["appends in brackets", "a: [1, 2]\n", append(["a"], "x"), "a: [1, 2, x]\n"],
    ["appends to an empty list", "a: []\n", append(["a"], 1), "a: [1]\n"],
    ["appends to no list", "a: 1\n", append(["b"], 1), "a: 1\nb: [1]\n"],
    ["renames a key", "a: 1\n'b' : 2 # two\n", move(["b"], ["c"]), "a: 1\nc : 2 # two\n"],
    [
      "moves a key",
      "a:\n  b: 1\n  x: [1, 2] # gone\nc: { d: 1 }\n",
      move(["a", "x"], ["c", "x"]),
      "a:\n  b: 1\nc: { d: 1, x: [1, 2] }\n",
    ],
    ["replaces characters", "a:1\n", { kind: "replace", span: [2, 2], text: " " }, "a: 1\n"],
  ])("%s", (_, before, edit, after) => {
    expect(applyEdit(before, edit)).toBe(after);
  });

  test.each<[what: string, text: string, edit: Edit]>([
    ["of what an alias stands for", "a: &x 1\nb: *x\n", write(["b"], 2)],
    ["of what an alias refers to", "a: &x { c: 1 }\nb: *x\n", write(["a", "c"], 2)],
    ["of what comes by a merge key", "a: &x { c: 1, d: 2 }\nb: { <<: *x, e: 3 }\n", remove(["b", "c"])],
    ["of the only key of a file", "a: 1\n", remove(["a"])],
    ["of what is not there", "a: 1\n", remove(["b"])],
    ["of a list's item that is not there", "a: [1]\n", write(["a", 1], 2)],
    ["that moves a key onto another", "a: 1\nb: 2\n", move(["a"], ["b"])],
    [
      "that would lose a comment",
      "a:\n  b: # one\n    c: 1 # two\n  d: 1\ne: 1\n",
      move(["a", "b"], ["x", "b"]),
    ],
    ["of a file with an error", "a: [1\n", write(["b"], 1)],
    ["of a file with a key twice", "a: 1\na: 2\n", write(["b"], 1)],
  ])("is not applied: %s", (_, text, edit) => {
    expect(applyEdit(text, edit)).toBeUndefined();
  });

  test("overrides what comes by a merge key", () => {
    const text = "a: &x { c: 1, d: 2 }\nb: { <<: *x, e: 3 }\n";
    expect(applyEdit(text, write(["b", "c"], 5))).toBe("a: &x { c: 1, d: 2 }\nb: { <<: *x, e: 3, c: 5 }\n");
  });
});

const word = fc.stringMatching(/^[a-z]{1,4}$/);
const scalar = fc.oneof(
  word,
  fc.integer({ min: 0, max: 99 }),
  fc.boolean(),
  fc.constantFrom("a, b", "12", "x: y", "#"),
);
const { tree } = fc.letrec<{ tree: Record<string, EditValue>; node: EditValue }>((tie) => ({
  tree: fc.dictionary(word, tie("node"), { minKeys: 1, maxKeys: 4 }) as fc.Arbitrary<
    Record<string, EditValue>
  >,
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar as fc.Arbitrary<EditValue>,
    tie("tree") as fc.Arbitrary<EditValue>,
    fc.array(tie("node"), { minLength: 1, maxLength: 3 }) as fc.Arbitrary<EditValue>,
  ),
}));

/** The document in a style that the numbers decide: braces or lines, quotes, comments, indentation, line ends. */
function styled(value: unknown, numbers: readonly number[]): string {
  const document = new Document(value);
  let at = 0;
  const next = () => numbers[at++ % numbers.length] ?? 0;
  visit(document, {
    Node(key, node) {
      if (isMap(node) || isSeq(node)) {
        node.flow = key !== null && next() % 3 === 0;
        if (!node.flow && key !== null && next() % 4 === 0) node.commentBefore = " before";
      } else if (isScalar(node) && typeof node.value === "string" && key !== "key") {
        const kinds: readonly Scalar.Type[] = ["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"];
        node.type = kinds[next() % 3] ?? "PLAIN";
        if (next() % 3 === 0) node.comment = " behind";
      }
    },
  });
  const text = document.toString({ indent: 2 + (next() % 3), indentSeq: next() % 2 === 0, lineWidth: 0 });
  return next() % 2 === 0 ? text : text.replaceAll("\n", "\r\n");
}

const paths = (value: unknown): Path[] => {
  const all = leavesOf(value).map(({ path }) => path);
  return all.flatMap((path) => path.map((_, length) => path.slice(0, length + 1)));
};

test("leaves every other line as it is, in any style, and the document says what the edit says", () => {
  let applied = 0;
  fc.assert(
    fc.property(
      tree,
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      fc.nat(),
      scalar,
      fc.constantFrom("write", "remove", "append", "move"),
      (value, numbers, pick, put, kind) => {
        const text = styled(value, numbers);
        const all = paths(value);
        const path = all[pick % all.length] ?? [];
        const edit: Edit =
          kind === "write"
            ? write(path, put)
            : kind === "remove"
              ? remove(path)
              : kind === "append"
                ? append(path, put)
                : move(path, [...path.slice(0, -1), "renamed"]);
        const after = applyEdit(text, edit);
        if (after === undefined) return;
        applied++;
        expect(parse(after)).toEqual(expectedAfter(value, edit));
        // What is not in one run of changed lines is as it was.
        const [old, now] = [text.split("\n"), after.split("\n")];
        let head = 0;
        while (head < old.length && old[head] === now[head]) head++;
        let tail = 0;
        while (tail < old.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
        const touched = kind === "remove" ? old.length : linesOf(text, path);
        expect(old.length - head - tail).toBeLessThanOrEqual(touched + 1);
      },
    ),
    { numRuns: 600 },
  );
  expect(applied).toBeGreaterThan(300);
});

/** How many lines the value at a path takes. */
function linesOf(text: string, path: Path): number {
  const node = new Document(parse(text)).getIn(path);
  return typeof node === "object" && node !== null ? text.split("\n").length : 1;
}
