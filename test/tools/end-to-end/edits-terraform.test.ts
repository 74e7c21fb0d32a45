/** Every key of the file, edited while the VPN runs: half of them with Terraform; the long tier has each edit with both. */
import { sampleOf } from "../../support/edits/sample.ts";
import { requireTool } from "../require.ts";
import { makesEdits } from "../world/edit-tests.ts";
import { knownWithTerraform } from "../world/known-failures.ts";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("an edit of a running VPN", () => {
  makesEdits({
    tool: "terraform",
    cases: sampleOf("terraform"),
    known: knownWithTerraform,
    results: "edits-terraform.md",
  });
});
