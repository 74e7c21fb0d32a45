import { test } from "vitest";
import { requireTool } from "../tools/require.ts";
import { expectRightDryRun, expectRightTunnels } from "../tools/world/seeds.ts";

const seeds = Array.from({ length: 50 }, (_, index) => index + 1);

requireTool("aws")("in fifty orders of AWS's answers, the right tunnel", () => {
  test.each(seeds)("is found, as in order %i", (seed) => expectRightDryRun(seed));
  test.each(seeds.filter((seed) => seed % 5 === 0))("is found and changed, as in order %i", (seed) =>
    expectRightTunnels(seed),
  );
});
