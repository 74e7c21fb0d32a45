/** Every example, all the way, with exactly the permissions that the runbook lists: made, rolled, and taken down again. */
import { afterEach, expect, test } from "vitest";
import { exampleFiles, exampleText } from "../support/examples.ts";
import { requireTool } from "../tools/require.ts";
import { expectKeysRolled, expectSuiteRolled } from "../tools/world/rolls.ts";
import { expectDeployed, openVpn, type Tool, type Vpn } from "../tools/world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const cases: readonly { readonly file: (typeof exampleFiles)[number]; readonly tool: Tool }[] = [
  ...exampleFiles.map((file) => ({ file, tool: "gcloud" as const })),
  { file: "examples/tokyo/vpn.yaml", tool: "terraform" },
];

/** With another group, where the example names one. */
function withOtherGroup(text: string): string {
  return text.replace(/dhGroup: (\d+)/, (_, group) => `dhGroup: ${group === "20" ? 19 : 20}`);
}

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("whoever has what the runbook lists", () => {
  test.each(cases)("makes, rolls and destroys $file with $tool", async ({ file, tool }) => {
    const text = exampleText(file);
    vpn = await openVpn({ tool, text, limited: true });
    const { world, folder } = vpn;
    const deployed = await vpn.deploy();
    expect(deployed, deployed.stderr).toMatchObject({ code: 0 });
    expectDeployed({ world, tool }, vpn.topology);

    const changed = withOtherGroup(text);
    const rolled = changed !== text;
    const topology = rolled ? await expectSuiteRolled(vpn, changed, { tool }) : vpn.topology;
    if (topology.keys.source === "generated")
      await expectKeysRolled(vpn, { tool, topology, rotated: ["b1"] });
    // Nobody deploys the template of the other accounts here.
    const later = topology.aws.vpcs.some(({ account }) => account !== "") ? ["--accounts-later"] : [];
    const looked = await folder.run("verify.sh", "--timeout", "60", ...later);
    expect(looked, looked.stdout + looked.stderr).toMatchObject({ code: 0 });

    const flags = ["--gcp", tool, "--timeout", "60", "--name", topology.name];
    const destroyed = await folder.run("destroy.sh", ...flags, "--with-retained", "--with-secrets");
    expect(destroyed, destroyed.stderr).toMatchObject({ code: 0 });
    expect([...world.aws.connections.values()].map(({ state }) => state)).toEqual(["deleted", "deleted"]);
  });
});
