/** Runs the tests that `run.mjs` names, quick ones first: most mutants are dead by then. */
import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { viteAssets } from "../../scripts/asset-plugin.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const slow = /(all|suite|allocate|range-index)\.test\.ts$/;

class SlowLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => Number(slow.test(a.moduleId)) - Number(slow.test(b.moduleId)));
  }
}

export default defineConfig({
  root,
  plugins: [viteAssets(path.join(root, "src/render/template.ts"))],
  test: {
    include: (process.env.MUTATION_TESTS ?? "").split(" "),
    sequence: { sequencer: SlowLast },
    // One start for all files: each mutant is a run of its own anyway.
    isolate: false,
    testTimeout: 30_000,
  },
});
