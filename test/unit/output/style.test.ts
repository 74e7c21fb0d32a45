import fc from "fast-check";
import { version } from "prettier";
import { describe, expect, test } from "vitest";
import { comparedReleases, isCompared, restyle } from "../../../src/output/style.ts";
import { arbitraryVpn } from "../../support/arbitrary.ts";
import { artifactsOf, withAllTargets } from "../../support/artifacts.ts";
import {
  anyOptions,
  compared,
  exampleTexts,
  formattable,
  idleOptions,
  type Options,
  sureOptions,
  tightOptions,
} from "../../support/style.ts";

describe("the examples", () => {
  const everything: Options = {
    tabWidth: 4,
    useTabs: true,
    singleQuote: true,
    printWidth: 120,
    ...idleOptions[0],
  };

  // Runbooks take Prettier long; the tools tier has more of this.
  const most = exampleTexts.filter(({ path }) => !/fleet.*RUNBOOK/.test(path));

  test.each(most)("$path is as Prettier leaves it", async (file) => {
    expect(await compared(file, everything)).toBeDefined();
  });

  test.each(sureOptions)("with %j every file has an answer", (options) => {
    for (const { text, language } of exampleTexts) expect(restyle(text, language, options)).toBeDefined();
  });

  const small = exampleTexts.filter(({ path }) => /vpc-.*yaml|tokyo\/\.vpngen/.test(path));

  test.each([...sureOptions, ...tightOptions])("with %j it is what Prettier leaves", async (options) => {
    expect(small).toHaveLength(2);
    for (const file of small) await compared(file, options);
  });

  const withPolicies = exampleTexts.filter(({ path }) => /osaka.*RUNBOOK/.test(path));

  test.each([
    { printWidth: 40, endOfLine: "crlf" },
    { printWidth: Number.POSITIVE_INFINITY, tabWidth: 3 },
  ])("with %j a runbook is what Prettier leaves", async (options) => {
    expect(withPolicies).toHaveLength(1);
    for (const file of withPolicies) expect(await compared(file, options)).toBeDefined();
  });
});

test("any VPN's files are as Prettier leaves them, with any options", async () => {
  const files = arbitraryVpn().chain(({ document }) =>
    fc.constantFrom(...formattable(artifactsOf(withAllTargets(document)))),
  );
  await fc.assert(
    fc.asyncProperty(files, anyOptions, async (file, options) => {
      await compared(file, options);
    }),
    { numRuns: 8 },
  );
});

test("any VPN's files have an answer for ordinary options", () => {
  fc.assert(
    fc.property(arbitraryVpn(), ({ document }) => {
      for (const { text, language } of formattable(artifactsOf(withAllTargets(document))))
        expect(restyle(text, language, { tabWidth: 4, useTabs: true, singleQuote: true })).toBeDefined();
    }),
    { numRuns: 10 },
  );
});

test("the installed Prettier is the last one that was compared: compare a newer one, then change the range", () => {
  expect(version).toBe(comparedReleases.to);
});

test.each([
  ["3.4.0", true],
  ["3.6.14", true],
  ["3.10.0", true],
  ["3.10.1", true],
  ["3.10.2", false],
  ["3.11.0", false],
  ["3.3.9", false],
  ["2.8.8", false],
  ["4.0.0", false],
  ["3.9.0-beta.1", false],
  ["v3.9.0", false],
  ["3.9", false],
  ["", false],
])("whether version %j is among those that were compared: %j", (asked, expected) => {
  expect(isCompared(asked)).toBe(expected);
});
