/**
 * Google Cloud HA VPN and Cloud Router, and the Google tools that vpngen's artifacts are written for.
 *
 * Where a value is a literal of the Compute API it is spelled as the API spells it.
 */
import { fact } from "./fact.ts";

const ciphers = "https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers";
const awsPeer =
  "https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/connect-ha-vpn-aws-peer-gateway";
const mtu = "https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/mtu-considerations";
const createRouter =
  "https://docs.cloud.google.com/network-connectivity/docs/router/how-to/create-router-vpc-network";
const createHaVpn = "https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/creating-ha-vpn";
const routerQuotas = "https://docs.cloud.google.com/network-connectivity/docs/router/quotas";
const providerChangelog = "https://github.com/hashicorp/terraform-provider-google/blob/main/CHANGELOG.md";

/** AWS's names of ciphers → the `encryption` literal of both phases. */
export const encryption = fact(
  {
    AES128: "AES-CBC-128",
    AES256: "AES-CBC-256",
    "AES128-GCM-16": "AES-GCM-16-128",
    "AES256-GCM-16": "AES-GCM-16-256",
  },
  ciphers,
);
/** AWS's names of hashes → the pseudo-random function of phase 1. */
export const prf = fact(
  {
    SHA1: "PRF-HMAC-SHA1",
    "SHA2-256": "PRF-HMAC-SHA2-256",
    "SHA2-384": "PRF-HMAC-SHA2-384",
    "SHA2-512": "PRF-HMAC-SHA2-512",
  },
  ciphers,
  "AWS has no field for it: with an AEAD cipher, AWS's phase 1 integrity is the PRF.",
);
/** AWS's names of hashes → the `integrity` literal of phase 1, where the cipher is not AEAD. */
export const phase1Integrity = fact(
  {
    SHA1: "HMAC-SHA1-96",
    "SHA2-256": "HMAC-SHA2-256-128",
    "SHA2-384": "HMAC-SHA2-384-192",
    "SHA2-512": "HMAC-SHA2-512-256",
  },
  ciphers,
);
/** The same for phase 2, which has no SHA2-384. */
export const phase2Integrity = fact(
  { SHA1: "HMAC-SHA1-96", "SHA2-256": "HMAC-SHA2-256-128", "SHA2-512": "HMAC-SHA2-512-256" },
  ciphers,
  "SHA2-384 is missing from phase 2 in the table of April 2026.",
);
/** IANA's group numbers → the literal, in both phases. */
export const dhGroups = fact(
  {
    2: "Group-2",
    5: "Group-5",
    14: "Group-14",
    15: "Group-15",
    16: "Group-16",
    18: "Group-18",
    19: "Group-19",
    20: "Group-20",
    21: "Group-21",
    22: "modp-1024-160",
    23: "modp-2048-224",
    24: "modp-2048-256",
    31: "Group-31",
  } as Readonly<Record<number, string>>,
  ciphers,
  "17 has no literal. Google is dropping 22.",
);
/** One value per role on both sides, or rekeys fail: AWS's full list makes IKE packets fragment. */
export const oneValuePerRole = fact(1, awsPeer);
/** Custom ciphers, and AWS as a peer, need IKEv2. */
export const ikeVersions = fact([2], awsPeer);

/** Seconds; not configurable, and longer than AWS's longest, so AWS always rekeys first. */
export const lifetimes = fact({ phase1: 36000, phase2: 10800 }, ciphers);

/** Which interface of the peer each tunnel uses, so that the connection counts as redundant. */
export const fourIpsRedundancy = fact(
  {
    a1: { gatewayInterface: 0, peerInterface: 0 },
    a2: { gatewayInterface: 0, peerInterface: 1 },
    b1: { gatewayInterface: 1, peerInterface: 2 },
    b2: { gatewayInterface: 1, peerInterface: 3 },
  },
  awsPeer,
);

/** ASNs that a Cloud Router may have. */
export const routerAsns = fact(
  [
    { min: 64512, max: 65534 },
    { min: 4200000000, max: 4294967294 },
  ],
  createRouter,
  "16550 is allowed too, for Partner Interconnect alone.",
);
/** Routers that a network has per region; a limit that no request raises. */
export const routersPerNetwork = fact(5, routerQuotas, "", "2026-11-25");
/** Prefixes that the routers of a network learn per region, unless the quota was raised. */
export const learnedPrefixes = fact(
  250,
  routerQuotas,
  "What is beyond is dropped: long masks are kept, and of equal ones the first in order.",
);
/** Seconds. */
export const keepalive = fact(
  { min: 20, max: 60, default: 20 },
  "https://docs.cloud.google.com/network-connectivity/docs/router/how-to/managing-bgp-timers",
  "The hold time is three times as long; AWS proposes 30 and the lower one holds.",
);
/** Ranges that a BGP session may advertise beside the subnets. */
export const advertisedRangesPerSession = fact(200, routerQuotas);
/** MED that a BGP session advertises where none is set; equal on all four so that traffic can be shared. */
export const advertisedRoutePriority = fact(
  100,
  "https://docs.cloud.google.com/network-connectivity/docs/router/concepts/advertised-routes",
);
export const bfdUnsupported = fact(
  true,
  "https://docs.cloud.google.com/network-connectivity/docs/router/concepts/bfd",
  "API, gcloud and Terraform accept the fields; HA VPN tunnels do not support them.",
);

