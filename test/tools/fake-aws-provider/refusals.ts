/** What AWS, or the provider before it, refuses. Literals are spelled out here, and not taken from src/facts. */
import { parseAddress, parseCidr } from "../../../src/topology/addresses.ts";
import { type Attributes, strings, text, type Value } from "../fake-provider/values.ts";
import { type Account, all, find } from "./store.ts";

/** Why AWS would not create or change a resource; undefined where it would. */
export function refusalOf(account: Account, type: string, asked: Attributes): string | undefined {
  if (type === "aws_customer_gateway") return refuseCustomerGateway(asked);
  if (type === "aws_vpn_connection") return refuseConnection(account, asked);
  if (type === "aws_vpn_gateway_route_propagation") {
    const gateway = find(account, "aws_vpn_gateway", text(asked, "vpn_gateway_id"));
    return gateway && text(gateway, "vpc_id") !== "" ? undefined : "Gateway.NotAttached";
  }
  if (type === "aws_route") return refuseRoute(account, asked);
  if (type === "aws_vpc_security_group_ingress_rule") {
    const same = all(account, type).find(
      (rule) =>
        rule.id !== asked.id &&
        ["security_group_id", "cidr_ipv4", "ip_protocol", "from_port", "to_port"].every(
          (name) => rule[name] === asked[name],
        ),
    );
    return same && "InvalidPermission.Duplicate";
  }
  return undefined;
}

function refuseCustomerGateway(asked: Attributes): string | undefined {
  const [asn, extended] = [text(asked, "bgp_asn"), text(asked, "bgp_asn_extended")];
  if ((asn === "") === (extended === "")) return "exactly one of bgp_asn and bgp_asn_extended is needed";
  if (asn !== "" && !(Number(asn) >= 1 && Number(asn) <= 2147483647)) return `bgp_asn ${asn}`;
  if (extended !== "" && !(Number(extended) >= 2147483648 && Number(extended) <= 4294967295))
    return `bgp_asn_extended ${extended}`;
  return parseAddress(text(asked, "ip_address")) === undefined
    ? `ip_address ${text(asked, "ip_address")}`
    : undefined;
}

/** A route needs the VPC on the transit gateway; VPCs that the tests make elsewhere have no attachment here. */
function refuseRoute(account: Account, asked: Attributes): string | undefined {
  const gateway = text(asked, "transit_gateway_id");
  const attachments = all(account, "aws_ec2_transit_gateway_vpc_attachment");
  return attachments.length > 0 && attachments.every((one) => one.transit_gateway_id !== gateway)
    ? `InvalidTransitGatewayID.NotFound: ${gateway}`
    : undefined;
}

const ciphers = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"];
const hashes = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"];
const groups = [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];
const choices: Readonly<Record<string, readonly Value[]>> = {
  ike_versions: ["ikev1", "ikev2"],
  phase1_encryption_algorithms: ciphers,
  phase1_integrity_algorithms: hashes,
  phase1_dh_group_numbers: groups,
  phase2_encryption_algorithms: ciphers,
  phase2_integrity_algorithms: hashes,
  phase2_dh_group_numbers: [...groups, 5],
};
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  phase1_lifetime_seconds: [900, 28800],
  phase2_lifetime_seconds: [900, 3600],
  rekey_margin_time_seconds: [60, 1800],
  // The provider takes 0 for an argument that is not there.
  rekey_fuzz_percentage: [1, 100],
  replay_window_size: [64, 2048],
  dpd_timeout_seconds: [30, Number.POSITIVE_INFINITY],
};

function refuseConnection(account: Account, asked: Attributes): string | undefined {
  const gateways = [text(asked, "vpn_gateway_id"), text(asked, "transit_gateway_id")];
  if (gateways.filter((id) => id !== "").length !== 1) return "exactly one gateway is needed";
  if (!find(account, "aws_customer_gateway", text(asked, "customer_gateway_id")))
    return "InvalidCustomerGatewayID.NotFound";
  if (text(asked, "preshared_key_storage") !== "SecretsManager") return "a key would stand in the state";
  const bandwidth = text(asked, "tunnel_bandwidth");
  if (!["", "standard", "large"].includes(bandwidth) || (bandwidth === "large" && gateways[1] === ""))
    return `tunnel_bandwidth ${bandwidth}`;
  return [1, 2].map((number) => refuseTunnel(account, asked, `tunnel${number}_`)).find(Boolean);
}

function refuseTunnel(account: Account, asked: Attributes, prefix: string): string | undefined {
  const cidr = parseCidr(text(asked, `${prefix}inside_cidr`));
  if (cidr?.prefix !== 30 || cidr.address !== cidr.network) return `${prefix}inside_cidr`;
  const taken = all(account, "aws_vpn_connection").find(
    (other) =>
      other.id !== asked.id &&
      [other.tunnel1_inside_cidr, other.tunnel2_inside_cidr].includes(asked[`${prefix}inside_cidr`] ?? null),
  );
  if (taken) return `${prefix}inside_cidr is that of ${text(taken, "id")}`;
  for (const [name, legal] of Object.entries(choices)) {
    const chosen = asked[prefix + name];
    if (!Array.isArray(chosen) || chosen.length !== 1 || !legal.includes(chosen[0] ?? null))
      return `${prefix}${name} must hold one of ${legal.join(", ")}, not ${strings(asked, prefix + name).join(", ")}`;
  }
  for (const [name, [min, max]] of Object.entries(ranges)) {
    const value = asked[prefix + name];
    if (typeof value !== "number" || value < min || value > max) return `${prefix}${name} ${String(value)}`;
  }
  return undefined;
}
