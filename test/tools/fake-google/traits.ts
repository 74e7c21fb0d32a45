/**
 * What the provider does with a resource beyond its schema: the plugin protocol says nothing of defaults,
 * replacement, value checks or attributes that exclude each other. Read in the provider's source, 7.45.0.
 */
import { overlaps, parseAddress, parseCidr } from "../../../src/topology/addresses.ts";
import { type Attributes, isUnknown, type Value } from "../fake-provider/values.ts";

/** Says what is wrong with a known value, or nothing. */
type Check = (value: Value) => string | undefined;

export interface Traits {
  /** Whether a change of this attribute or block makes a new resource. */
  readonly replacedBy: (name: string) => boolean;
  /** By path: `name`, or `block.name`. */
  readonly defaults?: Readonly<Record<string, Value>>;
  readonly checks?: Readonly<Record<string, Check>>;
  /** Attributes that hold a link, and the type it leads to. */
  readonly links?: Readonly<Record<string, string>>;
  /** Blocks that the provider fills where the configuration has none. */
  readonly computedBlocks?: readonly string[];
  readonly exactlyOneOf?: readonly string[];
  readonly conflicts?: readonly (readonly string[])[];
  readonly requiredTogether?: readonly string[];
}

const allBut =
  (...names: string[]) =>
  (name: string) =>
    ![...names, "labels", "effective_labels", "terraform_labels", "timeouts"].includes(name);
const only =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);

const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(String(value)) ? undefined : `expected one of ${JSON.stringify(values)}, got ${value}`;
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(String(value)) ? undefined : `${JSON.stringify(value)} does not match ${pattern.source}`;
const between =
  (min: number, max: number): Check =>
  (value) =>
    Number(value) >= min && Number(value) <= max ? undefined : `expected ${min} to ${max}, got ${value}`;

const computeName = matches(/^(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)$/);
const peerName = matches(/^(?=.{2,63}$)[a-z]([-a-z0-9]*[a-z0-9])?$/);
const advertiseMode = oneOf("DEFAULT", "CUSTOM");
const ipAddress: Check = (value) =>
  parseAddress(String(value)) === undefined ? `could not parse "${value}" to IP address` : undefined;

const routerAsn: Check = (value) => {
  const asn = Number(value);
  const isPrivate = (asn >= 64512 && asn <= 65534) || (asn >= 4200000000 && asn <= 4294967294);
  return isPrivate || asn === 16550 ? undefined : `expected an RFC6996-compliant local ASN, got ${value}`;
};

/** Ranges of RFC 5735, none of which can be a VPN peer. */
const specialUse = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** Why an address cannot be a VPN peer: the provider says so of `peer_ip`, the API of an external gateway's. */
export const peerAddress: Check = (value) => {
  const address = parseCidr(`${value}/32`);
  if (!address) return `could not parse "${value}" to IP address`;
  const range = specialUse.find((text) => {
    const cidr = parseCidr(text);
    return cidr && overlaps(cidr, address);
  });
  return range && `address is invalid (${value} is in ${range}, conflicting with RFC5735)`;
};