/** Outer MTU of a Cloud VPN gateway in bytes. No resource has a setting for it. */
export const gatewayMtu = fact(1460, mtu);
/** Largest inside packet in bytes, by suite, where the gateway's interfaces are IPv4. */
export const payloadMtu = fact(
  {
    "AES-GCM-16": 1406,
    "AES-CBC SHA1": 1390,
    "AES-CBC SHA2-256": 1390,
    "AES-CBC SHA2-512": 1374,
  },
  mtu,
);
/** MTU of a VPC network in bytes. */
export const networkMtu = fact(
  { min: 1300, max: 8896, default: 1460 },
  "https://docs.cloud.google.com/vpc/docs/mtu",
);
/** Cloud VPN tells a sender of too large packets by ICMP, which the firewall must let in. */
export const icmpNeededForPathMtu = fact(true, mtu);

/** RFC 1035 names, as most Compute resources take them. */
export const resourceNamePattern = fact(
  "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$",
  "https://docs.cloud.google.com/compute/docs/naming-resources",
);
/** Names of BGP peers, which Terraform takes from two characters on. */
export const peerNamePattern = fact(
  "^[a-z][-a-z0-9]{0,61}[a-z0-9]$",
  "https://github.com/hashicorp/terraform-provider-google/tree/main/google/services/compute",
  "google_compute_router_peer there has ValidateRFC1035Name(2, 63); the API itself takes one character.",
);
export const projectPattern = fact(
  "^([a-z][-a-z0-9.]{0,61}[a-z0-9]:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$",
  "https://docs.cloud.google.com/resource-manager/docs/creating-managing-projects",
  "With the domain in front that old domain-scoped projects have.",
);
export const regionPattern = fact(
  "^[a-z]+-[a-z]+[0-9]+$",
  "https://docs.cloud.google.com/compute/docs/regions-zones",
);
export const secretIdPattern = fact(
  "^[A-Za-z0-9_-]{1,255}$",
  "https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create",
);
export const labels = fact(
  {
    keyPattern: "^[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}$",
    valuePattern: "^[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}$",
    perResource: 64,
  },
  "https://docs.cloud.google.com/compute/docs/labeling-resources",
);
export const bucketPattern = fact(
  "^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$",
  "https://docs.cloud.google.com/storage/docs/buckets",
);
export const serviceAccountPattern = fact(
  "^[a-z][-a-z0-9]{4,28}[a-z0-9]@[a-z][-a-z0-9.]*\\.gserviceaccount\\.com$",
  "https://docs.cloud.google.com/iam/docs/service-accounts-create",
);

/** Versions of Terraform and of the google provider that the emitted root needs. */
export const terraformVersion = fact(
  ">= 1.11.0",
  "https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only",
  "Write-only arguments (shared_secret_wo) came with 1.11.",
);
export const googleProviderVersion = fact(
  ">= 7.15.0, < 9.0.0",
  providerChangelog,
  "cipher_suite since 7.4.0 (its changelog says 6.40.0, its code does not), shared_secret_wo since 7.5.0, the ephemeral secret since 7.6.0, ordered cipher lists since 7.15.0.",
);
/** Release track of gcloud that has the cipher flags of `vpn-tunnels create`. */
export const gcloudCipherTrack = fact(
  "beta",
  "https://docs.cloud.google.com/sdk/gcloud/reference/beta/compute/vpn-tunnels/create",
  "In beta since 526.0.0; 528 refuses them in GA. Today's reference lists them in GA too, so beta is the track that works in both.",
);

/** A router's ASN may not be that of any peer in the same region and network. */
export const peerAsnsDiffer = fact(
  true,
  "https://docs.cloud.google.com/network-connectivity/docs/vpn/tutorials/create-ha-vpn-connections-google-cloud-aws",
);
/** Each BGP session's range must be unique among all routers of a network, in all regions. */
export const sessionRangesUnique = fact(true, createHaVpn);
/** A router keeps its ASN for life. */
export const routerAsnFixed = fact(true, createHaVpn);
/** A router that serves Cloud NAT, or a Partner Interconnect attachment, cannot carry VPN tunnels. */
export const routerNotForNat = fact(true, createHaVpn);
/** Classic VPN: BGP is gone since 2025-08-01, and there is no SLA. */
export const classicWithoutBgp = fact(
  true,
  "https://docs.cloud.google.com/network-connectivity/docs/vpn/release-notes",
);
/** A session's own list of ranges takes the place of the router's; `all-subnets` follows the routing mode. */
export const sessionAdvertisement = fact(
  "custom",
  "https://docs.cloud.google.com/network-connectivity/docs/router/concepts/advertised-routes",
);
/** Public ranges that Google's own services use inside a network: Cloud DNS forwarding, and private access to the APIs. */
export const serviceRanges = fact(
  ["35.199.192.0/19", "199.36.153.4/30", "199.36.153.8/30"],
  "https://docs.cloud.google.com/vpc/docs/configure-private-google-access-hybrid",
  "The first is Cloud DNS's, https://docs.cloud.google.com/dns/docs/zones/forwarding-zones",
);

/** A VPN is made on both clouds, by steps that take turns. */
export const bothSidesNeeded = fact(
  true,
  "https://docs.cloud.google.com/network-connectivity/docs/vpn/tutorials/create-ha-vpn-connections-google-cloud-aws",
);
/** Backend and provider configurations belong to a root module; a module that is called takes its caller's. */
export const rootModuleOnly = fact(
  ["backend", "provider"],
  "https://developer.hashicorp.com/terraform/language/modules/develop/providers",
);
/** A project that others use too has networks and routers that are not ours to change. */
export const sharedResources = fact(
  "managed by the host project's administrators",
  "https://docs.cloud.google.com/vpc/docs/shared-vpc",
);
