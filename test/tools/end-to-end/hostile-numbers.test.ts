/** A number in an answer may be a text: no script's arithmetic executes what is in it. */
import { afterAll, beforeAll, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { expectNothingExecuted } from "../world/replay.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const scripts = [
  ["verify.sh"],
  ["roll.sh", "--suite", "--gcp", "gcloud", "--dry-run"],
  ["gcp/gcloud.sh", "tunnels", "--dry-run"],
  ["deploy.sh", "--gcp", "gcloud", "--yes", "--dry-run"],
];

requireTool("aws", "gcloud")("an answer with text for a number", () => {
  let vpn: Vpn;
  beforeAll(async () => {
    vpn = await openVpn({ tool: "gcloud", text: exampleText("examples/tokyo/vpn.yaml") });
    await vpn.stand();
    await vpn.folder.run("aws/outside-addresses.sh");
  });
  afterAll(() => vpn.close());

  test.each(scripts)("is not executed by %s", (...script) => expectNothingExecuted(vpn, script, 12));
});
