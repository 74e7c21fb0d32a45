/** Functions of deploy.sh and destroy.sh that judge. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { label } from "../../../src/render/mermaid.ts";

const templates = path.resolve(import.meta.dirname, "../../../templates");

/** Runs functions of a part of a script. */
function bash(part: string, script: string, input = ""): string {
  const text = readFileSync(path.join(templates, part), "utf8");
  return execFileSync("bash", ["-c", `${text}\n${script}`], { input, encoding: "utf8" });
}

describe("deploy.sh", () => {
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
      expect(bash("lib/deploy/changes.sh", call).trim()).toBe(expected ? "yes" : "no");
    },
  );
});

describe("terraform's plan", () => {
  const address = (type: string, key: string) => `${type}.aws[${JSON.stringify(key)}]`;
  const change = (actions: readonly string[], before: unknown, after: unknown, unknown = {}) => ({
    actions,
    before,
    after,
    after_unknown: unknown,
  });
  const hostile = 'x"}],"resource_changes":[{"address":"y\\';
  const plan = {
    format_version: "1.2",
    variables: { text: { value: hostile } },
    resource_drift: [{ address: "drifted", change: change(["delete"], {}, null) }],
    resource_changes: [
      {
        address: address("google_compute_vpn_tunnel", "a1"),
        change: change(
          ["delete", "create"],
          { id: "projects/p/regions/r/vpnTunnels/old", name: hostile },
          {},
        ),
      },
      {
        address: address("google_compute_router_peer", "a1"),
        change: change(
          ["update"],
          { id: "p", labels: { a: "b" }, peer_asn: 1, same: [hostile, 1.5, null], gone: true },
          { id: "p", labels: { a: "c" }, peer_asn: 2, same: [hostile, 1.5, null] },
          { ip_address: true, same: [false, {}] },
        ),
      },
      { address: address("x", 'a "b" {c}\n'), change: change(["no-op"], { id: "$(id) x" }, {}) },
      { address: "a.b", change: change(["create", "forget"], null, {}) },
      { address: "a.c", change: change(["forget"], { id: hostile }, null) },
      { address: "a.d", change: change(["bless"], null, null) },
    ],
    output_changes: {
      same: change(["no-op"], { actions: ["create"] }, null),
      [hostile]: change(["update"], 1, 2),
    },
    deferred_changes: [{ reason: "x", resource_change: {} }],
    errored: false,
  };
  const read = (text: string) =>
    bash("lib/terraform/terraform-plan.sh", "plan_rows && echo whole || echo refused", text);

  test("is read as JSON, whatever its strings hold, and what is not known is unknown", () => {
    const rows = read(JSON.stringify(plan)).trim().split("\n");
    expect(rows).toEqual([
      'replace projects/p/regions/r/vpnTunnels/old - google_compute_vpn_tunnel.aws["a1"]',
      'update p labels,peer_asn,gone,ip_address google_compute_router_peer.aws["a1"]',
      `no-op - - x.aws["a \\"b\\" {c}\\n"]`,
      "replace - - a.b",
      "forget - - a.c",
      "unknown - - a.d",
      `output - - ${hostile}`,
      "unknown - - deferred_changes",
      "whole",
    ]);
    expect(read(JSON.stringify(plan, null, 2))).toBe(`${rows.join("\n")}\n`);
  });

  test("is refused where it is cut off anywhere, has another format, or was made with errors", () => {
    const text = JSON.stringify(plan);
    for (let length = 0; length < text.length; length += 97)
      expect(read(text.slice(0, length)), String(length)).toMatch(/refused\n$/);
    for (const other of [
      { ...plan, format_version: "2.0" },
      { ...plan, format_version: undefined },
      { ...plan, errored: true },
      [plan],
    ])
      expect(read(JSON.stringify(other))).toMatch(/refused\n$/);
    expect(read("Terraform will perform the following actions:")).toBe("refused\n");
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
    expect(bash("lib/common/cidr.sh", `overlap ${one} ${other} && echo yes || echo no`).trim()).toBe(
      expected ? "yes" : "no",
    );
  });

  test("names the ranges that no route covers, whatever else is among the routes", () => {
    const routes = "10.0.0.0/8\nNone\nfd00::/8\npl-1234\n172.20.0.0/a[$(id)]\n0172.20.0.0/16\n";
    expect(bash("lib/common/cidr.sh", "without_route 10.1.0.0/16 172.20.0.0/16", routes).trim()).toBe(
      "172.20.0.0/16",
    );
  });
});

describe("the runbook", () => {
  test("escapes in its picture what Mermaid, HTML or Markdown would take for their own", () => {
    expect(label('a"b]', "<i>#`")).toBe('"a#34;b#93;<br>#60;i#62;#35;#96;"');
  });
});
