import { requireTool } from "../tools/require.ts";
import { interruptedWith } from "../tools/world/interrupted.ts";

requireTool("aws", "gcloud")("the scripts, with gcloud", () => interruptedWith("gcloud", "SIGKILL"));
