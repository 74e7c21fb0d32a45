/** Changes that both clouds must make, on a running VPN: at every moment at least three tunnels are up. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { currentKey } from "../world/expected-aws.ts";
import { killAgainAndAgain, worst } from "../world/interrupt.ts";
import { expectDeployed, openVpn, type Tool, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const minutes = 60_000;
const text = exampleText("examples/tokyo/vpn.yaml");
const changed = text
  .replace("integrity: SHA2-256", "integrity: SHA2-384")
  .replace("dhGroup: 14", "dhGroup: 20");
const cases: { tool: Tool; signal: "SIGKILL" | "SIGINT" }[] = [
  { tool: "gcloud", signal: "SIGKILL" },
  { tool: "terraform", signal: "SIGINT" },
];

/** What takes many minutes waits for somebody who has them. */
const due = (tool: Tool) => tool === "gcloud" || process.env.VPNGEN_LONG === "1";
const reason = " (skipped: many minutes; VPNGEN_LONG=1 runs it)";

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("roll.sh", () => {
  // A sample: the long tier interrupts after each change.
  for (const { tool, signal } of cases) {
    const title = `changes suite and keys with ${tool}, interrupted after every seventh change`;
    const body = async () => {
      vpn = await openVpn({ tool, text });
      const { world, folder } = vpn;
      const deployed = await vpn.deploy();
      expect(deployed, deployed.stderr).toMatchObject({ code: 0 });
      world.wait(world.aws.pace.up);

      const roll = (kind: string) => () => folder.run("roll.sh", kind, "--gcp", tool, "--timeout", "60");
      const expectQuiet = async (kind: string) => {
        const before = world.calls.length;
        expect(await roll(kind)()).toMatchObject({ code: 0 });
        expect(world.calls.slice(before).filter(({ mutates }) => mutates)).toEqual([]);
      };
      const topology = vpn.rebuild(changed);
      const suite = world.calls.length;
      expect(await killAgainAndAgain(vpn, roll("--suite"), { every: 7, signal })).toBeGreaterThan(1);
      expect(worst(world, suite)).toMatchObject({ up: 3, modifying: 1 });
      expectDeployed({ world, tool }, topology);
      expect(modifications(suite)).toHaveLength(4);
      await expectQuiet("--suite");

      const before = topology.tunnels.map((tunnel) => currentKey(world.aws, tunnel));
      expect(await folder.run("secrets.sh", "rotate")).toMatchObject({ code: 0 });
      const keys = world.calls.length;
      expect(await killAgainAndAgain(vpn, roll("--psk"), { every: 7, signal })).toBeGreaterThan(1);
      expect(worst(world, keys)).toMatchObject({ up: 3, modifying: 1 });
      expectDeployed({ world, tool }, topology);
      const after = topology.tunnels.map((tunnel) => currentKey(world.aws, tunnel));
      expect(new Set([...before, ...after]).size).toBe(8);
      await expectQuiet("--psk");
    };
    test.skipIf(!due(tool))(title + (due(tool) ? "" : reason), body, 30 * minutes);
  }

  /** Modifying calls that AWS took. */
  function modifications(since: number) {
    return vpn.world.calls
      .slice(since)
      .filter(({ operation, refused }) => operation === "ModifyVpnTunnelOptions" && !refused);
  }
});
