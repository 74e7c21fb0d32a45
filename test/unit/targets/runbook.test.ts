import * as prettier from "prettier";
import { expect, test } from "vitest";
import { emit } from "../../../src/targets/all.ts";
import type { TargetName } from "../../../src/targets/target.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { exampleFiles, exampleTopology } from "../../support/examples.ts";

const everyTarget: readonly TargetName[] = ["cloudformation", "tunnel-options", "terraform", "gcloud"];

function runbookOf(topology: Topology, targets = everyTarget): string {
  const files = emit(topology, { sourceName: "vpn.yaml", targets });
  return files.find(({ path }) => path === "RUNBOOK.md")?.text ?? "";
}

test.each(exampleFiles)("%s: Prettier would change nothing", async (file) => {
  const text = runbookOf(exampleTopology(file));
  expect(await prettier.format(text, { parser: "markdown" })).toBe(text);
});

test.each(exampleFiles)(
  "%s: every artifact that it names is made, and every script that is made is named",
  (file) => {
    const files = emit(exampleTopology(file), { sourceName: "vpn.yaml", targets: everyTarget });
    const paths = files.map(({ path }) => path);
    const text = runbookOf(exampleTopology(file));
    const named = [...text.matchAll(/(?:\.\/)?((?:aws|gcp)\/[\w./-]+\.(?:sh|yaml)|\b[\w-]+\.sh)\b/g)].map(
      (match) => match[1],
    );
    expect(named.filter((path) => !paths.includes(path ?? ""))).toEqual([]);
    expect(paths.filter((path) => path.endsWith(".sh") && !named.includes(path))).toEqual([]);
  },
);

test("a VPN that is built with Terraform alone has no word of gcloud.sh, and the other way round", () => {
  const topology = exampleTopology("examples/tokyo/vpn.yaml");
  expect(runbookOf(topology, ["cloudformation", "terraform"])).not.toContain("gcloud.sh");
  expect(runbookOf(topology, ["cloudformation", "gcloud"])).not.toContain("terraform");
});
