import { requireTool } from "../require.ts";
import { deploysExamples } from "../world/deployments.ts";

requireTool("aws", "gcloud")("deploy.sh with gcloud, and no key shows", () =>
  deploysExamples("gcloud", [
    { file: "examples/existing-tgw/vpn.yaml" },
    { file: "examples/eight-tunnels/green.vpn.yaml", canary: true },
  ]),
);
