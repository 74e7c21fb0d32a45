/** deploy.sh --preflight beside what exists already, and what stops a deployment in the middle unless it is found before. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { printedCommand } from "../world/exits.ts";
import { linesOf, runPreflight } from "../world/preflight.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const tokyo = exampleText("examples/tokyo/vpn.yaml");
const preflight = (...args: string[]) => runPreflight(vpn, ...args);

requireTool("aws", "gcloud")("deploy.sh --preflight", () => {
  test("says what a deployment would refuse of a running VPN, and what it looks at later", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    await vpn.stand();
    const restore = vpn.keep();
    for (const stack of vpn.world.aws.stacks.values()) stack.status = "UPDATE_ROLLBACK_FAILED";
    vpn.world.google.project.limits.set("VPN_TUNNELS", 4);
    const { directory } = vpn.folder;
    vpn.rebuild(`${tokyo.replace("dhGroup: 14", "dhGroup: 20")}names: { gcp: { peers: { a1: x-a1 } } }\n`);
    const found = await preflight("--gcp", "gcloud");
    expect(found.code).toBe(3);
    expect(found.problems).toEqual([
      "stack tokyo-vpn is in state UPDATE_ROLLBACK_FAILED and cannot be updated. Fix what failed, then run: aws cloudformation continue-update-rollback --region ap-northeast-1 --stack-name tokyo-vpn",
      expect.stringMatching(/^BGP session tokyo-a1 of tokyo: name x-a1 tokyo-a1; /),
      ...["a1", "a2", "b1", "b2"].map((id) =>
        expect.stringMatching(
          `^VPN tunnel tokyo-${id}: .*phase1.dh Group-20 Group-14; .*First run: ${directory}/gcp/gcloud.sh replace a1$`,
        ),
      ),
    ]);
    expect(linesOf(found.stdout, "not checked")).toContainEqual(
      expect.stringMatching(/^what the update of stack tokyo-vpn would change: .*change set/),
    );

    restore();
    vpn.rebuild(tokyo.replace("  network: prod\n", "  network: prod\n  router: { name: other }\n"));
    const moved = await preflight("--gcp", "gcloud", "--side", "gcp");
    expect(moved.problems[0]).toMatch(
      /are on Cloud Router tokyo, .*Restore gcp.router.name: tokyo in vpn.yaml/,
    );
    expect(moved.problems.join()).not.toContain("insideCidrs");

    restore();
    vpn.rebuild(
      tokyo
        .replace("gateway: { type: vgw }", "gateway: { type: tgw }")
        .replace(/( +)cidrs: \[10\.20.*/, "$&\n$1subnets: [subnet-0a1b2c3d4e5f60718]"),
    );
    const gateway = await preflight("--gcp", "gcloud", "--side", "aws");
    expect(gateway.code).toBe(3);
    expect(gateway.problems).toContainEqual(
      expect.stringMatching(
        /declares a new gateway of type tgw\. .*Write aws\.gateway: { type: vgw }, without an id, as before/,
      ),
    );
    expect(await vpn.deploy("--interrupt")).toMatchObject({ code: 3 });
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("refuses a first deployment that nobody can confirm before it makes any key", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    const stopped = await vpn.folder.run("deploy.sh", "--gcp", "gcloud");
    expect(stopped, stopped.stderr).toMatchObject({ code: 3 });
    expect(printedCommand(stopped)).toMatch(/deploy\.sh --gcp gcloud --yes$/);
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("says that it cannot write beside the scripts", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    const { folder } = vpn;
    // Root writes everywhere, so nobody runs it, without the aws CLI, which would find nothing.
    const nobody = process.getuid?.() === 0 ? "setpriv --reuid 65534 --clear-groups" : "";
    const command = `chmod 755 ${folder.home}; chmod -R a-w ${folder.directory}; PATH=/usr/bin:/bin ${nobody} ./deploy.sh --preflight --side aws`;
    const result = await folder.run("bash", "-c", command);
    expect(result.code).toBe(3);
    expect(linesOf(result.stdout, "problem")[0]).toContain(
      `cannot write to the folder ${folder.directory}, `,
    );
    await folder.run("bash", "-c", `chmod -R u+w ${folder.directory}`);
  });
});

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh with Terraform beside others", () => {
  test.each([
    "routers/tokyo",
    "firewalls/tokyo-from-aws",
    "externalVpnGateways/tokyo-aws",
    "vpnTunnels/tokyo-b2",
  ])("refuses %s of something else before it makes any key", async (name) => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    await vpn.stand();
    const resources = vpn.world.google.resources as Map<string, object>;
    const found = [...resources].find(([path]) => path.endsWith(name));
    await vpn.close();
    vpn = await openVpn({ tool: "terraform", text: tokyo });
    const [path = "", resource = {}] = found ?? [];
    (vpn.world.google.resources as Map<string, object>).set(path, resource);
    const refused = await vpn.deploy();
    expect(refused, refused.stderr).toMatchObject({ code: 3 });
    expect(refused.stderr).toMatch(
      new RegExp(`the [^.]* ${name.split("/").at(-1)} exists, and terraform's state in`),
    );
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });
});
