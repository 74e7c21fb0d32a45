import * as prettier from "prettier";
import { expect, test } from "vitest";
import type { TargetName } from "../../../src/target-names.ts";
import { emit } from "../../../src/targets/all.ts";
import { declaredOptions } from "../../../src/targets/scripts/options.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { exampleFiles, exampleTopology } from "../../support/examples.ts";

const everyTarget: readonly TargetName[] = ["cloudformation", "tunnel-options", "terraform", "gcloud"];

/** All documents as one text: RUNBOOK.md, CHANGES.md and PERMISSIONS.md. */
function runbookOf(topology: Topology, targets = everyTarget): string {
  const files = emit(topology, { sourceName: "vpn.yaml", targets });
  return files
    .filter(({ path }) => path.endsWith(".md"))
    .map(({ text }) => text)
    .join("\n");
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
    expect(paths.filter((path) => /^(?!lib\/).*\.sh$/.test(path) && !named.includes(path))).toEqual([]);
  },
);

test("a VPN that is built with Terraform alone has no word of gcloud.sh, and the other way round", () => {
  const topology = exampleTopology("examples/tokyo/vpn.yaml");
  expect(runbookOf(topology, ["cloudformation", "terraform"])).not.toContain("gcloud.sh");
  expect(runbookOf(topology, ["cloudformation", "gcloud"])).not.toContain("terraform");
});

test("the AWS team gets every value where no target sets them, and is promised no script", () => {
  for (const file of exampleFiles) {
    const topology = exampleTopology(file);
    const text = runbookOf(topology, ["terraform", "gcloud"]);
    const [, section = ""] = /## What the AWS team must set\n(.*?)\n## /s.exec(text) ?? [];
    for (const { name, wanted } of declaredOptions(topology))
      if (name !== "LogOptions")
        expect(section.replaceAll(/ +/g, " ")).toContain(`| \`${name}\` | \`${wanted}\` |`);
    for (const { insideCidr, awsSecret } of topology.tunnels) {
      expect(section).toContain(insideCidr);
      expect(section).toContain(awsSecret);
    }
    expect(text).not.toContain("deploy.sh --side aws");
    expect(runbookOf(topology)).not.toContain("What the AWS team must set");
  }
});

test("a runbook of a file that asks for lifecycle control says how to accept a replacement", () => {
  const topology = exampleTopology("examples/tokyo/vpn.yaml");
  const asked = { ...topology, options: { ...topology.options, lifecycleControl: true } };
  expect(runbookOf(asked)).toContain("aws ec2 replace-vpn-tunnel");
  expect(runbookOf(topology)).not.toContain("replace-vpn-tunnel");
});

test("of an AWS side that is made elsewhere, and with lifecycle control, Prettier would change nothing", async () => {
  const topology = exampleTopology("examples/tokyo/vpn.yaml");
  const asked = { ...topology, options: { ...topology.options, lifecycleControl: true } };
  for (const targets of [["terraform", "gcloud"] as const, everyTarget]) {
    const text = runbookOf(asked, targets);
    expect(await prettier.format(text, { parser: "markdown" })).toBe(text);
  }
});
