import fc from "fast-check";
import { expect, test } from "vitest";
import { indexRanges } from "../../../src/rules/range-index.ts";
import { contains, overlaps } from "../../../src/topology/addresses.ts";
import { findingsOf } from "./lay-over.ts";

/** Ranges within a /26, so that they often meet. */
const range = fc
  .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 24, max: 32 }))
  .map(([host, prefix]) => {
    const network = 0x0a000000 + host - (host % 2 ** (32 - prefix));
    return { address: network, network, prefix };
  });

test("the index finds a range just where comparing with each would", () => {
  fc.assert(
    fc.property(range, fc.array(range, { maxLength: 8 }), (cidr, ranges) => {
      const { holding, meeting } = indexRanges(ranges.map((one) => ({ cidr: one })));
      const [held, met] = [holding(cidr), meeting(cidr)];
      expect(held !== undefined).toBe(ranges.some((one) => contains(one, cidr)));
      expect(met !== undefined).toBe(ranges.some((one) => overlaps(one, cidr)));
      expect(held === undefined || contains(held.cidr, cidr)).toBe(true);
      expect(met === undefined || overlaps(met.cidr, cidr)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("VPCs overlap just where comparing each range with each would find it", () => {
  const vpc = (id: number, cidrs: readonly { network: number; prefix: number }[]) => ({
    id: `vpc-0000000${id}`,
    cidrs: cidrs.map(({ network, prefix }) => `10.0.0.${network % 256}/${prefix}`),
    routeTables: "external",
    securityGroups: "external",
  });
  fc.assert(
    fc.property(
      fc.array(range, { minLength: 1, maxLength: 4 }),
      fc.array(range, { minLength: 1, maxLength: 4 }),
      (a, b) => {
        const gateway = { type: "tgw", id: "tgw-0a1b2c3d" };
        const yaml = JSON.stringify({ aws: { gateway, vpcs: [vpc(0, a), vpc(1, b)] } });
        const found = findingsOf("addressing/vpc-overlap", yaml);
        expect(found.length > 0).toBe(a.some((one) => b.some((other) => overlaps(one, other))));
        for (const { place } of found) expect("path" in place && place.path[2]).toBe(1);
      },
    ),
  );
});
