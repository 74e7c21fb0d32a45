/** Each script killed after each of its calls in turn, and after each change, then run again: always the same end. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import type { ScriptResult } from "../gcloud.ts";
import { killAgainAndAgain, killInTurn, worst } from "./interrupt.ts";
import { expectKeysRolled, expectSuiteRolled, withOtherSuite } from "./rolls.ts";
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

  test("roll killed after each change", () => rolled((run) => killAgainAndAgain(vpn, run, signal)));

  test("roll killed after each call in turn", () => rolled((run) => killInTurn(vpn, run, signal)));

  async function rolled(kill: (run: () => Promise<ScriptResult>) => Promise<number>): Promise<void> {
    await running(tool);
    const through = async (run: () => Promise<ScriptResult>) => expect(await kill(run)).toBeGreaterThan(10);
    const rotating = async (run: () => Promise<ScriptResult>) => expect(await kill(run)).toBeGreaterThan(5);
    const topology = await expectSuiteRolled(vpn, withOtherSuite(text), { tool, through });
    const rotated = topology.tunnels.map(({ id }) => id);
    await expectKeysRolled(vpn, { tool, topology, rotated, through, rotating });
  }

  test("destroy killed after each change", async () => {
    const { world, folder } = await running(tool);
    const all = ["--name", "tokyo", "--with-retained", "--with-secrets", "--timeout", "60"];
    const destroy = () => folder.run("destroy.sh", "--gcp", tool, ...all);
    expect(await killAgainAndAgain(vpn, destroy, signal)).toBeGreaterThan(5);
    expect([...world.google.resources.keys()].filter((key) => !key.includes("/networks/"))).toEqual([]);
    expect([...world.aws.connections.values()].map(({ state }) => state)).toEqual(["deleted", "deleted"]);
  });
}
