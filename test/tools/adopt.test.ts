/** From the CloudFormation form to the one-apply root and back, with fakes of both providers and the real aws CLI. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { text as textOf } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TargetName } from "../../src/target-names.ts";
import { emit } from "../../src/targets/all.ts";
import type { Topology } from "../../src/topology/topology.ts";
import type { Artifacts } from "../support/artifacts.ts";
import { onCreatedTgw, vpnTemplate, withAws } from "../support/cloudformation.ts";
import { exampleTopology } from "../support/examples.ts";
import { type Answer, xml } from "./fake-aws/query.ts";
import { type FakeAws, startFakeAws } from "./fake-aws-provider/start.ts";
import { openWorkspace, secretOf, type Workspace } from "./fake-google/workspace.ts";
import { runScript, type ScriptResult } from "./gcloud.ts";
import { writeOneApply } from "./one-apply.ts";
import { requireTool } from "./require.ts";
import { terraform } from "./terraform.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const tables = { associate: "tgw-rtb-0a1b2c3d4e5f60718", propagate: ["tgw-rtb-0a1b2c3d4e5f60718"] };
const onTgw = onCreatedTgw(tokyo, ["", "210987654321"]);
const cases: readonly (readonly [string, Topology])[] = [
  ["a virtual private gateway", tokyo],
  ["a transit gateway", withAws(onTgw, { gateway: { ...onTgw.aws.gateway, ...tables } })],
];

function artifactsOf(topology: Topology, targets: readonly TargetName[]): Artifacts {
  const files = emit(topology, { sourceName: "vpn.yaml", targets });
  return Object.fromEntries(files.map(({ path: file, text }) => [file, text]));
}

requireTool(
  "terraform",
  "aws",
  "@grpc/grpc-js",
)("moving between the forms", () => {
  let aws: FakeAws;
  let workspace: Workspace;
  let server: Server;
  beforeEach(async () => {
    aws = await startFakeAws();
    workspace = await openWorkspace({ reattach: aws.reattach });
  });
  afterEach(() => {
    server?.close();
    workspace.close();
    aws.stop();
  });

  /** Replaces the Terraform files in the folder, and leaves its state. */
  const write = async (artifacts: Artifacts, folder: "terraform" | "gcp/terraform") => {
    for (const name of readdirSync(workspace.directory))
      if (name.endsWith(".tf")) rmSync(path.join(workspace.directory, name));
    const files = Object.entries(artifacts).filter(([name]) => path.dirname(name) === folder);
    await writeOneApply(
      workspace,
      Object.fromEntries(files.map(([name, text]) => [`terraform/${path.basename(name)}`, text])),
    );
  };
  const ofAws = async () =>
    (await terraform(workspace.directory, ["state", "list"], workspace.env)).stdout
      .split("\n")
      .filter((address) => /^(data\.)?aws_|^terraform_data\.secret/.test(address));
  const forget = async (addresses: readonly string[]) =>
    expect(await terraform(workspace.directory, ["state", "rm", ...addresses], workspace.env)).toMatchObject({
      code: 0,
    });
  const outside = () =>
    Object.fromEntries(
      tokyo.tunnels.map(({ id, awsInside }) => {
        const connection = aws
          .resources("aws_vpn_connection")
          .find((one) => Object.values(one).includes(awsInside));
        const number = connection?.tunnel1_vgw_inside_address === awsInside ? 1 : 2;
        return [id, String(connection?.[`tunnel${number}_address`])];
      }),
    );

  /** A VPN as the stack, gcp/terraform and secrets.sh leave it: AWS's side in no state, Google Cloud's in one. */
  const asStackLeavesIt = async (topology: Topology) => {
    for (const { id, gcpSecret } of topology.tunnels)
      workspace.fake.setSecret(
        `projects/${topology.keys.gcpProject}/secrets/${gcpSecret}`,
        "1",
        secretOf(id, 1),
      );
    await write(artifactsOf(topology, ["terraform"]), "gcp/terraform");
    await workspace.changes({ aws_outside_addresses: null });
    await write(artifactsOf(topology, ["terraform-aws"]), "terraform");
    const planned = await workspace.run("plan", {}, "-out=plan", "-no-color");
    const types = planned.stdout.match(/^ {2}# (aws_\S+)/gm) ?? [];
    const targets = [...new Set(types.map((line) => `-target=${line.replace(/^ {2}# (\w+\.\w+).*/, "$1")}`))];
    await workspace.changes({}, ...targets);
    await forget(await ofAws());
    await write(artifactsOf(topology, ["terraform"]), "gcp/terraform");
    const addresses = { aws_outside_addresses: outside() };
    await workspace.changes(addresses);
    expect(await workspace.run("plan", addresses, "-detailed-exitcode")).toMatchObject({ code: 0 });
  };

  test.each(cases)("imports %s, makes nothing anew, and gives it back", async (_, topology) => {
    await asStackLeavesIt(topology);
    const artifacts = artifactsOf(topology, ["terraform-aws"]);
    server = await answers(topology, aws);
    const adopted = await adopt(artifacts, server);
    expect(adopted).toMatchObject({ code: 0 });

    await write(artifacts, "terraform");
    writeFileSync(path.join(workspace.directory, "imports.tf"), adopted.stdout);
    const formatted = await terraform(workspace.directory, ["fmt", "-check", "imports.tf"]);
    expect(formatted).toMatchObject({ code: 0 });
    const planned = await workspace.run("plan");
    expect(planned).toMatchObject({ code: 0, stderr: "" });
    // What remembers the versions of AWS's secrets; and propagation, which cannot be imported.
    const added = 2 + aws.resources("aws_vpn_gateway_route_propagation").length;
    const imported = [...adopted.stdout.matchAll(/^import \{$/gm)].length;
    expect(planned.stdout).toContain(
      `Plan: ${imported} to import, ${added} to add, 0 to change, 0 to destroy.`,
    );
    forgetPropagation(aws);
    const [before, calls] = [aws.calls.length, workspace.fake.calls.length];
    expect(await workspace.changes()).toEqual([]);
    expect(aws.calls.slice(before).filter(({ type }) => !type.includes("propagation"))).toEqual([]);
    expect(workspace.fake.calls).toHaveLength(calls);
    rmSync(path.join(workspace.directory, "imports.tf"));
    expect(await workspace.run("plan", {}, "-detailed-exitcode")).toMatchObject({ code: 0, stderr: "" });

    const known = aws.calls.length;
    await forget(await ofAws());
    await write(artifactsOf(topology, ["terraform"]), "gcp/terraform");
    const addresses = { aws_outside_addresses: outside() };
    const back = await workspace.run("plan", addresses);
    expect(back.stdout).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
    expect(back.stdout).toContain("terraform_data.tunnels_need_aws_outside_addresses[0] will be created");
    expect(await workspace.changes(addresses)).toEqual([]);
    expect(aws.calls).toHaveLength(known);
  });

  test("adopt.sh says what it does not find, and prints no half", async () => {
    await asStackLeavesIt(tokyo);
    const artifacts = artifactsOf(tokyo, ["terraform-aws"]);
    server = await answers({ ...tokyo, name: "other" }, aws);
    const refused = await adopt(artifacts, server);
    expect(refused).toMatchObject({ code: 3, stdout: "" });
    expect(refused.stderr).toContain("has no rule 'tokyo: tcp 443 from Google Cloud' for 10.128.0.0/20");
    const settings = artifacts["terraform/adopt-settings.sh"]?.replaceAll("tokyo: ", "other: ") ?? "";
    const renamed = { ...artifacts, "terraform/adopt-settings.sh": settings };
    const module = await adopt(renamed, server, "--module", "vpn");
    expect(module.stdout).toContain("  to = module.vpn.aws_vpn_connection.a\n");
  });
});

