/** A file of its own, since mutation testing is slower than any limit. */
import { expect, test } from "vitest";
import { findingsOf } from "./lay-over.ts";

test("20,000 ranges on each side are judged within seconds", () => {
  const many = (first: number) =>
    Array.from({ length: 20_000 }, (_, index) => `${first}.${index >> 8}.${index % 256}.0/24`).join(", ");
  const yaml = `aws: { cidrs: [${many(10)}] }\ngcp: { cidrs: [${many(11)}], advertise: [${many(12)}] }`;
  const started = performance.now();
  for (const rule of ["addressing/cidr-overlap", "bgp/not-advertised", "bgp/advertise-overlap"] as const)
    findingsOf(rule, yaml);
  expect(performance.now() - started).toBeLessThan(20_000);
});
