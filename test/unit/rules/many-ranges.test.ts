/** A file of its own, since mutation testing is slower than any limit. */
import { beforeAll, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/diagnostic.ts";
import { allRules } from "../../../src/rules/all.ts";
import { findingsOn } from "./lay-over.ts";

const counts: readonly (readonly [rule: string, count: number])[] = [
  ["addressing/cidr-overlap", 0],
  ["bgp/advertise-overlap", 0],
  ["bgp/not-advertised", 20_000],
];

let findings: readonly Diagnostic[];
beforeAll(() => {
  const many = (first: number) =>
    Array.from({ length: 20_000 }, (_, index) => `${first}.${index >> 8}.${index % 256}.0/24`).join(", ");
  const yaml = `aws: { cidrs: [${many(10)}] }\ngcp: { cidrs: [${many(11)}], advertise: [${many(12)}] }`;
  const rules = allRules.filter(({ id }) => counts.some(([rule]) => rule === id));
  expect(rules).toHaveLength(counts.length);
  findings = findingsOn({ yaml }, rules);
});

/** A comparison of each range with each other would not end within the runner's limit. */
test.each(counts)("20,000 ranges on each side: %s finds %i", (rule, count) => {
  expect(findings.filter((finding) => finding.rule === rule)).toHaveLength(count);
});
