/** How the fake AWS judges a policy. */
import { describe, expect, test } from "vitest";
import { exampleTopology } from "../../support/examples.ts";
import type { Statement } from "../../support/policies.ts";
import { newAws } from "../world/ground.ts";
import { allows, authorizeCall, authorizeHandlers, noBody } from "./permissions.ts";
import type { AwsState } from "./state.ts";

function policy(...statements: readonly Partial<Statement>[]) {
  const Statement = statements.map((each) => ({
    Sid: "",
    Effect: "Allow" as const,
    Action: [],
    Resource: "*",
    ...each,
  }));
  return { Version: "2012-10-17" as const, Statement };
}

describe("a policy allows", () => {
  const secret = "arn:*:secretsmanager:*:1:secret:tokyo/psk/a1-??????";
  const found = "arn:aws:secretsmanager:r:1:secret:tokyo/psk/a1-AbCdEf";
  const inRegion = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
  const role = { StringEquals: { "iam:AWSServiceName": ["s2svpn.amazonaws.com"] } };
  const alias = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/vpn" } };
  test.each([
    [{ Action: ["ec2:DescribeVpcs"] }, { action: "ec2:DescribeVpcs", resource: "*" }, true],
    [{ Action: ["ec2:Describe*"] }, { action: "ec2:DescribeVpcs", resource: "*" }, true],
    [{ Action: ["ec2:describevpcs"] }, { action: "ec2:DescribeVpcs", resource: "*" }, true],
    [{ Action: ["ec2:DescribeVpc"] }, { action: "ec2:DescribeVpcs", resource: "*" }, false],
    [{ Action: ["s:Get"], Resource: secret }, { action: "s:Get", resource: found }, true],
    [{ Action: ["s:Get"], Resource: secret }, { action: "s:Get", resource: `${found}G` }, false],
    [{ Action: ["s:Get"], Resource: [found, secret] }, { action: "s:Get", resource: "*" }, false],
    [{ Action: ["ec2:X"], Condition: inRegion }, { action: "ec2:X", resource: "*" }, true],
    [{ Action: ["iam:X"], Condition: inRegion }, { action: "iam:X", resource: "*" }, false],
    [
      { Action: ["iam:X"], Condition: role },
      { action: "iam:X", resource: "*", context: { "iam:AWSServiceName": "s2svpn.amazonaws.com" } },
      true,
    ],
    [
      { Action: ["iam:X"], Condition: role },
      { action: "iam:X", resource: "*", context: { "iam:AWSServiceName": "rds.amazonaws.com" } },
      false,
    ],
    [
      { Action: ["kms:X"], Condition: alias },
      { action: "kms:X", resource: "*", context: { "kms:ResourceAliases": "alias/vpn" } },
      true,
    ],
    [{ Action: ["kms:X"], Condition: alias }, { action: "kms:X", resource: "*" }, false],
  ])("%o: %o is %s", (statement, wish, expected) => {
    expect(allows(policy(statement), wish, "eu-west-1")).toBe(expected);
  });

  test("nothing under an operator that the fake does not know", () => {
    const statement = { Action: ["ec2:X"], Condition: { ArnLike: {} } };
    expect(() => allows(policy(statement), { action: "ec2:X", resource: "*" }, "r")).toThrow("ArnLike");
  });
});

describe("a caller without the permission", () => {
  const none = (): AwsState => {
    const aws = newAws(exampleTopology("examples/tokyo/vpn.yaml"), {
      now: () => 0,
      seed: 1,
      pace: { late: 0, modifying: 0, back: 0, up: 0, stack: 1 },
    });
    aws.policies.set(aws.account, policy());
    return aws;
  };
  const call =
    (aws: AwsState, service: string, operation: string, body = noBody) =>
    () =>
      authorizeCall(aws, { account: aws.account, service, operation, parameters: new Map(), body });

  test.each([
    ["ec2", "DescribeVpcs", "UnauthorizedOperation"],
    ["cloudformation", "DescribeStacks", "AccessDenied"],
    ["monitoring", "DescribeAlarms", "AccessDenied"],
  ])("is refused by %s", (service, operation, code) => {
    const name = service === "monitoring" ? "cloudwatch" : service;
    expect(call(none(), service, operation)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(`is not authorized to perform: ${name}:${operation} because`),
      }),
    );
  });

  test.each([
    ["secretsmanager", "GetSecretValue", { SecretId: "a" }, "secret:a-AbCdEf"],
    ["logs", "DeleteLogGroup", { logGroupName: "/vpn" }, "log-group:/vpn:*"],
  ])("is refused by %s, with the resource", (service, operation, body, resource) => {
    expect(call(none(), service, operation, body)).toThrow(
      expect.objectContaining({
        code: "AccessDeniedException",
        message: expect.stringContaining(
          `on resource: arn:aws:${service}:ap-northeast-1:123456789012:${resource}`,
        ),
      }),
    );
  });

  test("may ask who they are", () => {
    expect(call(none(), "sts", "GetCallerIdentity")).not.toThrow();
  });

  test("needs the handlers' actions too, the roles of AWS's services, and the keys that a template refers to", () => {
    const aws = none();
    const create = (actions: readonly string[]) => () => {
      aws.policies.set(aws.account, policy({ Action: actions }));
      authorizeHandlers(aws, aws.account, {
        type: "AWS::EC2::VPNConnection",
        properties: { PreSharedKey: "{{resolve:secretsmanager:tokyo/psk/a1:SecretString}}" },
        handlers: ["create"],
      });
    };
    expect(create([])).toThrow(
      /^Resource handler returned message: "User: .* perform: ec2:CreateTags .*AccessDenied\)$/,
    );
    expect(create(["ec2:*", "logs:*"])).toThrow("iam:CreateServiceLinkedRole");
    expect(create(["ec2:*", "logs:*", "iam:*"])).toThrow("secretsmanager:GetSecretValue on resource");
    expect(create(["ec2:*", "logs:*", "secretsmanager:*"])).not.toThrow();
  });
});
