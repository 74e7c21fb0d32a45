/** The whole deployment of each example, from nothing to a passing verify.sh, with the real CLIs. */
import { afterEach, expect, test } from "vitest";
import { exampleFiles, exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { expectDeployed, openVpn, type Tool, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const tools: readonly Tool[] = ["gcloud", "terraform"];
const cases = exampleFiles.flatMap((file) => tools.map((tool) => ({ file, tool })));

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh", () => {
  test.each(cases)("makes $file with $tool, and then has nothing to do", async ({ file, tool }) => {
    vpn = await openVpn({ tool, text: exampleText(file) });
    const { world, topology, folder } = vpn;
    const first = await vpn.deploy();
    expect(first, first.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("CONNECTION_REDUNDANCY_MET"),
    });
    expectDeployed({ world, tool }, topology);
    expect(await folder.run("verify.sh")).toMatchObject({ code: 0 });

    world.calls.length = 0;
    const second = await vpn.deploy();
    expect(second, second.stderr).toMatchObject({ code: 0 });
    expect(world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });
});
