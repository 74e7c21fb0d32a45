import * as prettier from "prettier";
import { expect, test } from "vitest";
import { prettyJson } from "../../../src/render/json.ts";

const values: [unknown][] = [
  [{}],
  [[]],
  [null],
  [{ a: {}, b: [], c: [1, true, null, "d"] }],
  [{ 'a "quoted" key': ["b\\", "\n"] }],
  [[{ a: 1 }, { b: [{ c: "d" }] }]],
  ...[67, 68, 69, 70].map((length): [unknown] => [{ a: ["x".repeat(length)] }]),
  ...[67, 68, 69, 70].map((length): [unknown] => [{ a: ["x".repeat(length)], b: 1 }]),
  ...[54, 55, 56, 57, 58, 59].map((length): [unknown] => [{ a: { bc: [{ d: ["x".repeat(length)] }] } }]),
];

test.each(values)("%j is printed as Prettier leaves it", async (value) => {
  const text = `${prettyJson(value)}\n`;
  expect(JSON.parse(text)).toEqual(value);
  expect(await prettier.format(text, { parser: "json" })).toBe(text);
});
