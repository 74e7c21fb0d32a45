/** The parts of AWS's models that facts are compared with. Read once, when the first comparison asks. */
import { at, botocore, cloudFormation, type Described, type Property } from "./models.ts";

let models: ReturnType<typeof botocore> | undefined;
let templates: ReturnType<typeof cloudFormation> | undefined;

export function model(): ReturnType<typeof botocore> {
  models ??= botocore(
    "cloudformation:CreateStackInput",
    "cloudformation:StackNameOrId",
    "ec2:AttachVpnGateway()",
    "ec2:CreateCustomerGatewayRequest",
    "ec2:CreateTransitGatewayVpcAttachment()",
    "ec2:CreateVpnConnectionRequest",
    "ec2:CreateVpnGatewayRequest",
    "ec2:ModifyVpnTunnelOptionsSpecification",
    "ec2:TransitGatewayRequestOptions",
    "ec2:VpnConnectionOptionsSpecification",
    "ec2:VpnTunnelOptionsSpecification",
    "ecs:KernelCapabilities",
    "kms:CreateAliasRequest",
    "logs:LogGroupName",
    "logs:PutRetentionPolicyRequest",
    "logs:TagValue",
    "organizations:AccountId",
    "resourcegroupstaggingapi:TagKey",
    "resourcegroupstaggingapi:TagMap",
    "resourcegroupstaggingapi:TagValue",
    "secretsmanager:CreateSecret()",
    "secretsmanager:CreateSecretRequest",
    "secretsmanager:NameType",
    "sns:CreateTopicInput",
  );
  return models;
}

function schemas(): ReturnType<typeof cloudFormation> {
  templates ??= cloudFormation("AWS::EC2::CustomerGateway", "AWS::EC2::VPNConnection", "AWS::Logs::LogGroup");
  return templates;
}

/** A shape or an operation, as `ec2:Shape` or `ec2:Operation()`. */
export function shape(name: string): Described {
  return at(model().shapes, name);
}

/** Description of a member of a shape. */
export function member(name: string, key: string): string {
  return at(shape(name).members, key).text;
}

/** A property of a type of CloudFormation. */
export function property(type: string, key: string): Property {
  return at(at(schemas().schemas, type).properties, key);
}

/** A definition beside the properties of `AWS::EC2::VPNConnection`. */
export function definition(key: string): Property {
  return at(at(schemas().schemas, "AWS::EC2::VPNConnection").definitions, key);
}

export function tunnelProperty(key: string): Property {
  return at(definition("VpnTunnelOptionsSpecification").properties, key);
}

/** Expression of an identifier, by the name that cfn-lint gives it. */
export function format(name: string): string {
  return at(schemas().formats, name);
}
