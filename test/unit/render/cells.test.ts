import { expect, test } from "vitest";
import { cellsOf, widthOf } from "../../../src/render/cells.ts";

/** Every character of the planes that plain text comes from, without halves of others. */
const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));

test("a character alone has the cells that it has beside one that is not plain", () => {
  for (const character of characters) {
    // A combining mark would join the character before it.
    const [first, ...others] = cellsOf(`${character}\u3042`);
    if (others.length !== 1) continue;
    expect(cellsOf(character), character.charCodeAt(0).toString(16)).toEqual([first]);
  }
});

test("the width of a text is that of its cells", () => {
  for (const text of [
    "",
    "plain",
    "169.254.10.1 \u2013 169.254.10.2",
    "日本",
    "e\u0301",
    "a\u0007b",
    "👩‍👩‍👧",
  ])
    expect(widthOf(text)).toBe(cellsOf(text).reduce((sum, { width }) => sum + width, 0));
});
