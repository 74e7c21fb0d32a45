/** The whole deployment by the CLIs as a user has them, which take a second or so to start each time. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../support/examples.ts";
import { requireTool } from "../tools/require.ts";
import { expectDeployed, openVpn, type Vpn } from "../tools/world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

requireTool("aws", "gcloud")("deploy.sh", () => {
  test("makes a VPN with CLIs that nothing has loaded before", async () => {
    const text = exampleText("examples/eight-tunnels/green.vpn.yaml");
    vpn = await openVpn({ tool: "gcloud", plain: [""], text });
    const made = await vpn.deploy();
    expect(made, made.stderr).toMatchObject({ code: 0 });
    expectDeployed({ world: vpn.world, tool: "gcloud" }, vpn.topology);
  });
});
