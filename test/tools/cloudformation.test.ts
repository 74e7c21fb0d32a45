import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Topology } from "../../src/topology/topology.ts";
import { arbitraryVpn } from "../support/arbitrary.ts";
import { emitted } from "../support/cloudformation.ts";
import { exampleFiles, exampleTopology, topologyOf } from "../support/examples.ts";
import { requireTool } from "./require.ts";

/** Generated topologies: enough that each gateway, owner and option comes up several times. */
const sampleSize = 16;

requireTool("cfn-lint")("the CloudFormation templates", () => {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), "vpngen-cfn-"));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  test("of every example pass cfn-lint in their region, down to its hints", async () => {
    for (const example of exampleFiles) expect(await lint([exampleTopology(example)])).toEqual([]);
  });

  test("of generated VPNs pass it too, on every kind of gateway", async () => {
    const topologies = fc
      .sample(arbitraryVpn(), { numRuns: sampleSize, seed: 20231206 })
      .map(({ text }) => topologyOf(text));
    const kinds = new Set(
      topologies.map(
        ({ aws }) =>
          `${aws.gateway.type} ${aws.gateway.origin.existing ? "existing" : "created"} ${aws.optionsOwner}`,
      ),
    );
    expect(kinds.size).toBe(8);
    for (const region of new Set(topologies.map(({ aws }) => aws.region))) {
      expect(await lint(topologies.filter(({ aws }) => aws.region === region))).toEqual([]);
    }
  });

  test("are really looked at: one wrong number is found", async () => {
    const damage = (text: string) =>
      text.replace("Phase2LifetimeSeconds: 3600", "Phase2LifetimeSeconds: 3601");
    const found = await lint([exampleTopology("examples/tokyo/vpn.yaml")], damage);
    expect(found).toEqual([expect.stringContaining("E3034")]);
  });

  /** What cfn-lint says of the templates of VPNs in one region: errors, warnings and hints. */
  async function lint(topologies: readonly Topology[], change = (text: string) => text): Promise<string[]> {
    const files = topologies.flatMap((topology, index) =>
      emitted(topology).map((file) => {
        const name = path.join(directory, `${index}-${path.basename(file.path)}`);
        writeFileSync(name, change(file.text));
        return name;
      }),
    );
    const region = topologies[0]?.aws.region ?? "";
    const options = [
      "--regions",
      region,
      "--include-checks",
      "I",
      "--format",
      "parseable",
      "--non-zero-exit-code",
      "none",
    ];
    const { stdout, stderr } = await promisify(execFile)("cfn-lint", [...options, "--template", ...files], {
      cwd: directory,
    });
    expect(stderr).toBe("");
    return stdout.split("\n").filter((line) => line !== "");
  }
});
