/** The table of AWS's options, beside the provider's schema; `scripts.test.ts` compares it with the query of answers. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { comparedOptions, declaredOptions } from "../../../src/targets/aws-tunnel-options.ts";
import { exampleFiles, exampleTopology } from "../../support/examples.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const options = comparedOptions(tokyo);

test.each(options)("Terraform's provider has $terraform for both tunnels", ({ terraform }) => {
  const schema = read("test/tools/fake-aws-provider/schema.json");
  for (const tunnel of ["tunnel1", "tunnel2"]) expect(schema).toContain(`"${tunnel}_${terraform}"`);
});

test.each(exampleFiles)("the suite of %s is compared first", (file) => {
  const suites = comparedOptions(exampleTopology(file)).map(({ isSuite }) => isSuite);
  expect(suites).toEqual([...Array(7).fill(true), ...Array(suites.length - 7).fill(false)]);
});

describe("lifecycle control", () => {
  const names = (lifecycleControl: boolean) =>
    declaredOptions({ ...tokyo, options: { ...tokyo.options, lifecycleControl } }).map(({ name }) => name);

  test("is declared where it is on", () => {
    expect(names(true)).toContain("EnableTunnelLifecycleControl");
  });

  test("is left out of templates where it is off, and compared all the same", () => {
    expect(names(false)).not.toContain("EnableTunnelLifecycleControl");
    expect(options.map(({ name }) => name)).toContain("EnableTunnelLifecycleControl");
  });
});
