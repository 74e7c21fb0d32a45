/** The world itself: that the wire notices every difference, and that AWS is as bad as its documentation. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { artifactsOf } from "../../support/artifacts.ts";
import { exampleText, exampleTopology } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { type Folder, newFolder } from "./folder.ts";
import { startWorld, type World } from "./start.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");

requireTool("aws", "gcloud")("the world", () => {
  let world: World;
  let folder: Folder;

  beforeEach(async () => {
    world = await startWorld(tokyo);
    world.storeKeys();
    const env = { ...world.awsEnv(), ...world.googleEnv };
    folder = newFolder("tokyo", artifactsOf(exampleText("examples/tokyo/vpn.yaml")), { env });
  });
  afterEach(async () => {
    folder.remove();
    await world.stop();
  });

  test("has four tunnels up once both sides are made", async () => {
    const expectDone = async (script: string, ...args: string[]) =>
      expect(await folder.run(script, ...args)).toMatchObject({ code: 0 });
    await expectDone("gcp/gcloud.sh", "gateway");
    const { a, b } = JSON.parse(folder.read("gcp-addresses.json"));
    await expectDone(
      "aws",
      "cloudformation",
      "deploy",
      "--region",
      tokyo.aws.region,
      "--stack-name",
      tokyo.aws.stackName,
      "--template-file",
      "aws/cloudformation.yaml",
      "--parameter-overrides",
      `GcpAddress0=${a}`,
      `GcpAddress1=${b}`,
    );
    await expectDone("aws/tunnel-options.sh", "--first-deployment");
    await expectDone("aws/outside-addresses.sh");
    await expectDone("gcp/gcloud.sh", "tunnels");
    world.wait(5);
    expect([...world.disagreements().values()]).toEqual([[], [], [], []]);
    expect(world.history.at(-1)?.up).toHaveLength(4);
  });
});
