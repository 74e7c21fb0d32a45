/** What the scripts may do, and nothing more: an IAM policy for AWS, permissions of a custom role for Google Cloud. */
import { kmsAliasCondition, secretKmsActions } from "../../facts/aws-network.ts";
import type { Topology } from "../../topology/topology.ts";
import { policy, prefixed, type Statement } from "./iam-policy.ts";

/** Policy of whoever applies the root that has both sides. Keys are in AWS's own secrets, and only read. */
export function awsTerraformPolicy(topology: Topology): string {
  const { aws } = topology;
  const isTgw = aws.gateway.type === "tgw";
  const shares = isTgw && !aws.gateway.origin.existing && aws.vpcs.some(({ account }) => account !== "");
  return policy([
    { Sid: "Look", Action: [...reading(isTgw), ...readingByTerraform(isTgw)], Resource: "*" },
    ...vpn(topology),
    {
      Sid: "Keys",
      Action: prefixed("secretsmanager", ["DescribeSecret", "GetSecretValue", "ListSecretVersionIds"]),
      Resource: [`arn:*:secretsmanager:${aws.region}:${aws.account || "*"}:secret:s2svpn!*`],
    },
    shares && {
      Sid: "Share",
      Action: prefixed("ram", [
        "AssociateResourceShare",
        "CreateResourceShare",
        "DeleteResourceShare",
        "DisassociateResourceShare",
        "GetResourceShareAssociations",
        "GetResourceShares",
        "TagResource",
      ]),
      Resource: "*",
    },
    ...monitoring(topology),
    aws.alarmTopic !== "" && { Sid: "AlarmTags", Action: prefixed("cloudwatch", tagging), Resource: "*" },
    aws.logs.enabled && { Sid: "LogTags", Action: prefixed("logs", tagging), Resource: "*" },
  ]);
}

const tagging = ["ListTagsForResource", "UntagResource"];

function readingByTerraform(isTgw: boolean): string[] {
  return prefixed("ec2", [
    "DescribeSecurityGroupRules",
    ...(isTgw ? ["GetTransitGatewayRouteTableAssociations", "GetTransitGatewayRouteTablePropagations"] : []),
  ]);
}

/**
 * Policy of whoever runs deploy.sh, roll.sh and destroy.sh, as JSON that Prettier leaves as it is. CloudFormation acts with the
 * caller's permissions, so what its handlers call is in it.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function awsPolicy(topology: Topology): string {
  const { aws, keys, tunnels } = topology;
  const account = aws.account || "*";
  const secret = (name: string) => `arn:*:secretsmanager:${aws.region}:${account}:secret:${name}-*`;
  return policy([
    { Sid: "Look", Action: reading(aws.gateway.type === "tgw"), Resource: "*" },
    {
      Sid: "Stack",
      Action: prefixed("cloudformation", [
        "CreateChangeSet",
        "DeleteChangeSet",
        "DeleteStack",
        "DescribeChangeSet",
        "DescribeStackEvents",
        "DescribeStacks",
        "ExecuteChangeSet",
        "GetTemplate",
        "ListChangeSets",
      ]),
      Resource: `arn:*:cloudformation:${aws.region}:${account}:stack/${aws.stackName}/*`,
    },
    ...vpn(topology),
    {
      Sid: "Keys",
      Action: prefixed("secretsmanager", [
        "DescribeSecret",
        "GetSecretValue",
        ...(keys.source === "existing" ? [] : ["CreateSecret", "DeleteSecret", "TagResource"]),
        "PutSecretValue",
        "UpdateSecretVersionStage",
      ]),
      Resource: tunnels.map(({ awsSecret }) => secret(awsSecret)),
    },
    keys.awsKmsKey !== "" && encryption(topology),
    ...monitoring(topology),
  ]);
}

/** The KMS key of the secrets, which a policy names by its own ARN; by an alias only in a condition. */
function encryption({ aws, keys }: Topology): Statement {
  const { awsKmsKey: key } = keys;
  const statement = { Sid: "KeyOfKeys", Action: secretKmsActions.value };
  const keyArn = (id: string) => `arn:*:kms:${aws.region}:${aws.account || "*"}:key/${id}`;
  const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
  if (alias === undefined) return { ...statement, Resource: key.startsWith("arn:") ? key : keyArn(key) };
  const any = { "ForAnyValue:StringEquals": { [kmsAliasCondition.value]: alias } };
  const account = /^(arn:.*):alias\//.exec(key)?.[1];
  return { ...statement, Resource: account ? `${account}:key/*` : keyArn("*"), Condition: any };
}

