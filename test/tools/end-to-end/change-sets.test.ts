/** Change sets of several runs on one stack: a run executes what it has shown, and nothing else. */
import { afterEach, expect, test } from "vitest";
import { artifact, artifactsOf } from "../../support/artifacts.ts";
import { exampleText } from "../../support/examples.ts";
import { stackOperations } from "../fake-aws/stacks.ts";
import { requireTool } from "../require.ts";
import { updateStack } from "../world/direct.ts";
import { runPrinted } from "../world/exits.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const retagged = text.replace("tags: { team: media }", "tags: { team: network }");
const rival = text.replace("tags: { team: media }", "tags: { team: another }");
const template = (of: string) => artifact(artifactsOf(of), "aws/cloudformation.yaml");

let vpn: Vpn;
afterEach(() => vpn.close());

const executed = () => vpn.world.calls.filter(({ operation }) => operation === "ExecuteChangeSet");
const stack = () => [...vpn.world.aws.stacks.values()][0];

requireTool("aws", "gcloud")("the change set of a run", () => {
  test.each([false, true])(
    "is not executed once another run has changed the stack (change sets outlive that: %s)",
    async (outlive) => {
      vpn = await openVpn({ tool: "gcloud", text });
      await vpn.stand();
      const { world } = vpn;
      world.aws.unknowns.changeSetsOutlive = outlive;
      vpn.rebuild(retagged);
      // The other run is done between what this one shows and what it executes.
      let shown = 0;
      world.seen = ({ operation }) => {
        shown += operation === "DescribeChangeSet" ? 1 : 0;
        if (shown !== 2 || operation !== "DescribeChangeSet") return;
        world.seen = () => undefined;
        updateStack(world, vpn.topology, { text: template(rival) });
      };
      const refused = await vpn.deploy("--side", "aws");
      expect(refused, refused.stderr).toMatchObject({
        code: 3,
        stderr: expect.stringContaining("somebody else"),
      });
      expect(executed()).toEqual([]);
      expect(stack()?.deployed?.body).toBe(template(rival));

      const done = await runPrinted(vpn.folder, refused);
      expect(done, done.stderr).toMatchObject({ code: 0 });
      expect(stack()?.deployed?.body).toBe(template(retagged));
    },
  );

  test("goes with the run, and those of killed runs go a day later", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    const { aws } = vpn.world;
    const now = Math.floor(Date.now() / 1000);
    const names = ["vpngen-1700000000-1-1", `vpngen-${now}-1-1`, "vpngen-by-hand", "somebody-elses"];
    for (const name of names)
      stackOperations.CreateChangeSet?.(aws, {
        account: aws.account,
        parameters: new Map([
          ["StackName", vpn.topology.aws.stackName],
          ["ChangeSetName", name],
          ["TemplateBody", template(rival)],
          ["Parameters.member.1.ParameterKey", "GcpAddress0"],
          ["Parameters.member.1.UsePreviousValue", "true"],
          ["Parameters.member.2.ParameterKey", "GcpAddress1"],
          ["Parameters.member.2.UsePreviousValue", "true"],
        ]),
      });
    vpn.rebuild(retagged);
    const refused = await vpn.folder.run("deploy.sh", "--side", "aws");
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("--yes") });
    expect([...(stack()?.changeSets.keys() ?? [])].sort()).toEqual(names.slice(1).sort());
    expect(await runPrinted(vpn.folder, refused)).toMatchObject({ code: 0 });
    expect(executed()).toHaveLength(1);
  });
});
