/** The `aws` section. */
import * as z from "zod/mini";
import * as aws from "../../facts/aws.ts";
import { chinaRegions } from "../../facts/aws-network.ts";
import {
  cidr,
  flag,
  id,
  integer,
  key,
  list,
  listOrExternal,
  refused,
  text,
  traffic,
} from "./building-blocks.ts";
import { defaultRetentionDays } from "./defaults.ts";

const awsGateway = z.strictObject({
  type: key(
    z.enum(["vgw", "tgw"]),
    "Virtual private gateway (one VPC, no ECMP) or transit gateway (any number of VPCs, ECMP).",
  ),
  id: z.optional(
    key(text, "Existing gateway to use. Without it, a gateway is created and attached.", {
      pattern: `^(vgw|tgw)-${aws.resourceIdDigits.value}$`,
    }),
  ),
  routeTables: z.optional(
    key(
      z.strictObject({
        associate: z.optional(
          key(
            text,
            "Transit gateway route table for the VPN attachments; the attached VPCs propagate to it.",
            { pattern: id("tgw-rtb") },
          ),
        ),
        propagate: z._default(
          list(
            "Transit gateway route tables that learn the routes from Google Cloud; the attached VPCs use the first one.",
            { items: { pattern: id("tgw-rtb") }, uniqueItems: true },
          ),
          [],
        ),
      }),
      "Transit gateway route tables. Without it, the gateway's default tables are used.",
    ),
  ),
  bandwidth: z._default(
    key(text, "Bandwidth of each tunnel; `large` needs a transit gateway.", {
      enum: aws.tunnelBandwidths.value,
    }),
    "standard",
  ),
  acceleration: refused(
    "an accelerated VPN waits for the customer gateway to rekey, which Cloud VPN never does.",
  ),
});

const securityGroup = z.strictObject({
  id: key(text, "Security group that gets ingress rules from the Google Cloud ranges.", {
    pattern: id("sg"),
  }),
  allow: list("Allowed traffic: tcp/PORT, udp/PORT, a range such as tcp/8000-8100, icmp, or all.", traffic),
});

const vpc = z.strictObject({
  id: key(text, "VPC that communicates with Google Cloud.", { pattern: id("vpc") }),
  cidrs: list("The VPC's IPv4 ranges.", { items: cidr, minItems: 1, uniqueItems: true }),
  account: z.optional(
    key(
      text,
      "Account of the VPC, if it differs from the account of the gateway; the VPC then gets its own template.",
      {
        pattern: aws.accountPattern.value,
      },
    ),
  ),
  subnets: z.optional(
    list(
      "Subnets for the transit gateway attachment, one per zone. Without it, another team attaches the VPC.",
      {
        items: { pattern: id("subnet") },
        uniqueItems: true,
      },
    ),
  ),
  routeTables: listOrExternal(
    key(text, "Route table of the VPC.", { pattern: id("rtb") }),
    "route table ids",
    "Route tables of the VPC that must reach Google Cloud, or `external` if another team manages them.",
  ),
  securityGroups: listOrExternal(
    securityGroup,
    "security groups",
    "Security groups to open for the Google Cloud ranges, or `external` if another team manages them.",
  ),
});

export const awsSide = z.strictObject({
  region: key(text, "AWS region.", {
    pattern: aws.regionPattern.value.replace("^", `^(?!${chinaRegions.value.regionPrefix})`),
    examples: ["ap-northeast-1"],
  }),
  account: z.optional(
    key(text, "Account of the VPN; the scripts refuse to run in any other account.", {
      pattern: aws.accountPattern.value,
    }),
  ),
  asn: key(integer, "ASN of the AWS gateway. Required: the defaults of both clouds collide.", {
    anyOf: aws.amazonSideAsns.value.map(({ min, max }) => ({ minimum: min, maximum: max })),
    examples: [65000],
  }),
  gateway: key(awsGateway, "Gateway on the AWS side."),
  vpcs: key(
    z.array(vpc),
    "VPCs behind the gateway: exactly one with vgw, any number in any account with tgw.",
    {
      minItems: 1,
    },
  ),
  cidrs: z._default(
    list("More AWS ranges that are reachable through the gateway.", { items: cidr, uniqueItems: true }),
    [],
  ),
  tunnelOptions: z._default(
    key(
      z.enum(["template", "script"]),
      "What sets the tunnel options: `template` sets all in CloudFormation; with `script`, CloudFormation sets inside CIDR and key, and tunnel-options.sh sets the rest.",
    ),
    "template",
  ),
  logs: z.optional(
    key(
      z.strictObject({
        group: key(
          text,
          "CloudWatch log group. A name under /aws/vendedlogs/ avoids the limit on resource policies.",
          { pattern: aws.logGroupNamePattern.value, examples: ["/aws/vendedlogs/vpn"] },
        ),
        existing: z._default(key(flag, "Whether the log group already exists."), false),
        retentionDays: z.optional(
          key(integer, "Days to keep events, if vpngen creates the group.", {
            enum: aws.logRetentionDays.value,
            default: defaultRetentionDays,
          }),
        ),
        format: z._default(key(z.enum(["json", "text"]), "Format of the events."), "json"),
        bgp: z._default(key(flag, "Whether BGP events are also logged."), true),
      }),
      "Tunnel logs. Turning them on later interrupts each tunnel for a few minutes.",
    ),
  ),
  alarms: z.optional(
    key(
      z.strictObject({ topic: key(text, "SNS topic to notify.", { pattern: aws.topicArnPattern.value }) }),
      "CloudWatch alarms on the state of the tunnels.",
    ),
  ),
  tags: z._default(key(z.record(text, text), "Tags of all resources that are created on AWS."), {}),
  staticRoutes: refused("only BGP can move traffic between four tunnels."),
});
