/** Fixes of whole runs: what is applied, what is left, and that a fix makes nothing worse. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { compile } from "../../src/compile.ts";
import type { Fix } from "../../src/diagnostic.ts";
import { fix, fixOf } from "../../src/fix.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import { changesOf } from "../../src/source/edit/changes.ts";
import { arbitraryVpn } from "../support/arbitrary.ts";
import { damagedOnce } from "../support/document-damage.ts";
import { expectFixed } from "../support/fixes.ts";

const fixed = (text: string, unsafe = false) => {
  const { sources, count } = fix([{ path: "vpn.yaml", text }], { unsafe });
  return { text: String(sources[0]?.text), count };
};
const withChange = (from: string, to: string) => {
  expect(baseExample).toContain(from);
  return baseExample.replace(from, () => to);
};

describe("a run", () => {
  test("is fixed in all its places at once, and keeps the rest", () => {
    const broken = withChange("asn: 64512", 'asn: "64512" # ours').replace("version: 1", 'version: "1"');
    expect(fixed(broken)).toEqual({ text: withChange("asn: 64512", "asn: 64512 # ours"), count: 2 });
  });

  test("keeps a byte order mark and line ends", () => {
    const broken = withChange("asn: 64512", "asn: AS64512").replaceAll("\n", "\r\n");
    expect(fixed(`\ufeff${broken}`).text).toBe(`\ufeff${baseExample.replaceAll("\n", "\r\n")}`);
  });

  test("without a finding stays as it is", () => {
    expect(fixed(baseExample)).toEqual({ text: baseExample, count: 0 });
    expect(fix([{ path: "vpn.yaml", text: "a: [" }]).changed).toEqual([]);
  });

  test("of which a fix cannot be applied ends, with the finding left", () => {
    const broken = `x-asn: &asn "64512"\n${withChange("asn: 64512", "asn: *asn")}`;
    expect(fixed(broken)).toEqual({ text: broken, count: 0 });
    expect(compile([{ path: "vpn.yaml", text: broken }]).diagnostics).not.toEqual([]);
  });
});

test("a change of a text is what its edit does, as one run of characters", () => {
  const text = withChange("asn: 64512", "asn: AS64512");
  const file = { path: "vpn.yaml", text };
  const { diagnostics } = compile([file]);
  const [finding] = diagnostics;
  const [change] = finding ? changesOf(fixOf(finding, false) as Fix, "vpn.yaml", [file]) : [];
  expect(change && text.slice(0, change.span[0]) + change.text + text.slice(change.span[1])).toBe(
    baseExample,
  );
  expect(change?.text.length).toBeLessThan(10);
});

test("of damaged files, what can be fixed is fixed", () => {
  fc.assert(
    fc.property(
      arbitraryVpn().chain(({ document }) => damagedOnce(document)),
      ({ document }) => expectFixed(stringify(document)),
    ),
    { numRuns: 40 },
  );
});
