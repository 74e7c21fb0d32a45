/** destroy.sh gives back the world as it was: every example and variation, made by deploy.sh with either tool. */
import { test } from "vitest";
import { exampleFiles, exampleText } from "../support/examples.ts";
import { requireTool } from "../tools/require.ts";
import { allVariations, expectGivenBack, variedText } from "../tools/world/given-back.ts";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("destroy.sh leaves what was there", () => {
  for (const tool of ["gcloud", "terraform"] as const) {
    test.each(exampleFiles)(`%s, with ${tool}`, async (file) => {
      await expectGivenBack({ tool, text: exampleText(file) });
    });
    test.each(allVariations)(`tokyo %s, with ${tool}`, async (variation) => {
      await expectGivenBack({ tool, text: variedText(variation) });
    });
  }
});
