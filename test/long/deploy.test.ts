/** What the tools tier leaves out of each example with each tool. */
import { describe } from "vitest";
import { requireTool } from "../tools/require.ts";
import { deploysExamples } from "../tools/world/deployments.ts";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh", () => {
  describe("with gcloud", () =>
    deploysExamples("gcloud", [
      { file: "examples/tokyo/vpn.yaml" },
      { file: "examples/sops-cbc/vpn.yaml" },
      { file: "examples/eight-tunnels/blue.vpn.yaml", canary: true },
    ]));
  describe("with Terraform", () =>
    deploysExamples("terraform", [
      { file: "examples/sops-cbc/vpn.yaml" },
      { file: "examples/eight-tunnels/blue.vpn.yaml" },
      { file: "examples/eight-tunnels/green.vpn.yaml", canary: true },
    ]));
});
