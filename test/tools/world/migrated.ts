/**
 * A VPN that an earlier release deployed, with scripts that each held all of their values: one build brings its folder
 * up to date, and the scripts of today go on with what the old ones made. The folder of commit eb5beaf is kept as it was.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { artifactsOf } from "../../support/artifacts.ts";
import type { bundledCli } from "../../support/cli.ts";
import { exampleText } from "../../support/examples.ts";
import { declaredFields, existingResources } from "../expected-compute.ts";
import { expectSuiteRolled, withOtherSuite } from "./rolls.ts";
import { openVpn, type Tool } from "./vpn.ts";

const earlier = path.resolve(import.meta.dirname, "../releases/before-settings.tar.gz");
const text = exampleText("examples/tokyo/vpn.yaml");

/** Deploys with the old scripts and the tool, builds with the command, then rolls, verifies and destroys. */
export async function expectTakenOver(
  tool: Tool,
  vpngen: Awaited<ReturnType<typeof bundledCli>>,
): Promise<void> {
  const vpn = await openVpn({ tool, text });
  try {
    const { world, folder, topology } = vpn;
    for (const name of readdirSync(folder.directory))
      if (name !== "gcp") rmSync(path.join(folder.directory, name), { recursive: true });
    execFileSync("tar", ["-xzf", earlier, "-C", folder.directory]);
    // That release expected to read back every option that it had set.
    world.aws.echoesDefaults = true;
    const deployed = await vpn.deploy();
    world.aws.echoesDefaults = false;
    expect(deployed, deployed.stderr).toMatchObject({ code: 0 });
    // Its gcloud.sh gave the rule no description; one of this name is known without.
    const rule = world.google.compute.resources.get("media-prod/global/firewalls/tokyo-from-aws");
    if (rule && !("description" in rule))
      Object.assign(rule, { description: "Lets in what AWS sends through the VPN tokyo in asia-northeast1" });

    writeFileSync(path.join(folder.home, "vpn.yaml"), text);
    const built = vpngen(folder.home, ["build", "--prune", "vpn.yaml"]);
    expect(built, built.stderr).toMatchObject({ status: 0 });
    expect(built.stdout).toContain("created   generated/tokyo/settings.sh\n");
    expect(built.stdout).toContain("updated   generated/tokyo/roll.sh\n");
    for (const [name, made] of Object.entries(artifactsOf(text))) expect(folder.read(name), name).toBe(made);

    const healthy = await folder.run("verify.sh");
    expect(healthy, healthy.stdout + healthy.stderr).toMatchObject({ code: 0 });
    const since = world.calls.length;
    const again = await vpn.deploy();
    expect(again, again.stderr).toMatchObject({ code: 0 });
    const rolled = await expectSuiteRolled(vpn, withOtherSuite(text), { tool });
    expect(world.history.filter(({ call, up }) => call >= since && up.length < 3)).toEqual([]);
    expect(await folder.run("verify.sh")).toMatchObject({ code: 0 });

    const flags = ["--gcp", tool, "--timeout", "60", "--name", rolled.name];
    const destroyed = await folder.run("destroy.sh", ...flags, "--with-retained", "--with-secrets");
    expect(destroyed, destroyed.stderr).toMatchObject({ code: 0 });
    expect([...world.aws.connections.values()].map(({ state }) => state)).toEqual(["deleted", "deleted"]);
    expect(Object.keys(declaredFields(world.google.resources))).toEqual(
      Object.keys(existingResources(topology)),
    );
    expect(world.google.vault.size).toBe(0);
  } finally {
    await vpn.close();
  }
}
