import { requireTool } from "../require.ts";
import { deploysExamples } from "../world/deployments.ts";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh with Terraform, and no key shows", () =>
  deploysExamples("terraform", [
    { file: "examples/tokyo/vpn.yaml", canary: true },
    { file: "examples/existing-tgw/vpn.yaml" },
  ]),
);
