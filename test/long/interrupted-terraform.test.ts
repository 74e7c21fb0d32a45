import { requireTool } from "../tools/require.ts";
import { interruptedWith } from "../tools/world/interrupted.ts";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("the scripts, with Terraform", () => interruptedWith("terraform", "SIGINT"));
