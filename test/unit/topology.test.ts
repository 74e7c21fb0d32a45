import { expect, test } from "vitest";
import { exampleFiles, exampleTopology } from "../support/examples.ts";

test.each(exampleFiles)("%s has four tunnels with distinct inside CIDRs", (file) => {
  const { tunnels } = exampleTopology(file);
  expect(tunnels.map(({ id }) => id)).toEqual(["a1", "a2", "b1", "b2"]);
  expect(new Set(tunnels.map(({ insideCidr }) => insideCidr)).size).toBe(4);
});
