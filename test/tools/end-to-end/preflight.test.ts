/** deploy.sh --preflight: a healthy world has no problem, and in a broken one it says which. Nothing is ever changed. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { exampleFiles, exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { brokenWorlds } from "../world/broken.ts";
import { linesOf, runPreflight } from "../world/preflight.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const tokyo = exampleText("examples/tokyo/vpn.yaml");

const preflight = (...args: string[]) => runPreflight(vpn, ...args);

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
      "VPN connections that exist",
      "VPCs and their ranges",
      "route tables and routes that exist",
      "security groups and rules that exist",
      "virtual private gateways",
      "log group /aws/vendedlogs/tokyo-vpn",
      "quotas of AWS",
      "Cloud Routers and the inside ranges that they use",
      "organization policy constraints/compute.restrictVpnPeerIPs",
      "APIs of project media-prod",
      "network prod",
      expect.stringMatching(/^permissions in project /),
      "gcp/gcloud.sh check",
    ]);
  });

  test("goes by the stack about what is this VPN's own, once that stands", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    await vpn.stand();
    vpn.world.google.project.rules = [{ allowAll: true, condition: { expression: "resource.matchTag()" } }];
    const { problems, code, stdout } = await preflight("--gcp", "gcloud");
    expect(problems).toEqual([]);
    expect(code, stdout).toBe(0);
    expect(linesOf(stdout, "not checked")).toEqual([
      expect.stringContaining("compute.restrictVpnPeerIPs: it has conditions"),
      expect.stringMatching(/^permissions in project /),
    ]);
  });

  test("moves no running connection to another gateway, and makes none a second time in another stack", async () => {
    const text = exampleText("examples/sops-cbc/vpn.yaml");
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    const { aws } = vpn.world;
    const old = "{ type: vgw, id: vgw-0a1b2c3d4e5f60718 }";
    const [found] = aws.vpnGateways.values();
    if (found) aws.vpnGateways.set("vgw-0f1e2d3c4b5a69788", { ...found, vpc: "" });
    const connections = [...aws.connections.values()].map(({ id }) => id).join("|");
    for (const gateway of ["{ type: vgw, id: vgw-0f1e2d3c4b5a69788 }", "{ type: vgw }"]) {
      vpn.rebuild(text.replace(old, gateway));
      const { code, problems } = await preflight("--gcp", "gcloud", "--side", "aws");
      expect(code).toBe(3);
      expect(problems).toEqual([
        expect.stringMatching(
          `${connections}.* are on vgw-0a1b2c3d4e5f60718.*Write aws.gateway: ${old} as before`,
        ),
      ]);
    }
    expect(await vpn.deploy("--interrupt")).toMatchObject({ code: 3 });
    expect(await vpn.folder.run("roll.sh", "--suite", "--gcp", "gcloud")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`Write aws.gateway: ${old} as before`),
    });
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);

    const renamed = text.replace("  aws: { connections:", "  aws: { stack: other, connections:");
    vpn.rebuild(renamed);
    const twice = await preflight("--gcp", "gcloud", "--side", "aws");
    expect(twice.code).toBe(3);
    expect(twice.problems).toEqual([
      expect.stringMatching(
        `vgw-0a1b2c3d4e5f60718: .*(${connections}).*declares stack other.*Write names.aws.stack: ${vpn.topology.aws.stackName} `,
      ),
    ]);
    const ranges = ["12.0", "12.4", "13.0", "13.4"].map((end) => `169.254.${end}/30`);
    vpn.rebuild(`${renamed}\ntunnels: { insideCidrs: [${ranges.join(", ")}] }\n`);
    expect((await preflight("--gcp", "gcloud", "--side", "aws")).problems).toEqual([]);
    const outside = [...aws.connections.values()].flatMap(({ tunnels }) => tunnels);
    for (const connection of aws.connections.values()) connection.tags = [];
    vpn.folder.write({ "aws-addresses.json": JSON.stringify({ a1: outside[3]?.outsideAddress }) });
    expect((await preflight("--gcp", "gcloud", "--side", "aws")).problems).toEqual([
      expect.stringMatching(`: (${connections}).*No tag names their stack.*restore the old value`),
    ]);
  });

  test("says that a gateway of this VPN's own has its stack under another name, and what keys are left behind", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    await vpn.stand();
    vpn.rebuild(`${tokyo}\nnames: { aws: { stack: other } }\n`);
    const { code, problems } = await preflight("--gcp", "gcloud", "--side", "aws");
    expect(code).toBe(3);
    expect(problems).toEqual([
      expect.stringContaining(`Write names.aws.stack: ${vpn.topology.aws.stackName} and build again`),
    ]);
    vpn.rebuild(`${tokyo}\npreSharedKeys: { aws: { secrets: "new/{tunnel}" } }\n`);
    const { stderr } = await vpn.deploy("--side", "aws", "--dry-run");
    expect(
      [...stderr.matchAll(/: (aws secretsmanager delete-secret .*)/g)].map(([, command]) => command),
    ).toEqual(
      vpn.topology.tunnels.map(
        ({ awsSecret }) =>
          `aws secretsmanager delete-secret --region ap-northeast-1 --secret-id ${awsSecret}`,
      ),
    );
    vpn.rebuild(tokyo);
    vpn.world.aws.stacks.clear();
    expect((await preflight("--gcp", "gcloud", "--side", "aws")).problems).toEqual([
      expect.stringMatching(/stayed when stack .* was deleted.*destroy\.sh --side aws --with-retained$/),
    ]);
  });

  test("finds commands that are too old or not whole, and credentials and an API that are missing", async () => {
    vpn = await openVpn({ tool: "gcloud", text: tokyo });
    pretend("aws", "--version", "aws-cli/1.29.0 Python/3.11.4 Linux/6.1 botocore/1.31.0");
    pretend("gcloud", "version", "Google Cloud SDK 520.0.0\ncore 2025.04.25");
    vpn.world.fault = ({ operation }) => (operation === "GetCallerIdentity" ? { code: "denied" } : undefined);
    vpn.world.google.project.apis.clear();
    const { problems, code } = await preflight("--gcp", "gcloud");
    expect(code).toBe(3);
    expect(problems).toEqual([
      "the aws CLI 1.29.0 is too old: version 1.40.23 or later is needed. Update it",
      expect.stringContaining("AWS does not accept these credentials. Log in again"),
      "gcloud 520.0.0 is too old: version 526.0.0 or later is needed. Update it",
      "gcloud has no beta commands, which make tunnels. Run: gcloud components install beta",
      expect.stringContaining("Run: gcloud services enable compute.googleapis.com --project=media-prod"),
    ]);
  });

  test("looks at another account's VPCs with the credentials of that account", async () => {
    const text = exampleText("examples/existing-tgw/vpn.yaml");
    const other = "210987654321";
    vpn = await openVpn({ tool: "gcloud", text, env: (world) => world.awsEnv(other) });
    const [gateway] = vpn.world.aws.transitGateways.values();
    expect(await preflight("--account", other)).toMatchObject({
      code: 3,
      problems: [expect.stringContaining("--options AutoAcceptSharedAttachments=enable")],
    });
    if (gateway) gateway.autoAccept = true;
    const healthy = await preflight("--account", other);
    expect(healthy.problems).toEqual([]);
    expect(healthy.code, healthy.stderr).toBe(0);
    vpn.world.aws.attachments.set("tgw-attach-0f1e2d3c4b5a69788", {
      ...{ transitGateway: "tgw-0a1b2c3d4e5f60718", resource: "vpc-0c3d4e5f60718293a", type: "vpc" },
      ...{ owner: other, state: "pendingAcceptance", table: "" },
      ...{ propagations: new Set<string>(), upcoming: [], tags: [] },
    });
    const waiting = await preflight("--account", other);
    expect(waiting.code).toBe(3);
    expect(waiting.problems).toEqual([
      "attachment tgw-attach-0f1e2d3c4b5a69788 of vpc-0c3d4e5f60718293a waits until the owner of tgw-0a1b2c3d4e5f60718 accepts it. With the owner's credentials: aws ec2 accept-transit-gateway-vpc-attachment --region eu-central-1 --transit-gateway-attachment-id tgw-attach-0f1e2d3c4b5a69788",
    ]);
  });
});

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh with Terraform", () => {
  test("finds that Terraform has no credentials or cannot begin before any key is made", async () => {
    vpn = await openVpn({
      tool: "terraform",
      text: tokyo,
      env: (world) => ({
        ...world.awsEnv(),
        ...world.googleEnv,
        ...world.terraformEnv,
        GOOGLE_OAUTH_ACCESS_TOKEN: "",
        GOOGLE_APPLICATION_CREDENTIALS: "/nonexistent.json",
      }),
    });
    const without = await preflight("--gcp", "terraform", "--side", "gcp");
    expect(without.code).toBe(3);
    expect(without.problems).toEqual([
      "GOOGLE_APPLICATION_CREDENTIALS names a file that cannot be read: /nonexistent.json. Correct it or unset it",
    ]);
    await vpn.close();

    vpn = await openVpn({ tool: "terraform", text: tokyo });
    vpn.folder.write({ "gcp/terraform/newer.tf": 'terraform {\n  required_version = ">= 99.0.0"\n}\n' });
    expect(await vpn.deploy()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("could not initialise"),
    });
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });
});

/** A command that says what it is told to of its version, and otherwise is what it was. */
function pretend(command: string, argument: string, says: string): void {
  const text = `#!/bin/bash
if [[ $1 == ${argument} ]]; then printf '%b\\n' '${says}'; else PATH=\${PATH#*:} exec ${command} "$@"; fi
`;
  writeFileSync(path.join(vpn.folder.home, "bin", command), text, { mode: 0o755 });
}

function pattern(says: readonly string[]): RegExp {
  const escaped = says.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(escaped.join(".*"));
}
