/**
 * What each edit of the file does to a running VPN, as data: the runbook's table is printed from it, and the tests make
 * each edit of every key on the fake clouds and compare.
 */

/** What makes Google Cloud's side. */
type Maker = "terraform" | "gcloud";

/** Tunnels that are down at a time, from a build of the edit to a VPN that is as declared again. */
export type Down = "none" | "one" | "both of a connection" | "all four";

/** How an edit gets to the clouds: what deploy.sh does by itself, and else the command that its refusal prints. */
export type Way =
  | "deploy"
  | "interrupt"
  | "roll --suite"
  | "roll --inside-cidrs"
  | "tgw-routes --move"
  /** One tunnel after the other. */
  | "gcloud.sh replace"
  /** A command of gcloud itself. */
  | "gcloud"
  /** The state has to be moved first; deploy.sh then asks for the root, or Terraform for the move. */
  | "move the state"
  /** Refused for good: the edit is for another VPN, which is built beside this one. */
  | "another VPN";

export interface Effect {
  readonly down: Down;
  readonly way: Way;
}

export interface ChangeRow {
  readonly id: string;
  /** Keys, as `ipsec.dpd`: each stands for all keys below it that no other row names. */
  readonly keys: readonly string[];
  /** What of these keys, in words; "" for all. */
  readonly part?: string;
  readonly aws: string;
  readonly gcp: string;
  readonly effect: Effect | Readonly<Record<Maker, Effect>>;
  /** With both sides in one Terraform root; the row is left out where absent. */
  readonly oneApply?: string;
  /** Whether only a transit gateway has it, or only Terraform. */
  readonly only?: "tgw" | "terraform";
}

const apply = "Apply";
const window = "Apply in a maintenance window";
const beside = "A new VPN beside it";
const inPlace: Effect = { down: "none", way: "deploy" };
const byTunnel: Effect = { down: "one", way: "deploy" };
const refused: Effect = { down: "none", way: "another VPN" };

