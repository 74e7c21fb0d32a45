import { describe, expect, it } from "vitest";
import { oneOf, suggestions } from "../../../src/source/suggest.ts";

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

  it("are joined as people would", () => {
    expect(oneOf(["a"])).toBe("`a`");
    expect(oneOf(["a", "b", "c"])).toBe("`a`, `b` or `c`");
  });
});
