/** deploy.sh --preflight: a healthy world has no problem, and in a broken one it says which. Nothing is ever changed. */
import { afterEach, expect, test } from "vitest";
import { exampleFiles, exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { brokenWorlds } from "../world/broken.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const tokyo = exampleText("examples/tokyo/vpn.yaml");

/** Lines of that status. */
function linesOf(text: string, status: string): string[] {
  return text.split("\n").flatMap((line) => (line.startsWith(status) ? [line.slice(13)] : []));
}

async function preflight(...args: string[]) {
  vpn.world.calls.length = 0;
  const result = await vpn.folder.run("deploy.sh", "--preflight", ...args);
  expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  expect(vpn.world.calls.length).toBeGreaterThan(0);
  return { ...result, problems: linesOf(result.stdout, "problem") };
}

requireTool("aws", "gcloud")("deploy.sh --preflight", () => {
  test.each(exampleFiles)("finds nothing wrong where %s is to be deployed", async (file) => {
    vpn = await openVpn({ tool: "gcloud", text: exampleText(file) });
    const { problems, code, stdout } = await preflight("--gcp", "gcloud");
    expect(problems).toEqual([]);
    expect(code, stdout).toBe(0);
    expect(linesOf(stdout, "not checked").map((line) => line.replace(/:.*/, ""))).toEqual([
      "customer gateways with the same address and ASN",
      expect.stringMatching(/^permissions in project /),
    ]);
  });

  // Each alone is for the long tier: here, what one world can have wrong at once is found at once.
  test.each(brokenWorlds)(
    "finds all that is wrong at once on the $side side of $name",
    async ({ name, text, side, broken }) => {
      vpn = await openVpn({ tool: "gcloud", text });
      for (const one of broken) one.break(vpn);
      const { problems, code, stderr } = await preflight("--gcp", "gcloud", "--side", side);
      expect(code).toBe(3);
      for (const { title, says } of broken)
        expect(problems, title).toContainEqual(expect.stringMatching(pattern(says)));
      expect(stderr).toContain(`${problems.length} problems were found before anything was changed`);
      if (name !== "tokyo") return;
      vpn.world.calls.length = 0;
      const deployed = await vpn.deploy("--side", side);
      expect(deployed.code).toBe(3);
      for (const { says } of broken.slice(0, 2)) expect(deployed.stderr).toMatch(pattern(says));
      expect(deployed.stdout).toBe("");
      expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
    },
  );

  test("says what it could not look at, and neither that it is right nor wrong", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    vpn.world.fault = ({ operation }) =>
      /^Describe(?!Stacks)|^List|networks|policies|services|aggregated/.test(operation)
        ? { code: "denied" }
        : undefined;
    const { problems, code, stdout } = await preflight("--gcp", "gcloud");
    expect(problems).toEqual([]);
    expect(code).toBe(0);
    expect(linesOf(stdout, "not checked").map((line) => line.replace(/:.*/, ""))).toEqual([
      "secrets that are scheduled for deletion",
      "VPCs and their ranges",
      "route tables and routes that exist",
      "security groups and rules that exist",
      "virtual private gateways",
      "VPN connections that exist",
      "log group /aws/vendedlogs/tokyo-vpn",
      "quotas of AWS",
      "Cloud Routers and the inside ranges that they use",
      "organization policy constraints/compute.restrictVpnPeerIPs",
      "APIs of project media-prod",
      "network prod",
      expect.stringMatching(/^permissions in project /),
    ]);
  });

  test("goes by the stack about what is this VPN's own, once that stands", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    await vpn.stand();
    const { problems, code, stdout } = await preflight("--gcp", "gcloud");
    expect(problems).toEqual([]);
    expect(code, stdout).toBe(0);
    expect(linesOf(stdout, "not checked")).toHaveLength(1);
  });
});

function pattern(says: readonly string[]): RegExp {
  const escaped = says.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(escaped.join(".*"));
}
