/**
 * Deployments and teardowns are tested with exactly the permissions that the runbook lists. Here one is missing: the script
 * names it, and stops where it can go on once the permission is there.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { expectDeployed, openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
beforeAll(async () => {
  vpn = await openVpn({ tool: "gcloud", text: exampleText("examples/tokyo/vpn.yaml"), limited: true });
});
afterAll(() => vpn.close());

const deploy = () => vpn.deploy();

requireTool("aws", "gcloud")("a permission is missing", () => {
  test.each([
    { taken: "ec2:CreateCustomerGateway", code: 3 },
    { taken: "secretsmanager:CreateSecret", code: 1 },
    { taken: "compute.vpnGateways.create", code: 1 },
    { taken: "ec2:AttachVpnGateway", code: 1 },
    { taken: "secretmanager.versions.access", code: 1 },
    { taken: "compute.externalVpnGateways.use", code: 1 },
  ])("$taken", async ({ taken, code }) => {
    vpn.take(taken);
    const result = await deploy();
    expect(result, result.stderr).toMatchObject({ code });
    expect(result.stderr).toContain(taken);
  });

  test("and with all of them the same command finishes what was begun", async () => {
    vpn.take();
    const result = await deploy();
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expectDeployed({ world: vpn.world, tool: "gcloud" }, vpn.topology);
  });
});
