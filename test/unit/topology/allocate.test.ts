import { expect, test } from "vitest";
import { allocateInsideCidrs } from "../../../src/topology/allocate.ts";

/** Frozen: other answers would renumber tunnels that run. */
const frozen = {
  tokyo: "169.254.125.144/30",
  "media-prod": "169.254.111.240/30",
  a: "169.254.72.192/30",
  "fleet-blue": "169.254.103.224/30",
  "fleet-green": "169.254.17.16/30",
  "shared-services": "169.254.233.112/30",
  warehouse: "169.254.194.64/30",
};

test.each(Object.entries(frozen))("the blocks of %s begin with %s for ever", (name, first) => {
  expect(allocateInsideCidrs(name).a1).toBe(first);
});

const reserved = /^169\.254\.([0-5]\.0|169\.252)$/;
const names = Array.from({ length: 100_000 }, (_, index) => `vpn-${index.toString(36)}`);

test("100,000 names get four neighbouring aligned blocks each, none of them reserved", () => {
  for (const name of names) {
    const { a1, a2, b1, b2 } = allocateInsideCidrs(name);
    const [host = "", prefix] = a1.split("/");
    const octets = host.split(".").map(Number);
    const [first = -1, second = -1, third = -1, fourth = -1] = octets;
    const at = (index: number) => `169.254.${third}.${fourth + 4 * index}`;
    const blocks = [0, 1, 2, 3].map((index) => `${at(index)}/30`);
    const fine =
      [a1, a2, b1, b2].join() === blocks.join() &&
      prefix === "30" &&
      first === 169 &&
      second === 254 &&
      third >= 6 &&
      third <= 255 &&
      third !== 169 &&
      third !== 170 &&
      fourth % 16 === 0 &&
      fourth + 15 <= 255 &&
      ![0, 1, 2, 3].some((index) => reserved.test(at(index)));
    if (!fine) expect.fail(`${name}: ${[a1, a2, b1, b2].join(", ")}`);
  }
  expect(names).toHaveLength(100_000);
});

test("the names are spread over all 3,968 places that there are", () => {
  const places = new Set(names.map((name) => allocateInsideCidrs(name).a1));
  expect(places.size).toBe((256 - 8) * 16);
});

test("the same name gets the same blocks", () => {
  expect(allocateInsideCidrs("tokyo")).toEqual(allocateInsideCidrs("tokyo"));
});
