/** A VPN of an earlier release, made with gcloud; the long tier has Terraform. */
import { beforeAll, test } from "vitest";
import { bundledCli } from "../../support/cli.ts";
import { requireTool } from "../require.ts";
import { expectTakenOver } from "../world/migrated.ts";

requireTool(
  "aws",
  "gcloud",
  "tar",
)("a VPN of an earlier release", () => {
  let vpngen: Awaited<ReturnType<typeof bundledCli>>;
  beforeAll(async () => {
    vpngen = await bundledCli("migrated-gcloud");
  });

  test("is taken over by a build", async () => {
    await expectTakenOver("gcloud", vpngen);
  });
});
