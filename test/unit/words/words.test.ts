import { describe, expect, it } from "vitest";
import { allOf, inBackquotes, oneOf } from "../../../src/words/lists.ts";
import { suggestions } from "../../../src/words/suggestions.ts";

const keys = ["region", "account", "asn", "insideCidrs", "routeTables", "dhGroup", "cidrs"];

describe("suggestions", () => {
  it.each([
    ["regoin", ["region"]],
    ["REGION", ["region"]],
    ["inside_cidrs", ["insideCidrs"]],
    ["inside-cidr", ["insideCidrs"]],
    ["dh_groups", ["dhGroup"]],
    ["asm", ["asn"]],
    ["colour", []],
    ["", []],
    ["zone", []],
    ["x".repeat(100_000), []],
  ])("for %.20s are %j", (word, expected) => {
    expect(suggestions(word, keys)).toEqual(expected);
  });

  it("come nearest first, three at most", () => {
    expect(suggestions("tunnel1", ["tunnel4", "tunnel12", "tunnel1", "tunnel2", "tunnels"])).toEqual([
      "tunnel1",
      "tunnel12",
      "tunnel2",
    ]);
  });

  it("take two letters that changed places for one mistake, and the first of the alphabet where two are as near", () => {
    expect(suggestions("restrat", ["clear", "none", "restart"])).toEqual(["restart"]);
    expect(suggestions("noen", ["none"])).toEqual(["none"]);
    expect(suggestions("ab", ["ac"])).toEqual([]);
    expect(suggestions("none3", ["none2", "none1"])).toEqual(["none1", "none2"]);
  });
});

describe("a list of words", () => {
  it("is joined as people would", () => {
    expect(oneOf([])).toBe("");
    expect(oneOf(["a"])).toBe("a");
    expect(oneOf(["a", 2])).toBe("a or 2");
    expect(oneOf(inBackquotes(["a", "b", "c"]))).toBe("`a`, `b` or `c`");
    expect(allOf(["a", "b", "c"])).toBe("a, b and c");
  });
});
