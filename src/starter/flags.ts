/** What a starter file cannot know: one entry per question, which is a flag of `vpngen init` too. Only data. */
export const answerFlags = {
  name: { value: "NAME", help: "name of the VPN: prefix of every resource, and the artifacts' folder" },
  "aws-region": { value: "REGION", help: "AWS region, as ap-northeast-1" },
  gateway: {
    value: "TYPE",
    choices: ["vgw", "tgw"],
    help: "gateway on AWS: vgw (virtual private gateway, one VPC) or tgw (transit gateway, any number)",
  },
  "gateway-id": { value: "ID", help: "an existing gateway to use, or `new` to create one" },
  "aws-asn": { value: "ASN", help: "ASN of the AWS gateway; an existing one has its own" },
  vpc: { value: "ID", help: "VPC that talks to Google Cloud, as vpc-0a1b2c3d4e5f60718" },
  "vpc-cidrs": { value: "CIDR,…", help: "the VPC's IPv4 ranges, with commas between" },
  subnets: {
    value: "ID,…",
    help: "subnets, one per zone, by which the transit gateway is attached to the VPC, or `external`",
  },
  "route-tables": {
    value: "ID,…",
    help: "the VPC's route tables that must reach Google Cloud, or `external` where another team manages them",
  },
  "security-groups": {
    value: "ID,…",
    help: "security groups to open for Google Cloud, or `external` where another team manages them",
  },
  "gcp-project": { value: "PROJECT", help: "Google Cloud project; with a Shared VPC, the host project" },
  "gcp-region": { value: "REGION", help: "Google Cloud region, as asia-northeast1" },
  "gcp-network": { value: "NETWORK", help: "VPC network on Google Cloud" },
  "gcp-cidrs": { value: "CIDR,…", help: "ranges on Google Cloud that AWS may reach, with commas between" },
  "gcp-asn": { value: "ASN", help: "ASN of the Cloud Router" },
  allow: {
    value: "TRAFFIC,…",
    help: "traffic to let in on both sides: tcp/PORT, udp/PORT, tcp/FROM-TO, icmp or all",
  },
  "inside-cidrs": { value: "CIDR,…", help: "the tunnels' four inside CIDRs: a1, a2, b1, b2" },
} as const;

/** A question by its flag. */
export type Flag = keyof typeof answerFlags;

/** The answers so far, as typed. */
export type Answers = { readonly [F in Flag]?: string };

export const flags = Object.keys(answerFlags) as readonly Flag[];
