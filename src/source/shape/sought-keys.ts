/** Keys that people look for and that the language does not have, with the reason and what to do instead. */
import type { Path } from "../../diagnostic.ts";

/** One thing that people look for. */
interface Sought {
  /** Names, in lowercase without dashes and underscores. */
  readonly keys: RegExp;
  /** The mappings in which the name means this, as `aws.vpcs[0]` is written with `aws.vpcs`; anywhere if it is left out. */
  readonly under?: RegExp;
  /** Follows "there is no key X in Y;". */
  readonly because: string;
  readonly fix: string;
  /** A required key of the same mapping that is not reported as missing beside it. */
  readonly insteadOf?: string;
}

export const sought: readonly Sought[] = [
  {
    keys: /^((advertised)?routepriority|priority|med|multiexitdiscriminator|localpref(erence)?|aspathprepend|weight|metric)$/,
    because:
      "all four tunnels have the same route priority, so that the clouds share the traffic or fail over by themselves",
    fix: "Remove it. To prefer another path, such as an interconnect, set the priority there.",
  },
  {
    keys: /^(staticroutes?|staticroutesonly|routes?|destinationranges?|nexthop\w*)$/,
    because: "routes are exchanged by BGP only, which moves traffic when a tunnel fails",
    fix: "Remove it. Write the Google Cloud ranges in `gcp.cidrs`, and the AWS ranges in `aws.vpcs[].cidrs` or `aws.cidrs`.",
  },
  {
    keys: /^(count|number|tunnelcount|numberoftunnels|numtunnels|redundancy(type)?|ha)$/,
    because:
      "a VPN always has four tunnels, which Google Cloud needs for its availability promise towards AWS",
    fix: "Remove it.",
  },
  {
    keys: /^phase[12]$/,
    under: /^ipsec$/,
    because: "one cipher, one hash and one DH group serve both phases",
    fix: "Write `encryption`, `integrity` and `dhGroup` in `ipsec`, and lifetimes in `ipsec.lifetimes`.",
  },
  {
    keys: /^([ab][12]|[ab]|tunnel[1-4ab][12]?|(vpn)?connection[12ab]?)$/,
    under: /^(tunnels|ipsec)$/,
    because: "all four tunnels have the same settings",
    fix: "Write the settings once in `ipsec`, inside CIDRs in `tunnels.insideCidrs` in the order a1, a2, b1, b2, and names in `names.gcp.tunnels`.",
  },
  {
    keys: /^((target|source|network)?tags|targetserviceaccounts?|sourceserviceaccounts?|(source|destination)ranges|deny|rules?)$/,
    under: /^gcp\.firewall/,
    because: "the firewall rule is for all instances of the network, and its sources are the AWS ranges",
    fix: "Remove it, or write `firewall: external` and create your own rule.",
  },
  {
    keys: /^(stacktype|ipv6\w*|enableipv6|ipv6cidrs?|tunnelinsideipversion|ipfamily|outsideipaddresstype|ipversion)$/,
    because: "vpngen supports only IPv4",
    fix: "Remove it.",
  },
  {
    keys: /^(vpn)?connections?(id|ids)?$/,
    under: /^(aws|aws\.gateway|)$/,
    because: "vpngen creates both connections, a and b, with two tunnels each",
    fix: "Remove it. Names of the connections go to `names.aws.connections`.",
  },
  {
    keys: /^customergateways?(id|ids|ip)?$/,
    under: /^(aws|gcp|aws\.gateway|)$/,
    because: "vpngen creates both customer gateways from the addresses of the HA VPN gateway",
    fix: "Remove it. Their names go to `names.aws.customerGateways`.",
  },
  {
    keys: /^(external(vpn)?gateway|peer(external)?gateway)s?$/,
    under: /^(gcp|aws|gcp\.gateway|)$/,
    because: "vpngen creates the external VPN gateway from the outside addresses of the AWS tunnels",
    fix: "Remove it. Its name goes to `names.gcp.externalGateway`.",
  },
  {
    keys: /^(s3|azurerm|azure|remote|http|local|consul|kubernetes|pg|cos|oss|tfc|cloud)$/,
    under: /^output\.terraform\.backend$/,
    because: "vpngen can write only the `gcs` backend",
    fix: "Remove `backend`, and put a `backend.tf` of your own beside the generated root, which no build deletes.",
    insteadOf: "gcs",
  },
  {
    keys: /^(backends?|remotestate|state)$/,
    under: /^(output|aws|gcp|)$/,
    because: "the backend belongs to the Terraform root",
    fix: "Write `output: { terraform: { backend: { gcs: { bucket: …, prefix: … } } } }`, or keep a `backend.tf` of your own beside the root.",
  },
  {
    keys: /^(provider|credentials?|profile|accesskey(id)?|secretaccesskey|rolearn|assumerole|serviceaccount)$/,
    because: "vpngen and this file hold no credentials; the scripts use those of the person who runs them",
    fix: "Remove it. A service account for the google provider goes to `output.terraform.impersonate`.",
  },
  {
    keys: /^((local|remote)(ipv4)?(network)?(cidrs?|trafficselectors?)|trafficselectors?)$/,
    because: "the tunnels carry every range; BGP and the route tables decide what is reached",
    fix: "Remove it. Write the Google Cloud ranges in `gcp.cidrs`, and the AWS ranges in `aws.vpcs[].cidrs` or `aws.cidrs`.",
  },
  {
    keys: /^(pfs|perfectforwardsecrecy|phase2pfs|pfsgroup)$/,
    because: "perfect forward secrecy is always on, with the group of `ipsec.dhGroup`",
    fix: "Remove it.",
  },
  {
    keys: /^(mss|mssclamp(ing)?|tcpmss|clampmss|adjustmss|mtu)$/,
    under: /^(aws|gcp|ipsec|tunnels|)$/,
    because: "the MTU of the tunnels follows from the cipher",
    fix: "Remove it. Write the MTU of the network in `gcp.networkMtu` and of each platform in `workloads`; vpngen checks them.",
  },
  {
    keys: /^(bgp|bgpsessions?|bgppeers?|peering|peers?)$/,
    under: /^(aws|gcp|tunnels|ipsec|gcp\.router|)$/,
    because: "vpngen creates the four BGP sessions itself",
    fix: "Remove it. Write the ASNs in `aws.asn` and `gcp.asn`, ranges in `gcp.advertise`, and the timer in `gcp.keepalive`.",
  },
  {
    keys: /^(hold|holdtime|holdtimer|holdinterval)$/,
    because: "AWS proposes the hold time, and BGP uses the lower one of both sides",
    fix: "Remove it.",
  },
  {
    keys: /^(peer|remote|customer|bgp(peer)?|google|gcp|cgw)asn$/,
    under: /^(aws|aws\.gateway|tunnels|)$/,
    because: "each section has its own ASN",
    fix: "Write the ASN of the Cloud Router in `gcp.asn`.",
  },
  {
    keys: /^(peer|remote|aws|amazon(side)?)asn$/,
    under: /^(gcp|gcp\.router|gcp\.gateway)$/,
    because: "each section has its own ASN",
    fix: "Write the ASN of the AWS gateway in `aws.asn`.",
  },
  {
    keys: /^(peerips?|peer(ip)?address(es)?|remoteips?|outside(ip)?address(es)?|publicips?|ipaddress(es)?|tunnel[12]address|interfaces)$/,
    under: /^(aws|gcp|tunnels|gcp\.router|gcp\.gateway|)$/,
    because: "the clouds choose the outside addresses, and the artifacts pass them to the other side",
    fix: "Remove it. Inside CIDRs can be set in `tunnels.insideCidrs`.",
  },
  {
    keys: /^(transitgateway|vpngateway|tgw|vgw|virtualprivategateway)(id)?$/,
    under: /^(aws|)$/,
    because: "an existing gateway is named in `aws.gateway`",
    fix: "Write `gateway: { type: tgw, id: tgw-… }` or `gateway: { type: vgw, id: vgw-… }` in `aws`.",
    insteadOf: "gateway",
  },
  {
    keys: /^(vpc|vpcid|vpccidrs?|vpccidrblock)$/,
    under: /^(aws|aws\.gateway|)$/,
    because: "VPCs are a list, each with its ranges",
    fix: "Write `vpcs:` in `aws`, with an item of `id`, `cidrs`, `routeTables` and `securityGroups`.",
    insteadOf: "vpcs",
  },
  {
    keys: /^(subnets?|subnetworks?|sourceranges)$/,
    under: /^gcp$/,
    because: "vpngen names ranges, not subnets",
    fix: "Write the ranges that AWS may reach in `gcp.cidrs`; `gcp.advertise` decides what BGP announces.",
  },
  {
    keys: /^(propagation|routepropagation|enableroutepropagation|propagatingvgws)$/,
    under: /^aws/,
    because: "vpngen adds to each table of `routeTables` what it needs to reach Google Cloud",
    fix: "Remove it.",
  },
  {
    keys: /^((enable|global)accelerat(ion|or)|acceleration(enabled)?)$/,
    because: "an accelerated connection waits for the peer to rekey, which Cloud VPN does too late",
    fix: "Remove it.",
  },
  {
    keys: /^(labels?)$/,
    under: /^aws/,
    because: "AWS has tags",
    fix: "Write `tags` in `aws`.",
  },
  {
    keys: /^tags?$/,
    under: /^gcp$/,
    because: "Google Cloud has labels here, and its network tags have no part in a VPN",
    fix: "Write `labels` in `gcp`.",
  },
  {
    keys: /^(include|extends|imports?|environments?|env|variables?|vars|locals|defaults|template|common|services|volumes|modules?|resources?|data|foreach|dependson)$/,
    under: /^$/,
    because: "one file describes one VPN, and nothing is included or filled in",
    fix: "Remove it. To write a value once, use an anchor below a key that begins with `x-`.",
  },
  {
    keys: /^[ab][12]$/,
    under: /^preSharedKeys/,
    because: "one pattern gives the names of all four secrets of a store",
    fix: 'Write the pattern with {tunnel} in place of a1: `aws: { secrets: "vpn/{tunnel}" }` and `gcp: { secrets: "vpn-{tunnel}" }`.',
  },
  {
    keys: /^((secret)?arns?|(secret)?ids?|secretarns?|secretids?|secretnames?|version)$/,
    under: /^preSharedKeys/,
    because: "secrets are found by name",
    fix: 'Write the names as a pattern, for example `secrets: "{name}/psk/{tunnel}"`.',
  },
  {
    keys: /^(availabilityzones?|zones?|az|azs)$/,
    because: "a VPN has regions, not zones",
    fix: "Remove it. Subnets for an attachment go to `aws.vpcs[].subnets`, one for each zone.",
  },
];

/** What is known about a key that people look for, in the mapping at a path. */
export function soughtKey(path: Path, key: string): Sought | undefined {
  const name = key.toLowerCase().replace(/[-_\s]/g, "");
  const where = path.filter((step) => typeof step === "string").join(".");
  return sought.find(({ keys, under }) => keys.test(name) && (under === undefined || under.test(where)));
}
