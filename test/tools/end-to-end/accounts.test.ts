/** Credentials of another AWS account than the VPN's, and the part that is that account's. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { artifactsOf } from "../../support/artifacts.ts";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { type Folder, newFolder } from "../world/folder.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/existing-tgw/vpn.yaml");
const other = "210987654321";

let vpn: Vpn;
/** A clone of whoever has the other account's credentials alone. */
let theirs: Folder;
beforeEach(async () => {
  vpn = await openVpn({ tool: "gcloud", text, limited: true });
  theirs = newFolder(vpn.topology.name, artifactsOf(text), { env: vpn.world.awsEnv(other) });
});
afterEach(async () => {
  theirs.remove();
  await vpn.close();
});

const changes = () => vpn.world.calls.filter(({ mutates }) => mutates);

requireTool("aws", "gcloud")("deploy.sh", () => {
  test("refuses credentials of another account, each way", async () => {
    expect(await theirs.run("deploy.sh", "--side", "aws", "--yes")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`for account ${other}, the VPN is in 123456789012`),
    });
    expect(await vpn.deploy("--account", other)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`for account 123456789012, and not for ${other}`),
    });
    expect(await vpn.deploy("--account", "123123123123")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`an account with a template of its own: ${other}`),
    });
    expect(changes()).toEqual([]);
  });

  test("makes the VPCs of another account with its credentials, and then has nothing to do", async () => {
    for (const gateway of vpn.world.aws.transitGateways.values()) gateway.autoAccept = true;
    const deploy = () => theirs.run("deploy.sh", "--account", other, "--yes", "--timeout", "60");
    const made = await deploy();
    expect(made, made.stderr).toMatchObject({ code: 0 });
    const stacks = [...vpn.world.aws.stacks].map(([key, { status }]) => [key.split("/")[0], status]);
    expect(stacks).toEqual([[other, "CREATE_COMPLETE"]]);
    const tables = ["rtb-0c3d4e5f60718293a", "rtb-0d4e5f60718293a4b"];
    for (const table of tables)
      expect([...(vpn.world.aws.routeTables.get(table)?.routes.keys() ?? [])]).toContain("10.200.0.0/16");
    const before = changes().length;
    expect(await deploy()).toMatchObject({ code: 0 });
    expect(changes()).toHaveLength(before);
  });

  test("lets Google Cloud learn the other account's ranges once its owner has run it again", async () => {
    for (const gateway of vpn.world.aws.transitGateways.values()) gateway.autoAccept = true;
    const ranges = vpn.topology.aws.vpcs.flatMap(({ account, cidrs }) => (account === other ? cidrs : []));
    const first = await vpn.deploy();
    expect(first, first.stderr).toMatchObject({ code: 0 });
    expect(first.stdout).toMatch(/routes to AWS .*not yet +lacks 10\.41\.0\.0\/16 10\.42\.0\.0\/16/);
    expect(first.stderr).toContain(`--account ${other}`);
    expect(await vpn.folder.run("verify.sh")).toMatchObject({
      code: 6,
      stdout: expect.stringContaining(`lacks ${ranges.join(" ")}`),
    });

    expect(await theirs.run("deploy.sh", "--account", other, "--yes", "--timeout", "60")).toMatchObject({
      code: 0,
    });
    expect(await vpn.deploy()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/routes to AWS .* has all/),
    });
    expect(await vpn.folder.run("verify.sh")).toMatchObject({ code: 0 });
  });
});
