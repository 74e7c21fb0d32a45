/** Every edit of every key with both tools, each by itself, with what its refusal prints and with --interrupt. */
import { allWith } from "../support/edits/sample.ts";
import { requireTool } from "../tools/require.ts";
import { makesEdits } from "../tools/world/edit-tests.ts";
import { knownWithGcloud, knownWithTerraform } from "../tools/world/known-failures.ts";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("an edit of a running VPN", () => {
  makesEdits({ tool: "gcloud", cases: allWith(), known: knownWithGcloud, results: "all-edits-gcloud.md" });
  makesEdits({
    tool: "terraform",
    cases: allWith(),
    known: knownWithTerraform,
    results: "all-edits-terraform.md",
  });
});
