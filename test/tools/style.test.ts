import { createRequire } from "node:module";
import * as newest from "prettier";
import { expect, test } from "vitest";
import { comparedReleases } from "../../src/output/style.ts";
import { compared, exampleTexts, sureOptions, tightOptions } from "../support/style.ts";
import { requireTool } from "./require.ts";

type Prettier = typeof newest;

/** The oldest release that counts as compared, under a name of its own in test/tools/package.json. */
const oldestName = "prettier-oldest/package.json";

requireTool(oldestName)("what Prettier leaves of the examples, as vpngen knows it without Prettier", () => {
  const oldest = () => createRequire(import.meta.url)("prettier-oldest") as Prettier;

  test("the releases are the first and the last of those that count as compared", () => {
    expect([oldest().version, newest.version]).toEqual([comparedReleases.from, comparedReleases.to]);
  });

  /** Runbooks take Prettier long; those of these two have every kind of policy. */
  const files = exampleTexts.filter(
    ({ path, language }) => language !== "markdown" || /osaka|warehouse/.test(path),
  );

  test.each([...sureOptions, ...tightOptions])("with %j is that of either release", async (options) => {
    for (const file of files) {
      await compared(file, options, newest);
      await compared(file, options, oldest());
    }
  });
});
