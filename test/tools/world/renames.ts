/** Changes of vpn.yaml that give something on Google Cloud another name or place, and what deploy.sh must do then. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { openVpn, type Vpn } from "./vpn.ts";

const tokyo = exampleText("examples/tokyo/vpn.yaml");
const naming = (part: string) => `${tokyo}names: { gcp: ${part} }\n`;
const inGcp = (line: string) => tokyo.replace("  network: prod\n", `  network: prod\n  ${line}\n`);
const tunnels = ["a1", "a2", "b1", "b2"];

/** By the key that changes: the text of the example Tokyo with it. */
export const renamed: Readonly<Record<string, string>> = {
  "gcp.project": tokyo.replace("project: media-prod", "project: media-test"),
  "gcp.region": tokyo.replace("region: asia-northeast1", "region: asia-northeast2"),
  "gcp.network": tokyo.replace("network: prod", "network: production"),
  "gcp.gateway.name": inGcp("gateway: { name: other }"),
  "gcp.router.name": inGcp("router: { name: other }"),
  "gcp.firewall": tokyo.replace("firewall: { allow: [tcp/443, icmp] }", "firewall: external"),
  "names.gcp.externalGateway": naming("{ externalGateway: other }"),
  "names.gcp.firewall": naming("{ firewall: other }"),
  ...Object.fromEntries(
    ["tunnels", "interfaces", "peers"].flatMap((kind) =>
      tunnels.map((id) => [`names.gcp.${kind}.${id}`, naming(`{ ${kind}: { ${id}: other } }`)]),
    ),
  ),
  "names.gcp.tunnels": naming(`{ tunnels: { ${tunnels.map((id) => `${id}: other-${id}`).join(", ")} } }`),
};

/** Another name of the VPN, where nothing that it keeps on either cloud has its name. */
const ground = exampleText("examples/existing-tgw/vpn.yaml")
  .replace(/( {2}router: .*\n)/, "$1  gateway: { name: backbone-gateway, existing: true }\n")
  .replace(
    / {2}vpcs:\n[\s\S]*?\n {2}cidrs: /,
    "  vpcs:\n    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.40.0.0/16], routeTables: external, securityGroups: external }\n  cidrs: ",
  )
  .replace("source: existing", "source: generated");
export const otherName = { before: ground, after: ground.replace(/^name: (.*)$/m, "name: $1-2") };

/** Tests of one running VPN of Terraform's, which every change leaves as it is. */
export function keepsRunning(keys: readonly string[]): void {
  let vpn: Vpn;
  beforeAll(async () => {
    vpn = await openVpn({ tool: "terraform", text: tokyo });
    const made = await vpn.deploy();
    expect(made, made.stderr).toMatchObject({ code: 0 });
  });
  afterAll(() => vpn.close());

  test.each(keys)("is not interrupted by another %s", async (key) => {
    const changed = renamed[key] ?? "";
    expect(changed).not.toBe(tokyo);
    vpn.rebuild(changed);
    await expectRefused(vpn);
  });
}

/** Expects that deploy.sh refuses, before anything is changed on either cloud, with all tunnels up throughout. */
export async function expectRefused(vpn: Vpn): Promise<void> {
  vpn.world.calls.length = 0;
  vpn.world.history.length = 0;
  const refused = await vpn.deploy();
  expect(refused, refused.stderr).toMatchObject({ code: 3 });
  expect(refused.stderr).toMatch(
    /refused: (the VPN is running|terraform would destroy or replace|terraform cannot read the pre-shared keys|1 problem was found before anything was changed)/,
  );
  expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  expect(Math.min(...vpn.world.history.map(({ up }) => up.length))).toBe(4);
}
