/**
 * AWS Site-to-Site VPN, and the AWS services that vpngen's artifacts touch.
 *
 * Where a value is a literal of the EC2 API it is spelled as the API spells it.
 */
import { fact } from "./fact.ts";

const modifyOptions =
  "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpnTunnelOptionsSpecification.html";
const tunnelOptions = "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html";
const tunnelConfigure = "https://docs.aws.amazon.com/vpn/latest/s2svpn/tunnel-configure.html";
const initiate = "https://docs.aws.amazon.com/vpn/latest/s2svpn/initiate-vpn-tunnels.html";
const customerGateway = "https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html";
const vpnLimits = "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html";
const createVpnGateway = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html";

export const encryption = fact(["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"], modifyOptions);
export const integrity = fact(["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"], modifyOptions);

/** Diffie-Hellman groups of phase 1. */
export const phase1DhGroups = fact(
  [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
  modifyOptions,
  "The article of 2023 says that phase 2 lacks group 5; it is the other way round: phase 1 lacks it.",
);
/** Diffie-Hellman groups of phase 2 (perfect forward secrecy, which AWS cannot turn off). */
export const phase2DhGroups = fact([2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24], modifyOptions);

export const ikeVersions = fact(["ikev1", "ikev2"], modifyOptions);

/** AWS leaves every algorithm allowed unless told otherwise, and takes the lowest that the peer offers. */
export const proposalChoice = fact(
  "lowest configured value first",
  tunnelOptions,
  "Hence exactly one value per role: otherwise a peer can land on AES128, SHA1 and group 2.",
);

/** Seconds. */
export const phase1Lifetime = fact({ min: 900, max: 28800, default: 28800 }, tunnelOptions);
/** Seconds; must also be shorter than phase 1. */
export const phase2Lifetime = fact({ min: 900, max: 3600, default: 3600 }, tunnelOptions);
/** Seconds before the phase 2 lifetime ends at which AWS begins to rekey; at most half that lifetime. */
export const rekeyMargin = fact({ min: 60, default: 270 }, tunnelOptions);
/** Percent by which the rekey margin is varied at random. */
export const rekeyFuzz = fact({ min: 0, max: 100, default: 100 }, tunnelOptions);
/** Packets. */
export const replayWindow = fact({ min: 64, max: 2048, default: 1024 }, tunnelOptions);
/** Seconds. */
export const dpdTimeout = fact(
  { min: 30 },
  tunnelConfigure,
  "The default is printed as 30 on one page and 40 on another, so vpngen always writes it out.",
);
export const dpdActions = fact(["clear", "none", "restart"], tunnelOptions);
export const startupActions = fact(
  ["add", "start"],
  initiate,
  "`start` needs IKEv2 and the address of the customer gateway.",
);

/** Blocks of 169.254.0.0/16 that AWS keeps for itself. */
export const reservedInsideCidrs = fact(
  [
    "169.254.0.0/30",
    "169.254.1.0/30",
    "169.254.2.0/30",
    "169.254.3.0/30",
    "169.254.4.0/30",
    "169.254.5.0/30",
    "169.254.169.252/30",
  ],
  modifyOptions,
);
/** AWS takes the first host of an inside CIDR, the customer gateway the second. */
export const insideHosts = fact(
  { aws: 1, customerGateway: 2 },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/Generic_Troubleshooting.html",
);

/** Pre-shared keys: 8 to 64 letters, digits, full stops and underscores, the first not a zero. */
export const preSharedKeyPattern = fact("^[A-Za-z1-9._][A-Za-z0-9._]{7,63}$", modifyOptions);
export const preSharedKeyStorage = fact(
  ["Standard", "SecretsManager"],
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security.html",
  "With Standard, describe-vpn-connections shows the key. Changing it in a template replaces the connection.",
);

/** Number that a customer gateway takes as `BgpAsn`; above it, `BgpAsnExtended`. */
export const largestBgpAsn = fact(2147483647, customerGateway);
/** ASNs a virtual private or transit gateway may have. */
export const amazonSideAsns = fact(
  [
    { min: 64512, max: 65534 },
    { min: 4200000000, max: 4294967294 },
  ],
  createVpnGateway,
);
/** What AWS uses where no ASN is given: the very numbers that the article gives to the other side. */
export const defaultAsns = fact({ gateway: 64512, customerGateway: 65000 }, customerGateway);
/** ASNs that a customer gateway may not have: everywhere, and in single regions. */
export const reservedCustomerGatewayAsns = fact(
  {
    everywhere: [7224],
    byRegion: { "eu-west-1": [9059], "ap-northeast-1": [10124], "ap-southeast-1": [17943] } as Readonly<
      Record<string, readonly number[]>
    >,
  },
  customerGateway,
  "For Singapore the page on gateways has 17493, see legacyGatewayAsns. Neither is private, so a Cloud Router can have neither.",
);

/** Seconds; AWS proposes these, BGP takes the lower hold time of both sides. */
export const bgpTimers = fact(
  { hold: 30, keepalive: 10 },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/Juniper_ScreenOs_Troubleshooting.html",
);
/** MD5 on BGP sessions is not offered. */
export const noMd5 = fact(false, modifyOptions, "The tunnel options have no such member.");

/** Link MTU of the outer packets on AWS's side, in bytes; its table follows from it. */
export const outerMtu = fact(
  1500,
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html",
  "The page gives the inside figures (1446 for GCM); they are what 1500 leaves.",
);
/** AWS's VPN does not take part in path MTU discovery. */
export const noPathMtuDiscovery = fact(false, vpnLimits);
/** MTU of network interfaces in bytes: what a VPC's DHCP hands out, and what cannot be changed. */
export const interfaceMtu = fact(
  { vpc: 9001, transitGateway: 8500 },
  "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html",
);
/** Fargate grants no NET_ADMIN, so a task cannot set its MTU. */
export const fargateCapabilities = fact(
  ["SYS_PTRACE"],
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html",
  "Platform version 1.4.0 and later allow systemControls, for example net.ipv4.tcp_mtu_probing.",
);

/** Routes that a gateway accepts from the peer over BGP. */
export const routesFromPeer = fact(
  { vgw: 100, tgw: 1000 },
  vpnLimits,
  "Past the limit the BGP session goes down.",
);
export const oneVgwPerVpc = fact(1, vpnLimits);
/** Connections whose tunnels a virtual private gateway uses at a time for traffic towards the peer. */
export const vgwActiveTunnels = fact(
  1,
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
  "ECMP needs a transit gateway.",
);
export const tunnelBandwidths = fact(
  ["standard", "large"],
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html",
  "`large` needs a transit gateway and excludes acceleration.",
);
export const acceleration = fact(
  "transit gateway only; the customer gateway must begin every rekey",
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/accelerated-vpn.html",
  "Cloud VPN's lifetimes are longer than AWS's, so it never begins one in time.",
);

/** Shapes of identifiers. */
export const regionPattern = fact(
  "^[a-z]{2,4}(-[a-z]+)+-[0-9]+$",
  "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
  "Four letters: eusc-de-east-1, of the European Sovereign Cloud.",
);
export const accountPattern = fact(
  "^[0-9]{12}$",
  "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
);
/** Hexadecimal part of resource ids: 8 digits long ago, 17 today. */
export const resourceIdDigits = fact(
  "([0-9a-f]{8}|[0-9a-f]{17})",
  "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html",
);

/** Names and their limits, in the services that the artifacts create things in. */
export const stackNamePattern = fact(
  "^[A-Za-z][-A-Za-z0-9]{0,127}$",
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html",
);
export const secretNamePattern = fact(
  "^[A-Za-z0-9/_+=.@-]{1,512}$",
  "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
);
export const logGroupNamePattern = fact(
  "^[.\\-_/#A-Za-z0-9]{1,512}$",
  "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
);
export const topicArnPattern = fact(
  "^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?$",
  "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
);
export const tags = fact(
  {
    keyCharacters: 128,
    valueCharacters: 256,
    perResource: 50,
    alphabet: "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$",
  },
  "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
  "Keys that begin with `aws:` are refused.",
);
/** Days for which CloudWatch Logs can keep events. */
export const logRetentionDays = fact(
  [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
);

/**
 * CloudWatch's metric of a connection: the part of its tunnels whose BGP session is established, from 0 to 1. `down`
 * says what an alarm compares each statistic with.
 */
export const tunnelStateMetric = fact(
  {
    namespace: "AWS/VPN",
    name: "TunnelState",
    dimension: "VpnId",
    periodSeconds: 300,
    down: {
      tunnel: { statistic: "Minimum", comparison: "LessThanThreshold", threshold: 1 },
      connection: { statistic: "Maximum", comparison: "LessThanOrEqualToThreshold", threshold: 0 },
    },
  },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-cloudwatch-vpn.html",
  "0.5 while one of two tunnels is down, so a highest value below 1 says that one is down, and only 0 that both are.",
  "2026-11-30",
);

/** What a virtual private gateway from before mid-2018 may have as its own ASN, besides private ones. */
export const legacyGatewayAsns = fact(
  {
    everywhere: [7224],
    byRegion: { "eu-west-1": [9059], "ap-northeast-1": [10124], "ap-southeast-1": [17493] } as Readonly<
      Record<string, readonly number[]>
    >,
  },
  "https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html",
  "The page of customer gateways has 17943 for Singapore. Each number is kept where its page has it: what is refused as a customer gateway's is no private number anyway.",
  "2026-11-25",
);
/** Regions without tunnels of bandwidth `large`. */
export const regionsWithoutLargeTunnels = fact(
  ["ap-southeast-4", "ca-west-1", "eu-central-2", "il-central-1", "me-central-1"],
  tunnelOptions,
);
/** A virtual private gateway carries no IPv6. */
export const vgwNoIpv6 = fact(false, vpnLimits);
/** Connections that one virtual private gateway carries. */
export const connectionsPerVgw = fact(10, vpnLimits);
/** Connections and virtual private gateways that an account has per region, unless the quota was raised. */
export const regionQuotas = fact(
  { connections: 50, virtualPrivateGateways: 5 },
  vpnLimits,
  "Customer gateways, one per connection here, have the quota of connections.",
);
