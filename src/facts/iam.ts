/** Permissions on both clouds: what operations need, and how policies are written. */
import handlers from "./cfn-handlers.json" with { type: "json" };
import { fact } from "./fact.ts";

/** IAM actions of CloudFormation's handlers, by resource type and handler. A stack's caller needs them. */
export const cfnHandlers = fact(
  handlers as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  "https://github.com/hashicorp/terraform-provider-awscc/tree/f995d4f41/internal/service/cloudformation/schemas",
  "The registry's schemas as commit f995d4f41 of 2026-08-07 has them, without list handlers.",
  "2026-11-30",
);
/** IAM actions of a resource type that the CloudFormation registry has no schema of. */
export const propagationHandlers = fact(
  {
    "AWS::EC2::VPNGatewayRoutePropagation": {
      create: ["ec2:DescribeRouteTables", "ec2:EnableVgwRoutePropagation"],
      read: ["ec2:DescribeRouteTables"],
      update: ["ec2:DescribeRouteTables", "ec2:DisableVgwRoutePropagation", "ec2:EnableVgwRoutePropagation"],
      delete: ["ec2:DescribeRouteTables", "ec2:DisableVgwRoutePropagation"],
    },
  },
  "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html",
  "By the operations that propagation has; the list does not say which of them CloudFormation calls.",
  "2026-11-30",
);
/** Actions that a handler calls only for a property, by resource type and property. */
export const handlerActionsOfProperties = fact(
  {
    "AWS::EC2::VPCGatewayAttachment": {
      InternetGatewayId: ["ec2:AttachInternetGateway", "ec2:DetachInternetGateway"],
    },
    "AWS::Logs::LogGroup": {
      DataProtectionPolicy: [
        "firehose:TagDeliveryStream",
        "logs:CreateLogDelivery",
        "logs:DescribeResourcePolicies",
        "logs:PutDataProtectionPolicy",
        "logs:PutResourcePolicy",
        "s3:REST.PUT.OBJECT",
      ],
      KmsKeyId: ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"],
    },
  },
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html",
  "By the meaning of the properties; no page says when a handler calls which action.",
  "2026-11-30",
);
/** Longest managed policy, in characters without white space. */
export const longestPolicy = fact(
  6144,
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  "",
  "2026-11-30",
);
/** Services for which AWS creates a role in the account, with the permission of whoever needs it first. */
export const serviceLinkedRoles = fact(
  { vpn: "s2svpn.amazonaws.com", transitGateway: "transitgateway.amazonaws.com" },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/using-service-linked-roles.html",
  "The role for VPN connections is there once the account has stored a key in Secrets Manager.",
  "2026-11-30",
);
/** Condition key on the service of a service-linked role. */
export const serviceNameCondition = fact(
  "iam:AWSServiceName",
  "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html",
  "",
  "2026-11-30",
);
/** Condition key on the region that a request goes to. */
export const regionCondition = fact(
  "aws:RequestedRegion",
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
  "",
  "2026-11-30",
);
/** Actions on log groups that a policy can limit to a group. */
export const logGroupActions = fact(
  [
    "logs:CreateLogGroup",
    "logs:DeleteDataProtectionPolicy",
    "logs:DeleteLogGroup",
    "logs:DeleteRetentionPolicy",
    "logs:GetDataProtectionPolicy",
    "logs:ListTagsForResource",
    "logs:PutRetentionPolicy",
    "logs:TagResource",
    "logs:UntagResource",
  ],
  "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html",
  "",
  "2026-11-30",
);
