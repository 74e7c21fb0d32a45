import path from "node:path";
import { defineConfig } from "vitest/config";
import { viteAssets } from "./scripts/asset-plugin.mjs";
import { LongestFirst } from "./test/support/sequence.ts";

const plugins = [viteAssets(path.resolve(import.meta.dirname, "src/render/template.ts"))];
const tier = (name: string, include: string[], testTimeout: number, globalSetup: string[] = []) => ({
  plugins,
  test: { name, include, testTimeout, hookTimeout: testTimeout, globalSetup },
});
const prewarmed = ["test/tools/prewarmed/start.ts"];

/** Its files share what a worker has loaded: none of them changes a module. */
const unit = tier("unit", ["test/unit/**/*.test.ts"], 120_000);
Object.assign(unit.test, { isolate: false });

/** Its tests wait more than they compute: all of a file run at once. */
const { test } = tier("lab", ["test/lab/**/*.test.ts"], 900_000);
const lab = {
  plugins,
  test: {
    ...test,
    exclude: ["test/lab/kernel/**"],
    maxConcurrency: 16,
    globalSetup: [...prewarmed, "test/lab/results/collect-lab.ts"],
  },
};

/** Each of its tests boots a kernel, which takes one processor. */
const kernel = tier("kernel", ["test/lab/kernel/**/*.test.ts"], 3_600_000, [
  "test/lab/results/collect-kernel.ts",
]);
Object.assign(kernel.test, { maxConcurrency: 2 });

export default defineConfig({
  test: {
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    projects: [
      unit,
      tier("tools", ["test/tools/**/*.test.ts"], 1_200_000, prewarmed),
      lab,
      kernel,
      tier("long", ["test/long/**/*.test.ts"], 7_200_000, prewarmed),
    ],
  },
});
