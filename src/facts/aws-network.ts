/** What surrounds the VPN on AWS: regions, VPCs, transit gateways, the EC2 API, and the keys of other services. */
import { phase1Lifetime, phase2Lifetime, rekeyFuzz, rekeyMargin, replayWindow } from "./aws.ts";
import { fact } from "./fact.ts";

/** Prefix lengths that a VPC's IPv4 range can have. */
export const vpcPrefix = fact(
  { min: 16, max: 28 },
  "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
);
/** Docker's default bridge, which hosts route to themselves. */
export const dockerRange = fact(
  "172.17.0.0/16",
  "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
  "AWS says not to use it anywhere in a network.",
);
/** A VPC whose range overlaps that of an attached one is not propagated; and a VPC attaches once. */
export const overlappingAttachments = fact(
  "not propagated",
  "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html",
);
/** Errors of EC2 for what exists already. */
export const duplicateErrors = fact(
  ["InvalidPermission.Duplicate", "RouteAlreadyExists", "DuplicateTransitGatewayAttachment"],
  "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html",
);
/** A route to a transit gateway is refused while the VPC is not attached to it. */
export const routeNeedsAttachment = fact(
  true,
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html",
);
/** A KMS key as Secrets Manager takes it: ARN, id, alias or the alias's ARN. */
export const kmsKeyPattern = fact(
  "^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key/[A-Za-z0-9-]+|alias/[A-Za-z0-9/_-]+)|(mrk-)?[0-9a-f-]{32,36}|alias/[A-Za-z0-9/_-]{1,250})$",
  "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id",
);
/** What Secrets Manager does with a KMS key on behalf of whoever stores or reads a secret, who must be allowed to. */
export const secretKmsActions = fact(
  ["kms:Decrypt", "kms:GenerateDataKey"],
  "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  "",
  "2026-11-25",
);
/** Condition on the aliases of a KMS key. As a resource, a policy takes the key's own ARN and no alias. */
export const kmsAliasCondition = fact(
  "kms:ResourceAliases",
  "https://docs.aws.amazon.com/kms/latest/developerguide/cmks-in-iam-policies.html",
  "",
  "2026-11-25",
);
/** What AWS refuses in its GovCloud regions: the minimum there is AES128, SHA2 and group 14. */
export const govCloud = fact(
  { regionPrefix: "us-gov-", refusedIntegrity: ["SHA1"], refusedDhGroups: [2] },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/your-cgw.html",
);
/** UDP ports of IKE; they reach the gateways' own addresses, not the machines behind them. */
export const ikePorts = fact([500, 4500], "https://docs.aws.amazon.com/vpn/latest/s2svpn/FirewallRules.html");
/** Rules for incoming IPv4 traffic that a security group holds, unless the quota was raised. */
export const rulesPerSecurityGroup = fact(
  60,
  "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
  "",
  "2026-11-25",
);
/** Whether a transit gateway's new attachments use its default tables: settings of the gateway, on unless switched off. */
export const transitGatewayDefaults = fact(
  ["DefaultRouteTableAssociation", "DefaultRouteTablePropagation"],
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgateway.html",
);
/** Log groups below it need no resource policy of their own, of which there is room for 5,120 characters. */
export const vendedLogsPrefix = fact(
  "/aws/vendedlogs/",
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html",
);
/** Quotas that a new VPN counts towards, by their codes in Service Quotas (service `ec2`). */
export const vpnQuotaCodes = fact(
  {
    customerGateways: "L-4FB7FF5D",
    vpnGateways: "L-7029FAB6",
    connections: "L-3E6EC3A3",
    connectionsPerVpnGateway: "L-B91E5754",
  },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html",
  "The page links each quota to its code.",
  "2026-11-30",
);
/** What a transit gateway announces over a VPN connection, and where a VPC's traffic goes. */
export const transitGatewayTables = fact(
  {
    announced: "the table that the attachment is associated with",
    learned: "the tables that it propagates to",
  },
  "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
  "An attachment that the gateway has associated by default is refused a second association, so no template can name its table for certain.",
  "2026-11-30",
);
/** Regions of AWS China, whose resource type of a VPN connection lacks nearly all tunnel options. */
export const chinaRegions = fact(
  { regionPrefix: "cn-" },
  "https://github.com/aws-cloudformation/cfn-lint/tree/v1.51.0/src/cfnlint/data/schemas/providers",
  "The schema of cn-north-1 in cfn-lint 1.51.0 refuses the options of an emitted template with 70 errors.",
  "2026-11-30",
);
/**
 * What holds where an answer of describe-vpn-connections lacks an option of a tunnel. The timeout of dead peer detection is
 * not among them, see `aws.dpdTimeout`.
 */
export const answerDefaults = fact(
  {
    Phase1LifetimeSeconds: phase1Lifetime.value.default,
    Phase2LifetimeSeconds: phase2Lifetime.value.default,
    RekeyMarginTimeSeconds: rekeyMargin.value.default,
    RekeyFuzzPercentage: rekeyFuzz.value.default,
    ReplayWindowSize: replayWindow.value.default,
    DPDTimeoutAction: "clear",
    StartupAction: "add",
  },
  "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TunnelOption.html",
  "Answers lack what nobody has set, and Phase2IntegrityAlgorithms where the cipher has its own integrity.",
  "2026-11-30",
);
/** Lifecycle control: AWS announces a replacement of a tunnel's endpoint, and waits until it is accepted or due. */
export const lifecycleControl = fact(
  { accept: "replace-vpn-tunnel", status: "get-vpn-tunnel-replacement-status" },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/tunnel-endpoint-lifecycle.html",
  "Off where nobody has turned it on, and then absent from answers. Turning it on or off replaces the endpoint unless --skip-tunnel-replacement is given.",
  "2026-11-30",
);
