/** Deployments that are killed, or met by faults: each later run goes on, and all lead to the same end. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { Refusal } from "../fake-aws/query.ts";
import { requireTool } from "../require.ts";
import { killAt, worst } from "../world/interrupt.ts";
import { expectDeployed, openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh", () => {
  // The long tier kills after each change, and after each call.
  test("killed in the middle of a step goes on", async () => {
    vpn = await openVpn({ tool: "gcloud", text: exampleText("examples/tokyo/vpn.yaml") });
    const points = [/^CreateSecret$/, /^ExecuteChangeSet$/, /^POST .*\/vpnTunnels$/];
    await killAt(vpn, () => vpn.deploy(), { points });
    expectDeployed({ world: vpn.world, tool: "gcloud" }, vpn.topology);
    expect(worst(vpn.world).modifying).toBeLessThanOrEqual(1);
  });

  test("says what each fault was, and a later run completes", async () => {
    vpn = await openVpn({ tool: "gcloud", text: exampleText("examples/tokyo/vpn.yaml") });
    const { world } = vpn;
    /** Spoils the first call of that kind, once. */
    const spoil = (pattern: RegExp, fault: { code: "throttled" | "broken"; late?: boolean }, times = 1) => {
      let left = times;
      world.fault = ({ operation, mutates }) =>
        (mutates || fault.code === "throttled") && pattern.test(operation) && left-- > 0 ? fault : undefined;
    };
    const failing = async (code: number, message: RegExp) => {
      const result = await vpn.deploy();
      expect(result, result.stderr).toMatchObject({ code, stderr: expect.stringMatching(message) });
      world.fault = () => undefined;
    };

    spoil(/POST .*\/routers$/, { code: "broken", late: true });
    await failing(1, /failed: creating the Cloud Router tokyo/);

    world.aws.stackFault = (type) => {
      if (type === "AWS::Logs::LogGroup")
        throw new Refusal("AccessDenied", "not authorized to logs:CreateLogGroup");
    };
    await failing(
      1,
      /TunnelLogs.*not authorized to logs:CreateLogGroup[\s\S]*nothing of this change was kept/,
    );
    world.aws.stackFault = () => undefined;

    spoil(/POST .*\/vpnTunnels$/, { code: "broken" }, 20);
    await failing(1, /failed: creating tokyo-a1/);

    world.broken.add("169.254.11.4/30");
    const unhealthy = await vpn.deploy();
    expect(unhealthy, unhealthy.stderr).toMatchObject({ code: 6, stdout: expect.stringContaining("b2") });

    world.broken.clear();
    spoil(/Describe/, { code: "throttled" }, 3);
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    expectDeployed({ world, tool: "gcloud" }, vpn.topology);
  });
});
