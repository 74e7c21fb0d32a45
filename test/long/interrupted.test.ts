/** Each script killed after each of its calls in turn, and after each change, then run again: always the same end. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../support/examples.ts";
import { requireTool } from "../tools/require.ts";
import { killAgainAndAgain, killInTurn, worst } from "../tools/world/interrupt.ts";
import { expectDeployed, openVpn, type Tool, type Vpn } from "../tools/world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const text = exampleText("examples/tokyo/vpn.yaml");
const changed = text
  .replace("integrity: SHA2-256", "integrity: SHA2-384")
  .replace("dhGroup: 14", "dhGroup: 20");
const cases: { tool: Tool; signal: "SIGKILL" | "SIGINT" }[] = [
  { tool: "gcloud", signal: "SIGKILL" },
  { tool: "terraform", signal: "SIGINT" },
];

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("the scripts", () => {
  test.each(cases)("deploy with $tool, killed after each change", async ({ tool, signal }) => {
    vpn = await openVpn({ tool, text });
    expect(await killAgainAndAgain(vpn, () => vpn.deploy(), { every: 1, signal })).toBeGreaterThan(10);
    expectDeployed({ world: vpn.world, tool }, vpn.topology);
    expect(worst(vpn.world).modifying).toBeLessThanOrEqual(1);
  });

  test.each(cases)("deploy with $tool, killed after each call in turn", async ({ tool, signal }) => {
    vpn = await openVpn({ tool, text });
    expect(await killInTurn(vpn, () => vpn.deploy(), signal)).toBeGreaterThan(20);
    expectDeployed({ world: vpn.world, tool }, vpn.topology);
    expect(worst(vpn.world).modifying).toBeLessThanOrEqual(1);
  });

  test.each(cases)(
    "roll with $tool, killed after each change, and keys after each call in turn",
    async ({ tool, signal }) => {
      vpn = await openVpn({ tool, text });
      const { world, folder } = vpn;
      expect(await vpn.deploy()).toMatchObject({ code: 0 });
      world.wait(world.aws.pace.up);
      const roll = (kind: string) => () => folder.run("roll.sh", kind, "--gcp", tool, "--timeout", "60");

      const topology = vpn.rebuild(changed);
      const suite = world.calls.length;
      expect(await killAgainAndAgain(vpn, roll("--suite"), { every: 1, signal })).toBeGreaterThan(10);
      expect(worst(world, suite)).toMatchObject({ up: 3, modifying: 1 });
      expectDeployed({ world, tool }, topology);

      const rotate = () => folder.run("secrets.sh", "rotate");
      expect(await killInTurn(vpn, rotate, signal)).toBeGreaterThan(5);
      const keys = world.calls.length;
      expect(await killInTurn(vpn, roll("--psk"), signal)).toBeGreaterThan(10);
      expect(worst(world, keys)).toMatchObject({ up: 3, modifying: 1 });
      expectDeployed({ world, tool }, topology);
    },
  );

  test.each(cases)("destroy with $tool, killed after each change", async ({ tool, signal }) => {
    vpn = await openVpn({ tool, text });
    const { world, folder } = vpn;
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    const all = ["--name", "tokyo", "--with-retained", "--with-secrets", "--timeout", "60"];
    await killAgainAndAgain(vpn, () => folder.run("destroy.sh", "--gcp", tool, ...all), { every: 1, signal });
    expect([...world.google.resources.keys()].filter((key) => !key.includes("/networks/"))).toEqual([]);
    expect([...world.aws.connections.values()].map(({ state }) => state)).toEqual(["deleted", "deleted"]);
  });
});
