/** Other inside CIDRs on a running VPN: both clouds change tunnel by tunnel, or nothing changes. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { initialOptions } from "../fake-aws/tunnel-options.ts";
import { createConnection } from "../fake-aws/vpn.ts";
import type { Resource } from "../fake-gcp/resources.ts";
import { requireTool } from "../require.ts";
import { printedCommand } from "../world/exits.ts";
import { killAt, worst } from "../world/interrupt.ts";
import { expectMoved, withOtherInsideCidrs } from "../world/rolls.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const text = exampleText("examples/tokyo/vpn.yaml");
const withRanges = (...ranges: string[]) =>
  text.replace(/insideCidrs: .*/, `insideCidrs: [${ranges.join()}]`);
const changes = () => vpn.world.calls.filter(({ mutates, refused }) => mutates && !refused);

requireTool("aws", "gcloud")("other inside CIDRs with gcloud", () => {
  // The long tier kills after each change, and after each call.
  test("move tunnel by tunnel, by the command that deploy.sh prints, killed on the way", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    const points = [
      /^ModifyVpnTunnelOptions$/,
      /^PATCH .*\/routers\//,
      /^ModifyVpnTunnelOptions$/,
      /^ExecuteChangeSet$/,
    ];
    vpn.rebuild(withOtherInsideCidrs(text));
    for (const flags of [[], ["--interrupt"]]) {
      const refused = await vpn.deploy(...flags);
      expect(refused, refused.stderr).toMatchObject({ code: 3 });
      expect(printedCommand(refused)).toBe(`${vpn.folder.directory}/roll.sh --inside-cidrs --gcp gcloud`);
    }
    expect(await vpn.folder.run("verify.sh")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("/roll.sh --inside-cidrs"),
    });
    expect(changes()).toEqual([]);
    await expectMoved(vpn, withOtherInsideCidrs(text), {
      tool: "gcloud",
      through: (run) => killAt(vpn, run, { points }),
    });
    const before = vpn.world.calls.length;
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    expect(vpn.world.calls.slice(before).filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("are refused, before anything is changed, where a range is in use or two tunnels exchange theirs", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    const { world, folder } = vpn;
    const roll = () => folder.run("roll.sh", "--inside-cidrs", "--gcp", "gcloud", "--timeout", "1");
    vpn.rebuild(withRanges("169.254.10.4/30", "169.254.10.0/30", "169.254.11.0/30", "169.254.11.4/30"));
    folder.write({
      "aws-addresses.json": JSON.stringify({
        aws_outside_addresses: Object.fromEntries(
          vpn.topology.tunnels.map(({ id, insideCidr }) => {
            const all = [...world.aws.connections.values()].flatMap(({ tunnels }) => tunnels);
            return [id, all.find((tunnel) => tunnel.insideCidr === insideCidr)?.outsideAddress];
          }),
        ),
      }),
    });
    expect(await roll()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("exchange their inside CIDRs: a1"),
    });
    const refused = await vpn.deploy();
    expect(refused, refused.stderr).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("--inside-cidrs"),
    });

    vpn.rebuild(withRanges("169.254.99.0/30", "169.254.10.4/30", "169.254.11.0/30", "169.254.11.4/30"));
    const [first] = world.aws.connections.values();
    const neighbour = createConnection(
      world.aws,
      { ...(first as NonNullable<typeof first>), tags: [] },
      ["169.254.99.0/30", "169.254.99.4/30"].map((insideCidr) => ({
        options: initialOptions,
        preSharedKey: "neighbour.key",
        insideCidr,
      })),
    );
    expect(await roll()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("in use by the tunnel 52."),
    });
    world.aws.connections.delete(neighbour);

    // A fake needs more than an interface to make one: this router takes what the VPN's has, at another place.
    const resources = world.google.resources as Map<string, Resource>;
    const [key, router] = [...resources].find(([path]) => path.includes("/routers/")) ?? [];
    const interfaces = [{ name: "elsewhere", ipRange: "169.254.99.2/30" }];
    const other = { name: "other", selfLink: `${router?.selfLink}-other`, interfaces, bgpPeers: [] };
    resources.set(`${key}-other`, { ...router, ...other } as Resource);
    expect(await roll()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("interface elsewhere of Cloud Router"),
    });
    expect(changes()).toEqual([]);
    expect(worst(world).up).toBe(4);
  });

  test("stop at the first tunnel where AWS gives it another outside address", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    vpn.world.aws.unknowns.outsideMoves = true;
    vpn.rebuild(withOtherInsideCidrs(text));
    const result = await vpn.folder.run("roll.sh", "--inside-cidrs", "--gcp", "gcloud", "--timeout", "60");
    expect(result, result.stderr).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("has no tunnel with the outside address"),
    });
    expect(changes().filter(({ operation }) => operation === "ModifyVpnTunnelOptions")).toHaveLength(1);
    expect(worst(vpn.world).up).toBe(3);
  });
});

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("other inside CIDRs with Terraform", () => {
  test("move tunnel by tunnel", async () => {
    vpn = await openVpn({ tool: "terraform", text });
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    await expectMoved(vpn, withOtherInsideCidrs(text), { tool: "terraform" });
  });
});
