import { expect, test } from "vitest";
import { tags } from "../../../src/facts/aws.ts";
import { matches } from "../../../src/rules/text.ts";

test("each ASCII character is of a pattern with classes of Unicode if the pattern itself says so", () => {
  const { alphabet } = tags.value;
  for (let code = 0; code < 0x80; code++) {
    const character = String.fromCharCode(code);
    expect(matches(character, alphabet), String(code)).toBe(new RegExp(alphabet, "u").test(character));
  }
  expect(matches("東京 メディア", alphabet)).toBe(true);
  expect(matches("a;b", alphabet)).toBe(false);
});
