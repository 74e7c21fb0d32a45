/** Where no key may show while keys change. deploy-*.test.ts looks while a VPN is made. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { expectHidden, watched } from "../world/canary.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

requireTool("aws", "gcloud")("no key shows", () => {
  // Whatever takes a key starts as it does for a user.
  test("while one is rotated and given to both ends of a tunnel, by the plain CLIs", async () => {
    const plain = ["put-secret-value", "versions add", "modify-vpn-tunnel-options", "vpn-tunnels create"];
    const text = exampleText("examples/tokyo/vpn.yaml");
    vpn = await openVpn({ tool: "gcloud", plain, text, logging: true });
    const { folder, topology, world } = vpn;
    await vpn.stand();
    const places = await watched(
      vpn,
      () => folder.run("secrets.sh", "rotate", "--tunnel", "a1"),
      () => folder.run("aws/outside-addresses.sh"),
      () => folder.run("aws/tunnel-options.sh", "--tunnel", "a1", "--new-key", "--no-wait-up"),
      () => folder.run("gcp/gcloud.sh", "replace", "a1", "--psk-version", "a1=2"),
    );
    world.wait(world.aws.pace.up);
    expect(world.history.at(-1)?.up).toHaveLength(4);
    for (const command of plain) expect(places.processes).toContain(command);
    const [first] = topology.tunnels;
    const keys = world.google.vault.get(first?.gcpSecret ?? "")?.map((version) => version.text) ?? [];
    expect(new Set(keys).size).toBe(2);
    expectHidden(places, keys);
  });
});
