/** deploy.sh and gcloud.sh on a running VPN of gcloud's, after changes that either side refuses. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const renamed = `${text}names: { gcp: { tunnels: { a1: x-a1, a2: x-a2, b1: x-b1, b2: x-b2 } } }\n`;

/** By the key that changes: the text with it, and what is said. */
const refused: Readonly<Record<string, readonly [string, RegExp]>> = {
  "aws.asn": [text.replace("asn: 65000", "asn: 65010"), /CloudFormation would replace VpnGateway/],
  "gcp.asn": [
    text.replace("asn: 64512", "asn: 64999"),
    /Cloud Router tokyo has the ASN 64512, and vpn.yaml declares 64999/,
  ],
  "tunnels.insideCidrs": [
    text.replace("169.254.10.0/30", "169.254.20.0/30"),
    /run: \S+roll.sh --inside-cidrs --gcp gcloud/,
  ],
  "names.gcp.tunnels": [renamed, /name +x-b2 +tokyo-b2/],
};

requireTool("aws", "gcloud")("a running VPN of gcloud's", () => {
  let vpn: Vpn;
  beforeAll(async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    expect(await vpn.folder.run("aws/outside-addresses.sh")).toMatchObject({ code: 0 });
  });
  afterAll(() => vpn.close());
  /** A change set that is only looked at changes nothing. */
  const mutations = () =>
    vpn.world.calls
      .filter(({ mutates, operation }) => mutates && !/^(Create|Delete)ChangeSet$/.test(operation))
      .map(({ operation }) => operation);
  const fewestUp = () => Math.min(...vpn.world.history.map(({ up }) => up.length));

  test.each(Object.keys(refused))(
    "refuses another %s before AWS is touched, also with --interrupt",
    async (key) => {
      const [changed, message] = refused[key] ?? ["", /^$/];
      expect(changed).not.toBe(text);
      vpn.rebuild(changed);
      vpn.world.calls.length = 0;
      const result = await vpn.deploy("--interrupt");
      expect(result, result.stderr).toMatchObject({ code: 3, stderr: expect.stringMatching(message) });
      expect(mutations()).toEqual([]);
      expect(fewestUp()).toBe(4);
    },
  );

  test("is renamed tunnel by tunnel, with three up, and none while another one is down", async () => {
    vpn.rebuild(renamed);
    const first = await vpn.folder.run("gcp/gcloud.sh", "replace", "a1");
    expect(first, first.stderr).toMatchObject({ code: 0 });
    vpn.world.broken.add("169.254.10.0/30");
    const early = await vpn.folder.run("gcp/gcloud.sh", "replace", "a2");
    expect(early.stderr).toContain("will not touch a2, which is up, while a1 is down");
    expect(early.code).toBe(3);
    vpn.world.broken.clear();
    vpn.world.wait(10);
    const second = await vpn.folder.run("gcp/gcloud.sh", "replace", "a2");
    expect(second, second.stderr).toMatchObject({ code: 0 });
    vpn.world.wait(10);
    expect(fewestUp()).toBe(3);
    expect(vpn.world.history.at(-1)?.up).toHaveLength(4);
    const names = [...vpn.world.google.resources.keys()].filter((key) => key.includes("/vpnTunnels/"));
    expect(names.map((key) => key.split("/").at(-1)).sort()).toEqual([
      "tokyo-b1",
      "tokyo-b2",
      "x-a1",
      "x-a2",
    ]);
  });
});
