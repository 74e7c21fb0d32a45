/** destroy.sh where names were changed after the deployment, and where others use what this VPN created. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { createConnection } from "../fake-aws/vpn.ts";
import { requireTool } from "../require.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const inGcp = (line: string) => text.replace("  network: prod\n", `  network: prod\n  ${line}\n`);

requireTool("aws", "gcloud")("destroy.sh", () => {
  let vpn: Vpn;
  let restore: () => void;
  beforeAll(async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    expect(await vpn.folder.run("aws/outside-addresses.sh")).toMatchObject({ code: 0 });
    restore = vpn.keep();
  });
  afterEach(() => restore());
  afterAll(() => vpn.close());

  const destroy = (...args: string[]) =>
    vpn.folder.run("destroy.sh", "--gcp", "gcloud", "--name", "tokyo", "--timeout", "60", ...args);
  const changes = () => vpn.world.calls.filter(({ mutates }) => mutates);
  const left = () => [...vpn.world.google.resources.keys()].filter((key) => !key.includes("/networks/"));

  test("removes tunnels, interfaces and sessions under the names that they have", async () => {
    const names = "{ a1: x-a1, a2: x-a2, b1: x-b1, b2: x-b2 }";
    vpn.rebuild(
      `${text}names: { gcp: { externalGateway: other, tunnels: ${names}, interfaces: ${names}, peers: ${names} } }\n`,
    );
    const result = await destroy();
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(left()).toEqual([]);
  });

  test.each(["gateway", "router"])(
    "refuses another name of the %s before it changes anything",
    async (key) => {
      vpn.rebuild(inGcp(`${key}: { name: other }`));
      const result = await destroy();
      expect(result, result.stderr).toMatchObject({ code: 3 });
      expect(result.stderr).toMatch(new RegExp(`vpn.yaml declares other.*gcp.${key}`, "s"));
      expect(changes()).toEqual([]);
    },
  );

  test("leaves the HA VPN gateway to the tunnels that others have on it", async () => {
    const resources = vpn.world.google.resources as Map<string, object>;
    const [key = "", tunnel] = [...resources].find(([path]) => path.endsWith("/vpnTunnels/tokyo-a1")) ?? [];
    const link = (value: string) => JSON.stringify(tunnel).match(new RegExp(`"${value}":"([^"]*/)`))?.[1];
    resources.set(key.replace("tokyo-a1", "other-1"), {
      ...tunnel,
      ...{ name: "other-1", peerIp: "203.0.113.9", selfLink: `${link("selfLink")}other-1` },
      ...{
        router: `${link("router")}elsewhere`,
        peerExternalGateway: `${link("peerExternalGateway")}elsewhere`,
      },
    });
    const result = await destroy();
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(result.stderr).toContain("the HA VPN gateway tokyo stays: other tunnels use it: other-1");
    expect(left().map((path) => path.split("/").slice(-2).join("/"))).toEqual([
      "vpnGateways/tokyo",
      "vpnTunnels/other-1",
    ]);
  });

  test("does not take the VPC from connections that others have on the gateway of the stack", async () => {
    const { aws } = vpn.world;
    const [gateway = ""] = aws.vpnGateways.keys();
    const other = createConnection(
      aws,
      {
        ...{ customerGatewayId: "cgw-0f1e2d3c4b5a69788", vpnGatewayId: gateway, transitGatewayId: "" },
        ...{ staticRoutesOnly: false, storage: "Standard", bandwidth: "standard", tags: [] },
      },
      ["169.254.200.0/30", "169.254.200.4/30"].map((insideCidr) => ({
        ...{ options: {}, preSharedKey: `Canary_${"y".repeat(25)}`, insideCidr },
      })),
    );
    const result = await destroy();
    expect(result, result.stderr).toMatchObject({ code: 3 });
    expect(result.stderr).toMatch(new RegExp(`use ${gateway}, which stack tokyo-vpn created: ${other}\\.`));
    expect(changes()).toEqual([]);
  });
});
