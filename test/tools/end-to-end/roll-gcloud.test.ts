/** Changes that both clouds must make, on a running VPN that gcloud made: at every moment at least three tunnels are up. */
import { afterEach, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { killAt } from "../world/interrupt.ts";
import { expectKeysRolled, expectSuiteRolled, withOtherSuite } from "../world/rolls.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const text = exampleText("examples/tokyo/vpn.yaml");

requireTool("aws", "gcloud")("roll.sh with gcloud", () => {
  // The long tier kills after each change, and after each call.
  test("changes the suite, killed when AWS has it alone, without a tunnel, and while the stack follows", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    const points = [/^ModifyVpnTunnelOptions$/, /^DELETE .*\/vpnTunnels\//, /^ExecuteChangeSet$/];
    await expectSuiteRolled(vpn, withOtherSuite(text), {
      tool: "gcloud",
      through: (run) => killAt(vpn, run, { points }),
    });
  });

  test("changes keys, killed when a tunnel has a new one, and when that becomes the current one", async () => {
    vpn = await openVpn({ tool: "gcloud", text, limited: true });
    await vpn.stand();
    const points = [/^POST .*\/vpnTunnels$/, /^UpdateSecretVersionStage$/];
    await expectKeysRolled(vpn, {
      tool: "gcloud",
      topology: vpn.topology,
      rotated: ["b1", "b2"],
      through: (run) => killAt(vpn, run, { points }),
    });
  });
});
