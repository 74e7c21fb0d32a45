import { expect, test } from "vitest";
import { tags } from "../../../src/facts/aws.ts";
import { labels } from "../../../src/facts/gcp.ts";
import { matches } from "../../../src/rules/pattern.ts";

const { alphabet } = tags.value;
const { keyPattern, valuePattern } = labels.value;

test.each([alphabet, keyPattern, valuePattern])(
  "each ASCII character is of %s if the pattern itself says so",
  (pattern) => {
    for (let code = 0; code < 0x80; code++) {
      const character = String.fromCharCode(code);
      for (const text of [character, `a${character}`])
        expect(matches(text, pattern), String(code)).toBe(new RegExp(pattern, "u").test(text));
    }
  },
);

test("other characters are of a class of Unicode", () => {
  expect(matches("東京 メディア", alphabet)).toBe(true);
  expect(matches("a;b", alphabet)).toBe(false);
  expect(matches("東京", keyPattern)).toBe(true);
  expect(matches("École", valuePattern)).toBe(false);
});
