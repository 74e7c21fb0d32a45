/** A VPN of an earlier release, made with Terraform. */
import { beforeAll, test } from "vitest";
import { bundledCli } from "../support/cli.ts";
import { requireTool } from "../tools/require.ts";
import { expectTakenOver } from "../tools/world/migrated.ts";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
  "tar",
)("a VPN of an earlier release", () => {
  let vpngen: Awaited<ReturnType<typeof bundledCli>>;
  beforeAll(async () => {
    vpngen = await bundledCli("migrated-terraform");
  });

  test("is taken over by a build", async () => {
    await expectTakenOver("terraform", vpngen);
  });
});
