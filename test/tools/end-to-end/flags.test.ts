/** deploy.sh on a running VPN: what its flags change, what it asks, and the states that it finds a stack in. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { artifact, artifactsOf } from "../../support/artifacts.ts";
import { exampleText } from "../../support/examples.ts";
import type { Stack } from "../fake-aws/stack.ts";
import { requireTool } from "../require.ts";
import { worst } from "../world/interrupt.ts";
import { expectDeployed, openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const retagged = text.replace("tags: { team: media }", "tags: { team: network }");
const withTimeout = text.replace("dhGroup: 14", "dhGroup: 14\n  dpd: { timeout: 60, action: restart }");
const template = "aws/cloudformation.yaml";

let vpn: Vpn;
afterEach(() => vpn.close());

async function running(changed = text): Promise<Vpn["world"]> {
  vpn = await openVpn({ tool: "gcloud", text });
  await vpn.stand();
  vpn.rebuild(changed);
  return vpn.world;
}
function stackOf({ world }: Vpn): Stack {
  const [stack] = world.aws.stacks.values();
  if (!stack) throw new Error("there is no stack");
  return stack;
}
/** Operations that changed something. */
const changes = () => vpn.world.calls.filter(({ mutates }) => mutates).map(({ operation }) => operation);
const onAws = (...args: string[]) => vpn.deploy("--side", "aws", ...args);

requireTool("aws", "gcloud")("deploy.sh on a running VPN", () => {
  test("executes what a yes in the terminal allows, and nothing else", async () => {
    await running(retagged);
    const asked = (answer: string) =>
      vpn.folder.runAsked(
        [{ wait: "Execute this change set\\? Type yes: ", send: `${answer}\r` }],
        "deploy.sh",
        "--side",
        "aws",
      );
    const refused = await asked("y");
    expect(refused, refused.transcript).toMatchObject({ waiting: null, status: 3 });
    expect(refused.transcript).toContain("cancelled: this change was not made");
    expect(changes()).toEqual(["CreateChangeSet", "DeleteChangeSet"]);
    const done = await asked("yes");
    expect(done, done.transcript).toMatchObject({ waiting: null, status: 0 });
    expect(changes().at(-1)).toBe("ExecuteChangeSet");
    expect(Math.min(...vpn.world.history.map(({ up }) => up.length))).toBe(4);
  });

  test("executes nothing where nobody can be asked", async () => {
    await running(retagged);
    expect(await vpn.folder.run("deploy.sh", "--side", "aws")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("run this again with --yes"),
    });
    expect(changes()).toEqual(["CreateChangeSet", "DeleteChangeSet"]);
  });

  test("with --interrupt leaves it to the stack to change both tunnels of a connection at once", async () => {
    const world = await running(withTimeout);
    world.aws.pace.late = 0;
    const result = await onAws("--interrupt");
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(changes()).toEqual(["CreateChangeSet", "ExecuteChangeSet"]);
    expect(worst(world).up).toBeLessThan(3);
  });

  test("takes a template that is too long to be sent from where --template-url says", async () => {
    const world = await running(retagged);
    const long = `${artifact(artifactsOf(retagged), template)}${"# padding\n".repeat(5_000)}`;
    vpn.folder.write({ [template]: long });
    expect(await onAws()).toMatchObject({ code: 3, stderr: expect.stringContaining("--template-url") });
    expect(changes()).toEqual([]);
    const url = "https://templates.s3.ap-northeast-1.amazonaws.com/tokyo.yaml";
    const missing = await onAws("--template-url", url);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining("S3 error: Access Denied") });
    world.aws.templates.set(url, long);
    const done = await onAws("--template-url", url);
    expect(done, done.stderr).toMatchObject({ code: 0 });
    expect(stackOf(vpn).deployed?.body).toBe(long);
  });

  test("waits for a stack that something else is changing, and for no longer than it may", async () => {
    const world = await running(retagged);
    const stack = stackOf(vpn);
    stack.status = "UPDATE_IN_PROGRESS";
    const late = await vpn.folder.run("deploy.sh", "--side", "aws", "--yes", "--timeout", "1");
    expect(late).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("until nothing is under way in stack tokyo-vpn: UPDATE_IN_PROGRESS"),
    });
    expect(changes()).toEqual([]);
    const end = world.calls.length + 20;
    world.seen = ({ number }) => {
      if (number === end) stack.status = "UPDATE_COMPLETE";
    };
    const done = await onAws();
    expect(done, done.stderr).toMatchObject({ code: 0 });
    expect(world.calls.findIndex(({ mutates }) => mutates)).toBeGreaterThan(end);
  });

  test.each([
    [
      "UPDATE_ROLLBACK_FAILED",
      "aws cloudformation continue-update-rollback --region ap-northeast-1 --stack-name tokyo-vpn",
    ],
    ["DELETE_FAILED", "/destroy.sh --side aws"],
    ["ROLLBACK_FAILED", "cannot be updated"],
  ])("refuses a stack in state %s, and says what leads out of it", async (status, way) => {
    await running(retagged);
    const stack = stackOf(vpn);
    stack.status = status;
    stack.events.push({
      logicalId: "ConnectionA",
      type: "AWS::EC2::VPNConnection",
      status: "UPDATE_FAILED",
      reason: "no luck",
    });
    const refused = await onAws();
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining(way) });
    expect(refused.stderr).toMatch(/ConnectionA\s+no luck/);
    expect(changes()).toEqual([]);
  });
});

requireTool("aws", "gcloud")("deploy.sh after a creation that failed", () => {
  test("says what failed, deletes the empty stack that is left, and makes it anew", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    const file = path.join(vpn.folder.directory, template);
    const whole = vpn.folder.read(template);
    writeFileSync(file, whole.replace(/ {4}DependsOn:\n\s+- GatewayAttachment\n/, ""));
    const failed = await vpn.deploy();
    expect(failed, failed.stderr).toMatchObject({ code: 1 });
    expect(failed.stderr).toMatch(/RoutePropagation\s+.*is not attached to the VPC/);
    expect(stackOf(vpn).status).toBe("ROLLBACK_COMPLETE");

    writeFileSync(file, whole);
    const before = changes().length;
    const planned = await vpn.deploy("--dry-run");
    expect(planned, planned.stderr).toMatchObject({ code: 0 });
    expect(planned.stderr).toContain("stack tokyo-vpn was never created, and has nothing in it");
    expect(planned.stderr).toContain("would delete it and create it again");
    expect(changes()).toHaveLength(before);
    const made = await vpn.deploy();
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expect(made.stderr).toContain("stack tokyo-vpn was never created, and has nothing in it");
    expect(changes().slice(before)).toContain("DeleteStack");
    expectDeployed({ world: vpn.world, tool: "gcloud" }, vpn.topology);
  });
});