/** Enabling it again is no error on AWS, while the fake knows it already. */
function forgetPropagation(aws: FakeAws): void {
  for (const { id } of aws.resources("aws_vpn_gateway_route_propagation"))
    aws.remove("aws_vpn_gateway_route_propagation", String(id));
}

/** Runs the script as it is emitted. */
async function adopt(artifacts: Artifacts, server: Server, ...args: string[]): Promise<ScriptResult> {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-adopt-"));
  for (const [name, text] of Object.entries(artifacts)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text, { mode: 0o755 });
  }
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: folder,
    TMPDIR: folder,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  try {
    return await runScript(path.join(folder, "terraform/adopt.sh"), args, env);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What AWS says of a stack whose resources are those in the account. */
async function answers(topology: Topology, aws: FakeAws): Promise<Server> {
  const account = "123456789012";
  const server = createServer(async (request, response) => {
    const asked = new URLSearchParams(await textOf(request));
    const action = asked.get("Action") ?? "";
    const wrapped = (result: Answer) =>
      xml({ [`${action}Response`]: { [`${action}Result`]: result } }, "member");
    const group = asked.get("Filter.1.Value.1") ?? "";
    const replies: Readonly<Record<string, () => string>> = {
      GetCallerIdentity: () =>
        wrapped({ Account: account, Arn: `arn:aws:iam::${account}:user/test`, UserId: "test" }),
      DescribeStackResources: () => wrapped({ StackResources: stackResources(topology, aws) }),
      DescribeSecurityGroupRules: () =>
        xml({
          DescribeSecurityGroupRulesResponse: {
            securityGroupRuleSet: aws
              .resources("aws_vpc_security_group_ingress_rule")
              .filter((rule) => rule.security_group_id === group)
              .map((rule) => ({
                securityGroupRuleId: String(rule.id),
                isEgress: false,
                cidrIpv4: String(rule.cidr_ipv4),
                description: String(rule.description).replace("tokyo", topology.name),
              })),
          },
        }),
      DescribeTransitGatewayAttachments: () =>
        xml({
          DescribeTransitGatewayAttachmentsResponse: {
            transitGatewayAttachments: aws
              .resources("aws_vpn_connection")
              .filter(({ id }) => id === group)
              .map((one) => ({ transitGatewayAttachmentId: String(one.transit_gateway_attachment_id) })),
          },
        }),
    };
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(replies[action]?.() ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Logical and physical ids: each resource of the template, and the one in the account that it describes. */
function stackResources(topology: Topology, aws: FakeAws) {
  const named = (type: string, tags: unknown) => {
    const name = (tags as { Key: string; Value: string }[]).find(({ Key }) => Key === "Name")?.Value;
    return aws.resources(type).find((one) => (one.tags as { Name?: string } | null)?.Name === name)?.id;
  };
  const types: Readonly<Record<string, string>> = {
    "AWS::EC2::VPNGateway": "aws_vpn_gateway",
    "AWS::EC2::TransitGateway": "aws_ec2_transit_gateway",
    "AWS::EC2::TransitGatewayAttachment": "aws_ec2_transit_gateway_vpc_attachment",
    "AWS::EC2::CustomerGateway": "aws_customer_gateway",
    "AWS::EC2::VPNConnection": "aws_vpn_connection",
    "AWS::RAM::ResourceShare": "aws_ram_resource_share",
  };
  return Object.entries(vpnTemplate(topology).Resources).flatMap(
    ([LogicalResourceId, { Type, Properties }]) => {
      const type = types[Type];
      if (type === undefined) return [];
      const id = String(named(type, Properties.Tags));
      const [share] = aws.resources("aws_ram_resource_share");
      return [
        {
          LogicalResourceId,
          PhysicalResourceId: type === "aws_ram_resource_share" ? String(share?.arn) : id,
        },
      ];
    },
  );
}
