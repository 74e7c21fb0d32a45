import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  contains,
  covers,
  formatAddress,
  formatCidr,
  overlaps,
  parseAddress,
  parseCidr,
  sizeOf,
  unionOf,
} from "../../../src/topology/addresses.ts";

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const cidr = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([host, prefix]) => {
  const network = host - (host % 2 ** (32 - prefix));
  return { address: network, network, prefix };
});
/** Ranges within a /28, so that they often meet. */
const near = fc
  .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 28, max: 32 }))
  .map(([host, prefix]) => {
    const network = 0x0a000000 + host - (host % 2 ** (32 - prefix));
    return { address: network, network, prefix };
  });
const members = (range: { network: number; prefix: number }) =>
  Array.from({ length: 2 ** (32 - range.prefix) }, (_, index) => range.network + index);

test("an address that is written is read back", () => {
  fc.assert(fc.property(address, (number) => parseAddress(formatAddress(number)) === number));
});

test("a range that is written is read back", () => {
  fc.assert(
    fc.property(cidr, (range) => {
      expect(parseCidr(formatCidr(range))).toEqual(range);
    }),
  );
});

test("reading cuts the network out of an address and keeps the address", () => {
  expect(parseCidr("10.20.255.255/16")).toEqual({ address: 0x0a14ffff, network: 0x0a140000, prefix: 16 });
  expect(parseCidr("255.255.255.255/1")).toEqual({ address: 0xffffffff, network: 0x80000000, prefix: 1 });
  expect(parseCidr("1.2.3.4/0")?.network).toBe(0);
  expect(parseCidr("1.2.3.4/32")?.network).toBe(0x01020304);
});

test.each([
  "",
  "1.2.3",
  "1.2.3.4.5",
  "256.0.0.0",
  "1.2.3.04",
  "1.2.3.4 ",
  " 1.2.3.4",
  "1.2.3.-4",
  "a.b.c.d",
  "1.2.3.4\n",
  "1234.0.0.1",
  "0x1.0.0.0",
  "1e1.0.0.0",
  "5e-7.0.0.0",
  "-0.0.0.0",
  "+1.0.0.0",
  "NaN.0.0.0",
  ".0.0.0",
  "1_0.0.0.0",
  "\u0661.0.0.0",
])("%j is no address", (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each(["0.0.0.0", "255.255.255.255", "10.0.0.1"])("%s is an address", (text) => {
  expect(formatAddress(parseAddress(text) ?? -1)).toBe(text);
});

test.each([
  "10.0.0.0",
  "10.0.0.0/",
  "10.0.0.0/33",
  "10.0.0.0/08",
  "10.0.0.0/8/8",
  "/8",
  "10.0.0/8",
  "::/0",
  "10.0.0.0/-1",
  "10.0.0.0/-0",
  "10.0.0.0/1e1",
  "10.0.0.0/8.0",
  "10.0.0.0/NaN",
  "10.0.0.0/100",
])("%j is no range", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test("a prefix one shorter is twice as large", () => {
  expect([32, 31, 30, 1, 0].map(sizeOf)).toEqual([1, 2, 4, 2 ** 31, 2 ** 32]);
});

describe("of two ranges", () => {
  test("they overlap if an address is in both", () => {
    fc.assert(
      fc.property(near, near, (a, b) => {
        const shared = members(a).some((host) => members(b).includes(host));
        expect([overlaps(a, b), overlaps(b, a)]).toEqual([shared, shared]);
      }),
    );
  });

  test("one contains the other if all its addresses are in it", () => {
    fc.assert(
      fc.property(near, near, (a, b) => {
        expect(contains(a, b)).toBe(members(b).every((host) => members(a).includes(host)));
      }),
    );
  });
});

test("ranges cover another if each of its addresses is in one of them", () => {
  fc.assert(
    fc.property(near, fc.array(near, { maxLength: 5 }), (inner, outers) => {
      const all = new Set(outers.flatMap(members));
      expect(covers(unionOf(outers), inner)).toBe(members(inner).every((host) => all.has(host)));
    }),
    { numRuns: 1000 },
  );
});
