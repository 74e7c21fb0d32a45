/** Each script killed after each of its calls in turn, and after each change, then run again: always the same end. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import type { ScriptResult } from "../gcloud.ts";
import { killAgainAndAgain, killInTurn, worst } from "./interrupt.ts";
import {
  expectKeysRolled,
  expectMoved,
  expectSuiteRolled,
  withOtherInsideCidrs,
  withOtherSuite,
} from "./rolls.ts";
import { expectDeployed, openVpn, type Tool, type Vpn } from "./vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
let vpn: Vpn;

/** A VPN that stands, made by that tool. */
async function running(tool: Tool): Promise<Vpn> {
  vpn = await openVpn({ tool, text });
  if (tool === "gcloud") await vpn.stand();
  else expect(await vpn.deploy()).toMatchObject({ code: 0 });
  return vpn;
}

/** Tests of all scripts on a VPN that the tool makes on Google Cloud. */
export function interruptedWith(tool: Tool, signal: "SIGKILL" | "SIGINT"): void {
  afterEach(() => vpn.close());

  test("deploy killed after each change", async () => {
    vpn = await openVpn({ tool, text });
    expect(await killAgainAndAgain(vpn, () => vpn.deploy(), signal)).toBeGreaterThan(10);
    expectDeployed({ world: vpn.world, tool }, vpn.topology);
    expect(worst(vpn.world).modifying).toBeLessThanOrEqual(1);
  });

  test("deploy killed after each call in turn", async () => {
    vpn = await openVpn({ tool, text });
    expect(await killInTurn(vpn, () => vpn.deploy(), signal)).toBeGreaterThan(20);
    expectDeployed({ world: vpn.world, tool }, vpn.topology);
    expect(worst(vpn.world).modifying).toBeLessThanOrEqual(1);
  });

  test.each([
    ["each change", killAgainAndAgain],
    ["each call in turn", killInTurn],
  ])("a roll of the suite killed after %s", async (_, kill) => {
    await running(tool);
    await expectSuiteRolled(vpn, withOtherSuite(text), { tool, through: killedMoreThan(10, kill) });
  });

  test.each([
    ["each change", killAgainAndAgain],
    ["each call in turn", killInTurn],
  ])("a roll of the inside CIDRs killed after %s", async (_, kill) => {
    await running(tool);
    await expectMoved(vpn, withOtherInsideCidrs(text), { tool, through: killedMoreThan(10, kill) });
  });

  test.each([
    ["each change", killAgainAndAgain],
    ["each call in turn", killInTurn],
  ])("a roll of the keys killed after %s", async (_, kill) => {
    const { topology } = await running(tool);
    const rotated = topology.tunnels.map(({ id }) => id);
    const [through, rotating] = [killedMoreThan(10, kill), killedMoreThan(5, kill)];
    await expectKeysRolled(vpn, { tool, topology, rotated, through, rotating });
  });

  /** Sees a script to its end by runs of which more than so many are killed. */
  function killedMoreThan(least: number, kill: typeof killInTurn) {
    return async (run: () => Promise<ScriptResult>) =>
      expect(await kill(vpn, run, signal)).toBeGreaterThan(least);
  }

  test.each([
    ["each change", killAgainAndAgain],
    ["each call in turn", killInTurn],
  ])("destroy killed after %s", async (_, kill) => {
    const { world, folder } = await running(tool);
    const all = ["--name", "tokyo", "--with-retained", "--with-secrets", "--timeout", "60"];
    await killedMoreThan(5, kill)(() => folder.run("destroy.sh", "--gcp", tool, ...all));
    expect([...world.google.resources.keys()].filter((key) => !key.includes("/networks/"))).toEqual([]);
    expect([...world.aws.connections.values()].map(({ state }) => state)).toEqual(["deleted", "deleted"]);
  });
}