/** In the order of the table. https://docs.aws.amazon.com/vpn/latest/s2svpn/endpoint-replacements.html */
export const changeRows: readonly ChangeRow[] = [
  {
    id: "suite",
    keys: ["ipsec.encryption", "ipsec.integrity", "ipsec.dhGroup"],
    aws: "Changes each tunnel in place",
    gcp: "Recreates each tunnel",
    effect: { down: "one", way: "roll --suite" },
    oneApply: "Apply in a maintenance window: all four go down",
  },
  {
    id: "options",
    keys: ["ipsec.lifetimes", "ipsec.dpd", "ipsec.rekey", "ipsec.startup", "ipsec.replayWindow"],
    aws: "Changes one tunnel after the other; each is down for some minutes",
    gcp: "Nothing",
    effect: byTunnel,
    oneApply: apply,
  },
  {
    id: "lifecycle-control",
    keys: ["tunnels.lifecycleControl"],
    aws: "Changes one tunnel after the other, without replacing endpoints",
    gcp: "Nothing",
    effect: inPlace,
    oneApply: "Apply; replaces the endpoint of each tunnel",
  },
  {
    id: "logs",
    keys: ["aws.logs"],
    aws: "Changes one tunnel after the other; each is down for some minutes, once",
    gcp: "Nothing",
    effect: byTunnel,
    oneApply: apply,
  },
  {
    id: "log-group",
    keys: ["aws.logs.retentionDays", "aws.logs.existing"],
    aws: "Changes the log group, no tunnel",
    gcp: "Nothing",
    effect: inPlace,
    oneApply: apply,
  },
  {
    id: "inside-cidrs",
    keys: ["tunnels.insideCidrs"],
    aws: "Changes each tunnel in place",
    gcp: "Recreates each interface and BGP session",
    effect: { down: "one", way: "roll --inside-cidrs" },
    oneApply: "In a maintenance window; AWS first, as above, then apply",
  },
  {
    id: "keepalive",
    keys: ["gcp.keepalive"],
    aws: "Nothing",
    gcp: "Changes the router; all BGP sessions may start again",
    effect: {
      terraform: { down: "all four", way: "interrupt" },
      gcloud: { down: "all four", way: "gcloud" },
    },
    oneApply: window,
  },
  {
    id: "bandwidth",
    keys: ["aws.gateway.bandwidth"],
    only: "tgw",
    aws: "Takes both tunnels of a connection down",
    gcp: "Nothing",
    effect: { down: "both of a connection", way: "interrupt" },
    oneApply: window,
  },
  {
    id: "tgw-tables",
    keys: ["aws.gateway.routeTables.associate"],
    only: "tgw",
    aws: "Moves each connection to another route table, for some seconds without routes",
    gcp: "Nothing",
    effect: { down: "none", way: "tgw-routes --move" },
    oneApply: apply,
  },
  {
    id: "tgw-propagation",
    keys: ["aws.gateway.routeTables.propagate"],
    only: "tgw",
    aws: "Propagates to further tables; tables that are no longer listed keep the routes",
    gcp: "Nothing",
    effect: inPlace,
    oneApply: apply,
  },
  {
    id: "routes",
    keys: ["gcp.cidrs", "gcp.advertise", "gcp.firewall", "aws.cidrs", "aws.vpcs"],
    part: "ranges, rules, route tables, security groups, a further VPC",
    aws: "Routes and rules change",
    gcp: "BGP sessions and the firewall rule follow",
    effect: inPlace,
    oneApply: apply,
  },
  {
    id: "detached",
    keys: ["aws.vpcs.account", "aws.vpcs.subnets"],
    part: "a VPC that the stack no longer attaches",
    only: "tgw",
    aws: "Removes the attachment of that VPC",
    gcp: "Nothing",
    effect: { down: "none", way: "interrupt" },
    oneApply: window,
  },
  {
    id: "labels",
    keys: ["aws.tags", "gcp.labels", "aws.alarms", "names.aws"],
    aws: "In place",
    gcp: "In place",
    effect: inPlace,
    oneApply: apply,
  },
  {
    id: "names",
    keys: ["names.gcp.tunnels", "names.gcp.interfaces", "names.gcp.peers", "names.gcp.externalGateway"],
    aws: "Nothing",
    gcp: "Recreates what has another name, and the tunnel with it",
    effect: {
      terraform: { down: "all four", way: "interrupt" },
      gcloud: { down: "one", way: "gcloud.sh replace" },
    },
    oneApply: window,
  },
  {
    id: "firewall-name",
    keys: ["names.gcp.firewall"],
    aws: "Nothing",
    gcp: "Recreates the firewall rule",
    effect: { gcloud: inPlace, terraform: { down: "none", way: "interrupt" } },
    oneApply: apply,
  },
  {
    id: "aws-secrets",
    keys: ["preSharedKeys.aws.secrets"],
    aws: "Reads the keys from new secrets, into which they are copied; the old ones stay",
    gcp: "Nothing",
    effect: inPlace,
  },
  {
    id: "gcp-secrets",
    keys: ["preSharedKeys.gcp.secrets", "preSharedKeys.gcp.project"],
    aws: "Nothing",
    gcp: "Each tunnel names the secret of its key, and cannot change that",
    effect: refused,
  },
  {
    id: "storage",
    keys: ["preSharedKeys.aws.storage"],
    aws: "Replaces both connections: new addresses",
    gcp: "Replaces the external VPN gateway and all tunnels",
    effect: refused,
  },
  {
    id: "gateway",
    keys: ["gcp.gateway"],
    aws: "Replaces the customer gateways",
    gcp: "New addresses: recreates all tunnels",
    effect: refused,
    oneApply: "Replace a gateway, below",
  },
  {
    id: "another",
    keys: ["name", "names.aws.stack", "aws.region", "aws.account", "aws.asn", "aws.gateway", "aws.vpcs.id"],
    aws: "Makes another VPN",
    gcp: "Makes another VPN",
    effect: refused,
    oneApply: beside,
  },
  {
    id: "another-gcp",
    keys: ["gcp.project", "gcp.region", "gcp.network", "gcp.asn", "gcp.router"],
    aws: "Replaces the customer gateways",
    gcp: "Replaces router and tunnels",
    effect: refused,
    oneApply: beside,
  },
  {
    id: "state",
    keys: ["output.terraform.form", "output.terraform.backend"],
    only: "terraform",
    aws: "Nothing",
    gcp: "Nothing, but Terraform finds its state elsewhere",
    effect: { terraform: { down: "none", way: "move the state" }, gcloud: inPlace },
    oneApply: "Move the state, then apply",
  },
  {
    id: "nothing",
    keys: [
      "workloads",
      "ipsec.ikeVersion",
      "tunnels.ipVersion",
      "gcp.networkMtu",
      "gcp.routingMode",
      "output",
      "preSharedKeys.source",
      "preSharedKeys.sops",
      "preSharedKeys.aws.kmsKey",
      "preSharedKeys.gcp.locations",
      "aws.tunnelOptions",
    ],
    aws: "Nothing",
    gcp: "Nothing",
    effect: inPlace,
    oneApply: apply,
  },
];
