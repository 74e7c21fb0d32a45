/** A number in an answer may be a text: no script's arithmetic executes what is in it. The long tier has each number. */
import { afterAll, beforeAll, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { computingScripts, expectNothingExecuted } from "../world/replay.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

requireTool("aws", "gcloud")("an answer with text for a number", () => {
  let vpn: Vpn;
  beforeAll(async () => {
    vpn = await openVpn({ tool: "gcloud", text: exampleText("examples/tokyo/vpn.yaml") });
    await vpn.stand();
    await vpn.folder.run("aws/outside-addresses.sh");
  });
  afterAll(() => vpn.close());

  test.each(computingScripts)("is not executed by %s", (...script) => expectNothingExecuted(vpn, script, 4));
});
