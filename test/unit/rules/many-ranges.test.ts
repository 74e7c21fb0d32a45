/** A file of its own, since mutation testing is slower than any limit. */
import { expect, test } from "vitest";
import { findingsOf } from "./lay-over.ts";

/** A comparison of each range with each other would not end within the runner's limit. */
test.each([
  ["addressing/cidr-overlap", 0],
  ["bgp/advertise-overlap", 0],
  ["bgp/not-advertised", 20_000],
] as const)("20,000 ranges on each side: %s finds %i", (rule, count) => {
  const many = (first: number) =>
    Array.from({ length: 20_000 }, (_, index) => `${first}.${index >> 8}.${index % 256}.0/24`).join(", ");
  const yaml = `aws: { cidrs: [${many(10)}] }\ngcp: { cidrs: [${many(11)}], advertise: [${many(12)}] }`;
  expect(findingsOf(rule, yaml)).toHaveLength(count);
});
