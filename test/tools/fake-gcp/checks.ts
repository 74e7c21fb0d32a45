/** What Compute Engine refuses in a new gateway, external gateway, network or firewall rule. */
import * as gcp from "../../../src/facts/gcp.ts";
import * as internet from "../../../src/facts/internet.ts";
import { contains, parseAddress, parseCidr } from "../../../src/topology/addresses.ts";
import { invalid, type Reply } from "./reply.ts";
import type { ExternalVpnGateway, Firewall, Resource, Resources, VpnGateway } from "./resources.ts";
import { follow, pathOf } from "./resources.ts";

/** A resource that somebody wants to make: what was sent, where it would be, and what is already there. */
export interface Proposal<T extends Resource> {
  readonly resource: T;
  /** Its key among the resources. */
  readonly path: string;
  readonly resources: Resources;
}

/** This host, loopback, multicast and reserved: with private and documentation ranges, what RFC 5735 lists. */
const special = ["0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"];
const notPublic = [
  ...special,
  internet.linkLocalRange.value,
  ...internet.privateRanges.value,
  ...internet.documentationRanges.value,
];

const ids = {
  SINGLE_IP_INTERNALLY_REDUNDANT: "0",
  TWO_IPS_REDUNDANCY: "0,1",
  FOUR_IPS_REDUNDANCY: "0,1,2,3",
};

export function checkName({ name }: Resource): Reply | undefined {
  return matches(gcp.resourceNamePattern.value, name)
    ? undefined
    : invalid("name", `'${name}'. Must be a match of regex '${gcp.resourceNamePattern.value}'`);
}

export function checkLabels(labels: Readonly<Record<string, string>> = {}): Reply | undefined {
  const { keyPattern, valuePattern, perResource } = gcp.labels.value;
  const wrong = Object.entries(labels).find(
    ([key, value]) => !new RegExp(keyPattern, "u").test(key) || !new RegExp(valuePattern, "u").test(value),
  );
  if (wrong) return invalid("labels", `'${wrong.join("=")}'. Label is not well formed.`);
  return Object.keys(labels).length > perResource ? invalid("labels", "Too many labels.") : undefined;
}

/** A field that must be there; numbers may be 0. */
export function required<T extends Resource>(
  resource: T,
  fields: readonly (keyof T & string)[],
): Reply | undefined {
  const missing = fields.find((field) => resource[field] === undefined || resource[field] === "");
  return missing === undefined ? undefined : invalid(missing, "''. Required field is missing.");
}

/**
 * References must exist, and a region's resources refer to those of their own region. `fields` are the
 * properties that hold links.
 */
export function referenced<T extends Resource>(
  proposal: Proposal<T>,
  fields: readonly (keyof T & string)[],
): Reply | undefined {
  const { resource, path, resources } = proposal;
  const region = /^[^/]+\/regions\/[^/]+\//.exec(path)?.[0];
  for (const field of fields) {
    const link = String(resource[field]);
    const target = follow(resources, link);
    const place = /^[^/]+\/regions\/[^/]+\//.exec(pathOf(link))?.[0];
    if (!target) return invalid(field, `'${link}'. The referenced resource cannot be found.`);
    if (place && place !== region)
      return invalid(field, `'${link}'. Cross region referencing is not allowed.`);
  }
  return undefined;
}

export function checkVpnGateway(proposal: Proposal<VpnGateway>): Reply | undefined {
  return required(proposal.resource, ["network"]) ?? referenced(proposal, ["network"]);
}

export function checkExternalVpnGateway({ resource }: Proposal<ExternalVpnGateway>): Reply | undefined {
  const interfaces = resource.interfaces ?? [];
  const sorted = interfaces
    .map(({ id }) => id ?? 0)
    .sort()
    .join(",");
  const expected = Object.entries(ids).find(([type]) => type === resource.redundancyType)?.[1];
  if (sorted !== expected)
    return invalid("interfaces", `ids ${sorted} do not fit ${resource.redundancyType}.`);
  const wrong = interfaces.find(({ ipAddress }) => !isPublic(ipAddress ?? ""));
  if (wrong) return invalid("interfaces[].ipAddress", `'${wrong.ipAddress}'. Must be a public IPv4 address.`);
  const addresses = new Set(interfaces.map(({ ipAddress }) => ipAddress));
  return addresses.size < interfaces.length
    ? invalid("interfaces", "IP addresses of interfaces must be distinct.")
    : undefined;
}

export function checkFirewall(proposal: Proposal<Firewall>): Reply | undefined {
  const { sourceRanges = [], allowed = [] } = proposal.resource;
  const ranges = sourceRanges.map(parseCidr);
  const port = allowed.flatMap(({ ports = [] }) => ports).find((text) => !/^\d{1,5}(-\d{1,5})?$/.test(text));
  const portless = allowed.find(
    ({ IPProtocol = "", ports }) => !IPProtocol || (ports && !/^(tcp|udp|sctp)$/.test(IPProtocol)),
  );
  if (!ranges.every((range) => range && range.address === range.network))
    return invalid("sourceRanges", `'${sourceRanges.join()}'. Must be in CIDR notation without host bits.`);
  if (port !== undefined) return invalid("allowed[].ports", `'${port}'.`);
  if (portless) return invalid("allowed[].IPProtocol", `'${portless.IPProtocol}' has no ports.`);
  return required(proposal.resource, ["network"]) ?? referenced(proposal, ["network"]);
}

export function matches(pattern: string, text: string | undefined): boolean {
  return text !== undefined && new RegExp(pattern).test(text);
}

function isPublic(text: string): boolean {
  const address = parseAddress(text);
  if (address === undefined) return false;
  const host = { address, network: address, prefix: 32 };
  return !notPublic.some((range) => {
    const cidr = parseCidr(range);
    return cidr && contains(cidr, host);
  });
}
