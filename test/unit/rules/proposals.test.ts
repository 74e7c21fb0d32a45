/** What fixes propose can be written, all at once. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { findingsOf } from "./lay-over.ts";

const rules = [
  "addressing/inside-block",
  "addressing/inside-reserved",
  "addressing/inside-distinct",
] as const;
const yamlOf = (blocks: readonly string[]) => `tunnels: { insideCidrs: [${blocks.join(", ")}] }`;
const found = (blocks: readonly string[]) => rules.flatMap((rule) => findingsOf(rule, yamlOf(blocks)));

const block = fc.constantFrom(
  ...["169.254.10.0/30", "169.254.10.4/30", "169.254.10.8/30", "169.254.10.12/30", "169.254.200.0/30"],
  ...["169.254.5.0/30", "169.254.0.0/30", "169.254.10.5/30", "169.254.10.8/29", "10.0.0.0/30", "ten"],
);

test("each inside CIDR that cannot stay is offered a free one of its own", () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 4, maxLength: 4 }), (blocks) => {
      const mended = [...blocks];
      for (const { place, fix } of found(blocks)) {
        const path = "path" in place ? place.path : [];
        mended[Number(path[2])] = /Write (\S+), which is free\./.exec(fix)?.[1] ?? "";
      }
      expect(new Set(mended).size).toBe(4);
      expect(found(mended)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
