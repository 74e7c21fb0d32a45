/** Every key of the file, edited while the VPN runs: half of them with gcloud; the long tier has each edit with both. */
import { sampleOf } from "../../support/edits/sample.ts";
import { requireTool } from "../require.ts";
import { makesEdits } from "../world/edit-tests.ts";
import { knownWithGcloud } from "../world/known-failures.ts";

requireTool("aws", "gcloud")("an edit of a running VPN", () => {
  makesEdits({
    tool: "gcloud",
    cases: sampleOf("gcloud"),
    known: knownWithGcloud,
    results: "edits-gcloud.md",
  });
});