const traits: Readonly<Record<string, Traits>> = {
  google_compute_ha_vpn_gateway: {
    replacedBy: allBut(),
    defaults: { gateway_ip_version: "IPV4", stack_type: "IPV4_ONLY" },
    checks: {
      name: computeName,
      gateway_ip_version: oneOf("IPV4", "IPV6"),
      stack_type: oneOf("IPV4_ONLY", "IPV4_IPV6", "IPV6_ONLY"),
    },
    links: { network: "google_compute_network" },
    computedBlocks: ["vpn_interfaces"],
  },
  google_compute_external_vpn_gateway: {
    replacedBy: allBut(),
    checks: {
      redundancy_type: oneOf("FOUR_IPS_REDUNDANCY", "SINGLE_IP_INTERNALLY_REDUNDANT", "TWO_IPS_REDUNDANCY"),
    },
  },
  google_compute_vpn_tunnel: {
    replacedBy: allBut("shared_secret_wo"),
    defaults: { ike_version: 2 },
    checks: { peer_ip: peerAddress },
    links: {
      vpn_gateway: "google_compute_ha_vpn_gateway",
      peer_external_gateway: "google_compute_external_vpn_gateway",
      router: "google_compute_router",
    },
    exactlyOneOf: ["shared_secret", "shared_secret_wo"],
    requiredTogether: ["shared_secret_wo", "shared_secret_wo_version"],
    conflicts: [["peer_external_gateway", "peer_gcp_gateway"]],
  },
  google_compute_router: {
    replacedBy: only("name", "network", "region", "project", "encrypted_interconnect_router"),
    defaults: { "bgp.advertise_mode": "DEFAULT", "bgp.keepalive_interval": 20 },
    checks: { name: computeName, "bgp.asn": routerAsn, "bgp.advertise_mode": advertiseMode },
    links: { network: "google_compute_network" },
  },
  google_compute_router_interface: {
    replacedBy: allBut(),
    checks: { ip_version: oneOf("IPV4", "IPV6") },
    links: { vpn_tunnel: "google_compute_vpn_tunnel" },
    conflicts: [["vpn_tunnel", "interconnect_attachment", "subnetwork"]],
  },
  google_compute_router_peer: {
    replacedBy: only("name", "interface", "router", "region", "project"),
    defaults: {
      advertise_mode: "DEFAULT",
      enable: true,
      enable_ipv6: false,
      zero_custom_learned_route_priority: false,
      "bfd.min_receive_interval": 1000,
      "bfd.min_transmit_interval": 1000,
      "bfd.multiplier": 5,
    },
    checks: {
      name: peerName,
      advertise_mode: advertiseMode,
      ipv4_nexthop_address: ipAddress,
      peer_ipv4_nexthop_address: ipAddress,
      "bfd.session_initialization_mode": oneOf("ACTIVE", "DISABLED", "PASSIVE"),
    },
    computedBlocks: ["bfd"],
  },
  google_compute_firewall: {
    replacedBy: only("name", "direction", "project"),
    defaults: { priority: 1000 },
    checks: {
      name: computeName,
      direction: oneOf("INGRESS", "EGRESS"),
      priority: between(0, 65535),
      "log_config.metadata": oneOf("EXCLUDE_ALL_METADATA", "INCLUDE_ALL_METADATA"),
    },
    links: { network: "google_compute_network" },
    exactlyOneOf: ["allow", "deny"],
    conflicts: [
      ["source_service_accounts", "source_tags"],
      ["source_service_accounts", "target_tags"],
      ["target_service_accounts", "source_tags"],
      ["target_service_accounts", "target_tags"],
    ],
  },
};

export function traitsOf(type: string): Traits {
  const found = traits[type];
  if (!found) throw new Error(`the fake has no ${type}`);
  return found;
}

/** What is wrong with one attribute of a configuration. */
export interface Problem {
  readonly attribute: string;
  readonly message: string;
}

/** What the provider refuses before it plans. Unknown values count as set and are not looked at. */
export function problemsOf(type: string, config: Attributes): Problem[] {
  const { checks = {}, exactlyOneOf, requiredTogether, conflicts = [] } = traitsOf(type);
  const isSet = (name: string) => {
    const value = config[name] ?? null;
    return value !== null && !(Array.isArray(value) && value.length === 0);
  };
  const problems: Problem[] = [];
  const report = (attribute: string, message: string) => problems.push({ attribute, message });

  for (const [path, check] of Object.entries(checks)) {
    for (const value of valuesAt(config, path.split("."))) {
      const message = value === null || isUnknown(value) ? undefined : check(value);
      if (message) report(path.split(".")[0] ?? path, `${path}: ${message}`);
    }
  }
  if (exactlyOneOf && exactlyOneOf.filter(isSet).length !== 1) {
    report(exactlyOneOf[0] ?? "", `exactly one of \`${exactlyOneOf.join(",")}\` must be specified`);
  }
  const together = requiredTogether?.filter(isSet) ?? [];
  if (requiredTogether && together.length === 1) {
    report(together[0] ?? "", `all of \`${requiredTogether.join(",")}\` must be specified`);
  }
  for (const names of conflicts.filter((rivals) => rivals.filter(isSet).length > 1)) {
    report(names[0] ?? "", `${names.join(" conflicts with ")}`);
  }
  return problems;
}

function valuesAt(value: Value | undefined, [name, ...rest]: readonly string[]): Value[] {
  if (value === undefined) return [];
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, [name, ...rest]));
  return typeof value === "object" && value !== null && !isUnknown(value) ? valuesAt(value[name], rest) : [];
}
