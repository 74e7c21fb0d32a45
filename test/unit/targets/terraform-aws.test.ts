import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as prettier from "prettier";
import { expect, test } from "vitest";
import { emit } from "../../../src/targets/all.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { onCreatedTgw, withAws } from "../../support/cloudformation.ts";
import { exampleFiles, exampleTopology, oneApplyFile } from "../../support/examples.ts";
import { whatRuns } from "../../support/reachable.ts";

const osaka = exampleTopology(oneApplyFile);

function filesOf(topology: Topology): Readonly<Record<string, string>> {
  const files = emit(topology, { sourceName: "vpn.yaml", targets: ["terraform-aws"] });
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

function fileOf(topology: Topology, path: string): string {
  return filesOf(topology)[path] ?? "";
}

test("one root, the script that adopts a stack, verify.sh and the runbook are all that there is", () => {
  expect(Object.keys(filesOf(osaka))).toEqual([
    "terraform/versions.tf",
    "terraform/providers.tf",
    "terraform/variables.tf",
    "terraform/aws.tf",
    "terraform/aws-connections.tf",
    "terraform/aws-vpcs.tf",
    "terraform/aws-monitoring.tf",
    "terraform/gcp.tf",
    "terraform/gcp-tunnels.tf",
    "terraform/outputs.tf",
    "terraform/adopt.sh",
    "terraform/adopt-settings.sh",
    "verify.sh",
    "settings.sh",
    ...["facts", "aws", "checks", "common", "connections", "gcp", "start", "verify"].map(
      (part) => `lib/${part}.sh`,
    ),
    ".gitattributes",
    "topology.svg",
    "CHANGES.md",
    "PERMISSIONS.md",
    "RUNBOOK.md",
  ]);
});

test("a file in which nothing would stand is not made", () => {
  const bare = withAws(osaka, { logs: { ...osaka.aws.logs, enabled: false, create: false }, alarmTopic: "" });
  expect(filesOf(bare)).not.toHaveProperty("terraform/aws-monitoring.tf");
});

test("a module has neither providers nor backend", () => {
  const output = { ...osaka.output, terraformForm: "module", stateBucket: "state" } as const;
  const files = filesOf({ ...osaka, output });
  expect(files).not.toHaveProperty("terraform/providers.tf");
  expect(files["terraform/versions.tf"]).not.toContain("backend");
});

test("VPCs of another account are a root of their own, which asks for the transit gateway", () => {
  const files = filesOf(onCreatedTgw(osaka, ["", "210987654321"]));
  expect(files["terraform/vpc-210987654321/main.tf"]).toContain('variable "transit_gateway_id"');
  expect(files["terraform/vpc-210987654321/providers.tf"]).toContain(
    'allowed_account_ids = ["210987654321"]',
  );
  expect(files["terraform/vpc-210987654321/versions.tf"]).not.toMatch(/google|backend/);
  expect(files["terraform/aws-vpcs.tf"]).not.toContain("vpc-1");
  expect(files["terraform/aws.tf"]).toContain('"210987654321"');
  const existing = exampleTopology("examples/existing-tgw/vpn.yaml");
  expect(fileOf(existing, "terraform/vpc-210987654321/main.tf")).toContain(
    'default     = "tgw-0a1b2c3d4e5f60718"',
  );
});

test.each([
  ["no more than the least", osaka],
  ["large tunnels", withAws(onCreatedTgw(osaka, [""]), { logs: { ...osaka.aws.logs, bgp: false } })],
  ["BGP logs", withAws(osaka, { logs: { ...osaka.aws.logs, bgp: true } })],
])("the aws provider changes inside CIDRs in place, where the file asks for %s", (_, topology) => {
  expect(fileOf(topology, "terraform/versions.tf")).toContain('version = ">= 6.28.0, < 7.0.0"');
});

test("customer gateways have device names of their own, which never replace one that exists", () => {
  const text = fileOf(osaka, "terraform/aws.tf");
  expect(text).toContain('device = "osaka-a"');
  expect(text).toContain('device = "osaka-b"');
  expect(text).toContain("ignore_changes = [device_name]");
});

test("propagation of an existing gateway is not destroyed, and the runbook says how to leave it on", () => {
  const { gateway } = osaka.aws;
  const existing = withAws(osaka, { gateway: { ...gateway, origin: { existing: true, id: "vgw-0a" } } });
  const guard = /route_propagation" "vpc" \{[^}]*\n {2}lifecycle \{[^}]*prevent_destroy = true/s;
  expect(fileOf(existing, "terraform/aws-vpcs.tf")).toMatch(guard);
  expect(fileOf(existing, "CHANGES.md")).toContain("state rm ADDRESS");
  expect(fileOf(osaka, "terraform/aws-vpcs.tf")).not.toMatch(guard);
});

test("own VPCs are in the declared tables of an existing transit gateway, other accounts' in none", () => {
  const files = filesOf(exampleTopology("examples/existing-tgw/vpn.yaml"));
  const text = files["terraform/aws-vpcs.tf"] ?? "";
  expect(text).toMatch(
    /table_association" "vpc" \{.*?transit_gateway_route_table_id = "tgw-rtb-0a1b2c3d4e5f60718"/s,
  );
  expect(text).toMatch(
    /table_propagation" "vpc" \{.*?transit_gateway_route_table_id = "tgw-rtb-0a1b2c3d4e5f60718"/s,
  );
  expect(files["terraform/vpc-210987654321/vpcs.tf"]).not.toMatch(/route_table_(association|propagation)/);
  expect(files).toHaveProperty(["aws/tgw-routes.sh"]);
  expect(files["RUNBOOK.md"]).toContain("aws/tgw-routes.sh \\\n  --connection-a");
});

test("an ASN that BgpAsn cannot hold goes into the other argument", () => {
  const aws = (asn: number) => fileOf({ ...osaka, gcp: { ...osaka.gcp, asn } }, "terraform/aws.tf");
  expect(aws(64512)).toContain('bgp_asn = "64512"');
  expect(aws(2147483647)).toContain('bgp_asn = "2147483647"');
  expect(aws(2147483648)).toContain('bgp_asn_extended = "2147483648"');
});

test("every list of a tunnel holds one value, both tunnels are complete, and no key is given", () => {
  const text = fileOf(osaka, "terraform/aws-connections.tf");
  const lists = [...text.matchAll(/^ {2}tunnel[12]_\w+ += \[(.*)\]$/gm)].map((match) => match[1]);
  expect(lists).toHaveLength(28);
  expect(lists.filter((list) => list?.includes(","))).toEqual([]);
  const names = (number: 1 | 2) =>
    [...text.matchAll(new RegExp(`^ {2}tunnel${number}_(\\w+)`, "gm"))].map((match) => match[1]);
  expect(names(1)).toEqual(names(2));
  expect(names(1)).toHaveLength(34);
  expect(text).not.toMatch(/preshared_key +=/);
});

test.each([...exampleFiles, oneApplyFile] as const)(
  "%s: the runbook fits, and Prettier leaves it",
  async (file) => {
    const files = filesOf(exampleTopology(file));
    const text = files["RUNBOOK.md"] ?? "";
    expect(await prettier.format(text, { parser: "markdown" })).toBe(text);
    expect(text).toMatch(/terraform (-chdir=terraform )?apply/);
    const scripts = [...text.matchAll(/[\w-]+\.sh\b/g)].map(([script]) => script);
    expect(scripts.filter((script) => !Object.keys(files).some((path) => path.endsWith(script)))).toEqual([]);
    expect(text).not.toMatch(/psk-versions|the stack|cloudformation:|`deploy/);
  },
);

test.each([
  ["root", "terraform -chdir=terraform output"],
  ["module", "terraform output"],
] as const)("the check of a %s hands the ids of both connections to verify.sh", (terraformForm, command) => {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-runbook-"));
  const stub = (name: string, text: string) =>
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  try {
    const files = filesOf({ ...osaka, output: { ...osaka.output, terraformForm } });
    const outputs = [...(files["terraform/outputs.tf"] ?? "").matchAll(/^output "(\w+)"/gm)].map(
      (match) => match[1],
    );
    expect(outputs).toEqual(expect.arrayContaining(["aws_connection_a", "aws_connection_b"]));
    stub(
      "terraform",
      `case "terraform $*" in
'${command} -raw aws_connection_a') printf vpn-0a ;;
'${command} -raw aws_connection_b') printf vpn-0b ;;
*) exit 1 ;;
esac`,
    );
    stub("verify.sh", 'echo "$@"');
    const commands = [...(files["RUNBOOK.md"] ?? "").matchAll(/^```sh\n(\.\/verify\.sh [^`]+)```$/gm)];
    const said = commands.map(([, text = ""]) =>
      execFileSync("bash", ["--norc", "-euc", text], {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: `${folder}:/usr/bin:/bin` },
      }),
    );
    const ids = "--connection-a vpn-0a --connection-b vpn-0b\n";
    expect(said).toEqual([`--wait ${ids}`, `--through-rekey ${ids}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("verify.sh asks no stack for anything, once it is told the connections", () => {
  const text = whatRuns(fileOf(osaka, "verify.sh"), filesOf(osaka));
  expect(text.match(/cloudformation/g)).toHaveLength(1);
  expect(text).toMatch(/^find_connections\(\) \{\n[^}]*rows=\$\(in_aws cloudformation/m);
});

test("where one root makes both sides, what leads on is in the runbook, and no script", () => {
  expect(fileOf(osaka, "settings.sh")).toContain("readonly ONE_APPLY=yes\n");
  const moved = readFileSync(
    path.resolve(import.meta.dirname, "../../../templates/lib/common/moved.sh"),
    "utf8",
  );
  const script = `ONE_APPLY=yes\nrefuse() { echo "$*"; exit 3; }\n${moved}\nrefuse_moved a1 "a1 moved"`;
  const { status, stdout } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({
    status: 3,
    stdout: expect.stringMatching(/^a1 moved\. .*CHANGES\.md/),
  });
  expect(stdout).not.toContain("roll.sh");
});

test("a tunnel has no note on its key, which no secret of ours holds", () => {
  expect(fileOf(osaka, "terraform/gcp-tunnels.tf")).not.toMatch(/each\.value\.secret|description +=/);
});

test.each([...exampleFiles, oneApplyFile] as const)(
  "%s: Google Cloud's resources are those of gcp/terraform, but for where addresses and keys come from",
  (file) => {
    const topology = exampleTopology(file);
    const files = emit(topology, { sourceName: "vpn.yaml", targets: ["terraform", "terraform-aws"] });
    const textOf = (name: string) => files.find((each) => each.path === name)?.text ?? "";
    const linesOf = (name: string) =>
      (textOf(name).match(/^(resource "google_|locals )[\s\S]*?^\}$/gm) ?? []).join("\n").split("\n");
    const twice = linesOf("gcp/terraform/tunnels.tf").filter((line) => !/^ {6}secret /.test(line));
    const once = linesOf("terraform/gcp-tunnels.tf");

    expect(textOf("terraform/gcp.tf")).toBe(textOf("gcp/terraform/main.tf"));
    expect(twice.filter((line) => !once.includes(line)).map((line) => line.trim())).toEqual([
      "has_addresses = var.aws_outside_addresses != null",
      "tunnels       = { for id, tunnel in local.all_tunnels : id => tunnel if local.has_addresses }",
      "count = local.has_addresses ? 1 : 0",
      "ip_address = var.aws_outside_addresses[interface.key]",
      "depends_on = [terraform_data.tunnels_need_aws_outside_addresses]",
      "shared_secret_wo                = ephemeral.google_secret_manager_secret_version.psk[each.key].secret_data",
      "# Google Cloud never shows a key, and roll.sh must know which one a tunnel has.",
      'description = "Pre-shared key: version ${var.psk_versions[each.key]} of ${each.value.secret}"',
    ]);
    expect(once.filter((line) => !twice.includes(line)).map((line) => line.trim())).toEqual([
      "tunnels = local.all_tunnels",
      "count = 1 # the address that it has in gcp/terraform, so that a state can move",
      "ip_address = local.aws_outside_addresses[interface.key]",
      "shared_secret_wo                = local.pre_shared_keys[each.key]",
    ]);
  },
);
