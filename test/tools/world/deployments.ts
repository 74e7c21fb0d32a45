/** The whole deployment of an example, from nothing to a passing verify.sh, with the real CLIs. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { expectHidden, keysOf, watched } from "./canary.ts";
import { expectDeployed, openVpn, type Tool, type Vpn } from "./vpn.ts";

let vpn: Vpn;

interface Deployment {
  readonly file: Parameters<typeof exampleText>[0];
  /** Whether it is looked at where a key may show, which costs about as much as the deployment. */
  readonly canary?: boolean;
}

/** Tests of deploy.sh with that tool on Google Cloud. */
export function deploysExamples(tool: Tool, deployments: readonly Deployment[]): void {
  afterEach(() => vpn.close());

  test.each(deployments)(
    "makes $file, finds it healthy, and then has nothing to do",
    async ({ file, canary }) => {
      vpn = await openVpn({ tool, text: exampleText(file), logging: canary ?? false, limited: true });
      const { world, topology } = vpn;
      const first = canary ? await deployWatched(tool) : await vpn.deploy();
      expect(first, first.stderr).toMatchObject({ code: 0 });
      expect(first.stdout).toContain("CONNECTION_REDUNDANCY_MET");
      expectDeployed({ world, tool }, topology);
      const names = [...world.aws.customerGateways.values()].map(({ deviceName }) => deviceName);
      expect(names, "device names of a new stack").not.toContain("");

      world.calls.length = 0;
      const second = await vpn.deploy();
      expect(second, second.stderr).toMatchObject({ code: 0 });
      expect(world.calls.filter(({ mutates }) => mutates)).toEqual([]);
    },
  );
}

async function deployWatched(tool: Tool) {
  const places = await watched(vpn, () => vpn.deploy());
  // What the places must hold if they were looked at at all.
  expect(places.processes).toContain("create-secret");
  expect(places.files).toContain(tool === "terraform" ? '"shared_secret_wo_version"' : "gcp-addresses.json");
  expect(places.stacks).toContain("{{resolve:secretsmanager:");
  expectHidden(places, keysOf(vpn));
  return { code: 0, stdout: places.output, stderr: "" };
}
