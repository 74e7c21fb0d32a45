import { test } from "vitest";
import { requireTool } from "../require.ts";
import { expectRightTunnels } from "../world/seeds.ts";

requireTool("aws")("in any order of AWS's answers, the right tunnel", () => {
  // The long tier has fifty.
  test.each([1, 2, 3, 4])("is found and changed, as in order %i", (seed) => expectRightTunnels(seed));
});
