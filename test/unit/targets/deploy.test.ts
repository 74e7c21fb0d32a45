/** What deploy.sh, verify.sh and destroy.sh are told, and the functions in them that judge. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { label } from "../../../src/render/mermaid.ts";
import { emit } from "../../../src/targets/all.ts";
import type { TargetName } from "../../../src/targets/target.ts";
import { type exampleFiles, exampleTopology } from "../../support/examples.ts";
import { readPrologue } from "../../support/prologue.ts";

const templates = path.resolve(import.meta.dirname, "../../../templates");

type ExampleFile = (typeof exampleFiles)[number];

function prologueOf(
  script: string,
  targets: readonly TargetName[],
  example: ExampleFile = "examples/tokyo/vpn.yaml",
) {
  const files = emit(exampleTopology(example), {
    sourceName: "vpn.yaml",
    targets,
  });
  return readPrologue(files.find(({ path: file }) => file === script)?.text ?? "");
}

/** Runs functions of a part of a script. */
function bash(part: string, script: string, input = ""): string {
  const text = readFileSync(path.join(templates, part), "utf8");
  return execFileSync("bash", ["-c", `${text}\n${script}`], { input, encoding: "utf8" });
}

describe("deploy.sh", () => {
  test("knows what was generated, and nothing else", () => {
    expect(prologueOf("deploy.sh", ["cloudformation", "terraform"])).toMatchObject({
      TEMPLATE: "aws/cloudformation.yaml",
      HAS_OPTIONS: "no",
      HAS_ROUTES: "no",
      GCP_TOOLS: ["terraform"],
    });
    expect(prologueOf("deploy.sh", ["gcloud", "tunnel-options"])).toMatchObject({
      TEMPLATE: "",
      HAS_OPTIONS: "yes",
      GCP_TOOLS: ["gcloud"],
    });
  });

  test("knows other accounts, and the transit gateway that each needs", () => {
    expect(prologueOf("deploy.sh", ["cloudformation"], "examples/existing-tgw/vpn.yaml")).toMatchObject({
      ACCOUNTS: ["210987654321"],
      ACCOUNT_GATEWAYS: ["tgw-0a1b2c3d4e5f60718"],
      ACCOUNT_STACK: "shared-services-vpn-vpc",
    });
  });

  test("knows its stack by the description that the template has", () => {
    const files = emit(exampleTopology("examples/tokyo/vpn.yaml"), {
      sourceName: "vpn.yaml",
      targets: ["cloudformation"],
    });
    const template = files.find(({ path: file }) => file === "aws/cloudformation.yaml")?.text;
    const { STACK_DESCRIPTION } = readPrologue(
      files.find(({ path: file }) => file === "deploy.sh")?.text ?? "",
    );
    expect(template).toContain(`\nDescription: "${String(STACK_DESCRIPTION)}"\n`);
  });

  test.each([
    ["Modify", "AWS::EC2::VPNConnection", "False", "Tags", false],
    ["Modify", "AWS::EC2::VPNConnection", "False", "Properties,VpnTunnelOptionsSpecifications", true],
    ["Modify", "AWS::EC2::VPNConnection", "True", "Tags", true],
    ["Modify", "AWS::EC2::VPNConnection", "Conditional", "Properties,CustomerGatewayId", true],
    ["Modify", "AWS::EC2::VPNConnection", "False", "-", true],
    ["Remove", "AWS::EC2::CustomerGateway", "False", "-", true],
    ["SyncWithActual", "AWS::EC2::VPNConnection", "False", "VpnTunnelOptionsSpecifications", false],
    ["Add", "AWS::EC2::VPNConnection", "False", "-", false],
    ["Modify", "AWS::EC2::TransitGatewayAttachment", "False", "Properties,SubnetIds", false],
    ["Remove", "AWS::EC2::TransitGatewayAttachment", "False", "-", true],
    ["Remove", "AWS::EC2::SecurityGroupIngress", "False", "-", false],
  ])(
    "takes %s of %s (replacement %s, %s) for an interruption: %s",
    (action, type, replacement, what, expected) => {
      const call = `interrupts ${action} ${type} ${replacement} '${what}' && echo yes || echo no`;
      expect(bash("deploy/changes.sh", call).trim()).toBe(expected ? "yes" : "no");
    },
  );
});

describe("terraform's plan", () => {
  const plan = `Terraform will perform the following actions:

  # google_compute_vpn_tunnel.aws["a1"] must be replaced
-/+ resource "google_compute_vpn_tunnel" "aws" {
      ~ id = "x" -> (known after apply)
        # (3 unchanged attributes hidden)
    }

  # google_compute_router_peer.aws["a1"] will be replaced due to changes in replace_triggered_by
  # google_compute_vpn_tunnel.aws["b1"] is tainted, so must be replaced
  # google_compute_router.vpn will be updated in-place
  # google_compute_firewall.from_aws will be destroyed
  # (because google_compute_firewall.from_aws is not in configuration)
  # google_compute_router.other will no longer be managed by Terraform, but will not be destroyed
  # google_compute_thing.new will be blessed
`;

  test("is read heading by heading, and what is not known is unknown", () => {
    const rows = bash("shell/terraform.sh", "planned_actions", plan).trim().split("\n");
    expect(rows).toEqual([
      'replace google_compute_vpn_tunnel.aws["a1"]',
      'replace google_compute_router_peer.aws["a1"]',
      'replace google_compute_vpn_tunnel.aws["b1"]',
      "update google_compute_router.vpn",
      "destroy google_compute_firewall.from_aws",
      "forget google_compute_router.other",
      "unknown google_compute_thing.new",
    ]);
  });
});

describe("verify.sh", () => {
  test.each([
    ["10.0.0.0/8", "10.20.0.0/16", true],
    ["10.20.0.0/16", "10.0.0.0/8", true],
    ["10.20.0.0/16", "10.21.0.0/16", false],
    ["0.0.0.0/0", "192.168.1.0/24", true],
    ["255.255.255.255/32", "255.255.255.254/32", false],
  ])("takes %s and %s for overlapping: %s", (one, other, expected) => {
    expect(bash("shell/cidr.sh", `overlap ${one} ${other} && echo yes || echo no`).trim()).toBe(
      expected ? "yes" : "no",
    );
  });

  test("names the ranges that no route covers, whatever else is among the routes", () => {
    const routes = "10.0.0.0/8\nNone\nfd00::/8\npl-1234\n";
    expect(bash("shell/cidr.sh", "without_route 10.1.0.0/16 172.20.0.0/16", routes).trim()).toBe(
      "172.20.0.0/16",
    );
  });
});

describe("the runbook", () => {
  test("escapes in its picture what Mermaid, HTML or Markdown would take for their own", () => {
    expect(label('a"b]', "<i>#`")).toBe('"a#34;b#93;<br>#60;i#62;#35;#96;"');
  });
});