function vpn(topology: Topology): Statement[] {
  const { origin, type } = topology.aws.gateway;
  const made = origin.existing ? [] : gatewayActions(type === "tgw");
  return [
    { Sid: "Vpn", Action: prefixed("ec2", [...connecting, ...made]), Resource: "*" },
    { Sid: "Routing", Action: prefixed("ec2", routing(topology)), Resource: "*" },
  ];
}

function monitoring({ aws }: Topology): (Statement | false)[] {
  return [
    aws.logs.enabled && {
      Sid: "TunnelLogs",
      Action: prefixed("logs", [
        "CreateLogDelivery",
        "CreateLogGroup",
        "DeleteLogDelivery",
        "DeleteLogGroup",
        "DescribeLogGroups",
        "DescribeResourcePolicies",
        "GetLogDelivery",
        "ListLogDeliveries",
        "PutResourcePolicy",
        "PutRetentionPolicy",
        "TagResource",
        "UpdateLogDelivery",
      ]),
      Resource: "*",
    },
    aws.alarmTopic !== "" && {
      Sid: "Alarms",
      Action: prefixed("cloudwatch", ["DeleteAlarms", "DescribeAlarms", "PutMetricAlarm", "TagResource"]),
      Resource: "*",
    },
  ];
}

const connecting = [
  "CreateCustomerGateway",
  "CreateTags",
  "CreateVpnConnection",
  "DeleteCustomerGateway",
  "DeleteTags",
  "DeleteVpnConnection",
  "ModifyVpnConnection",
  "ModifyVpnConnectionOptions",
  "ModifyVpnTunnelOptions",
];

function reading(isTgw: boolean): string[] {
  return prefixed("ec2", [
    "DescribeCustomerGateways",
    "DescribeRouteTables",
    "DescribeSecurityGroups",
    "DescribeVpnConnections",
    "DescribeVpnGateways",
    "GetActiveVpnTunnelStatus",
    ...(isTgw
      ? [
          "DescribeTransitGatewayAttachments",
          "DescribeTransitGatewayVpcAttachments",
          "DescribeTransitGateways",
          "GetTransitGatewayAttachmentPropagations",
          "SearchTransitGatewayRoutes",
        ]
      : []),
  ]);
}

function gatewayActions(isTgw: boolean): string[] {
  return isTgw
    ? ["CreateTransitGateway", "DeleteTransitGateway", "ModifyTransitGateway"]
    : ["AttachVpnGateway", "CreateVpnGateway", "DeleteVpnGateway", "DetachVpnGateway"];
}

function routing({ aws }: Topology): string[] {
  const security = ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"];
  return aws.gateway.type === "tgw"
    ? [
        "AssociateTransitGatewayRouteTable",
        ...security.slice(0, 1),
        "CreateRoute",
        "CreateTransitGatewayVpcAttachment",
        "DeleteRoute",
        "DeleteTransitGatewayVpcAttachment",
        "DisassociateTransitGatewayRouteTable",
        "EnableTransitGatewayRouteTablePropagation",
        "ModifyTransitGatewayVpcAttachment",
        "ReplaceRoute",
        ...security.slice(1),
      ]
    : [
        ...security.slice(0, 1),
        "DisableVgwRoutePropagation",
        "EnableVgwRoutePropagation",
        ...security.slice(1),
      ];
}

/** Permissions in the project of the VPN, and in the one of the keys. */
export function googlePermissions({ gcp, keys }: Topology): { vpn: string; keys: string } {
  const made = (existing: boolean, ...actions: string[]) => (existing ? [] : actions);
  const all = (kind: string, actions: readonly string[]) =>
    actions.map((action) => `compute.${kind}.${action}`);
  return {
    vpn: [
      ...all("externalVpnGateways", ["create", "delete", "get", "setLabels", "use"]),
      ...made(gcp.firewall.external, ...all("firewalls", ["create", "delete", "get", "update"])),
      ...made(gcp.firewall.external, "compute.networks.updatePolicy"),
      "compute.globalOperations.get",
      "compute.networks.get",
      "compute.regionOperations.get",
      "compute.regions.get",
      ...made(gcp.router.existing, ...all("routers", ["create", "delete"])),
      ...all("routers", ["get", "update", "use"]),
      ...made(gcp.gateway.existing, ...all("vpnGateways", ["create", "delete", "setLabels"])),
      ...all("vpnGateways", ["get", "use"]),
      ...all("vpnTunnels", ["create", "delete", "get", "list", "setLabels"]),
    ].join("\n"),
    keys: [
      ...made(keys.source === "existing", "secretmanager.secrets.create", "secretmanager.secrets.delete"),
      "secretmanager.secrets.get",
      "secretmanager.versions.access",
      ...made(keys.source === "existing", "secretmanager.versions.add"),
      "secretmanager.versions.get",
      "secretmanager.versions.list",
    ].join("\n"),
  };
}
