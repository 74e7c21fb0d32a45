/** Creates, changes and deletes what an account holds, or refuses to. */
import { formatAddress, parseCidr } from "../../../src/topology/addresses.ts";
import type { Block } from "../fake-provider/schema.ts";
import { type Attributes, isUnknown, text, type Value } from "../fake-provider/values.ts";
import { refusalOf } from "./refusals.ts";
import { resourceBlock } from "./schema.ts";
import { type Account, all, keyOf, newId, newKey } from "./store.ts";

const accountId = "123456789012";

/** How an id of a type begins; other ids are made of the attributes that `identified` names. */
const prefixes: Readonly<Record<string, string>> = {
  aws_customer_gateway: "cgw",
  aws_ec2_transit_gateway: "tgw",
  aws_ec2_transit_gateway_vpc_attachment: "tgw-attach",
  aws_vpc_security_group_ingress_rule: "sgr",
  aws_vpn_connection: "vpn",
  aws_vpn_gateway: "vgw",
};
const identified: Readonly<Record<string, readonly [separator: string, ...names: string[]]>> = {
  aws_cloudwatch_log_group: ["", "name"],
  aws_cloudwatch_metric_alarm: ["", "alarm_name"],
  aws_ec2_transit_gateway_route_table_association: [
    "_",
    "transit_gateway_route_table_id",
    "transit_gateway_attachment_id",
  ],
  aws_ec2_transit_gateway_route_table_propagation: [
    "_",
    "transit_gateway_route_table_id",
    "transit_gateway_attachment_id",
  ],
  aws_ram_principal_association: [",", "resource_share_arn", "principal"],
  aws_ram_resource_association: [",", "resource_share_arn", "resource_arn"],
  aws_route: ["_", "route_table_id", "destination_cidr_block"],
  aws_vpn_gateway_route_propagation: ["_", "vpn_gateway_id", "route_table_id"],
};

/** Creates a resource and returns all its attributes. Throws what AWS answers where it refuses. */
export function create(account: Account, type: string, planned: Attributes): Attributes {
  const twin = type === "aws_customer_gateway" ? twinOf(account, planned) : undefined;
  if (twin) return twin;
  const id = idOf(account, type, planned);
  const refusal =
    refusalOf(account, type, planned) ??
    (account.resources.has(keyOf(type, id)) ? `AlreadyExists: ${type} ${id}` : undefined);
  if (refusal) throw new Error(`creating ${type}: ${refusal}`);
  account.calls.push({ action: "create", type, id });
  const known = { ...planned, ...special(account, type, planned, id), id };
  const attributes = complete(resourceBlock(type), known);
  account.resources.set(keyOf(type, id), { type, attributes });
  return attributes;
}

/**
 * The customer gateway that AWS answers with in place of a second one of the same type, address, ASN and device name. The
 * provider takes it for its own: https://github.com/hashicorp/terraform-provider-aws/issues/14346
 */
function twinOf(account: Account, planned: Attributes): Attributes | undefined {
  const names = ["type", "ip_address", "bgp_asn", "bgp_asn_extended", "device_name"];
  return all(account, "aws_customer_gateway").find((one) =>
    names.every((name) => text(one, name) === text(planned, name)),
  );
}

function idOf(account: Account, type: string, planned: Attributes): string {
  const prefix = prefixes[type];
  if (prefix !== undefined) return newId(account, prefix);
  if (type === "aws_ram_resource_share")
    return `arn:aws:ram:region:${accountId}:resource-share/${text(planned, "name")}`;
  const [separator = "", ...names] = identified[type] ?? [];
  return names.map((name) => text(planned, name)).join(separator);
}

/** Changes a resource in place. Throws what AWS answers where it refuses. */
export function update(account: Account, type: string, planned: Attributes): Attributes {
  const id = text(planned, "id");
  const refusal = refusalOf(account, type, planned);
  if (refusal) throw new Error(`updating ${type} (${id}): ${refusal}`);
  account.calls.push({ action: "update", type, id });
  const attributes = complete(resourceBlock(type), planned);
  account.resources.set(keyOf(type, id), { type, attributes });
  return attributes;
}

export function remove(account: Account, type: string, attributes: Attributes): void {
  const id = text(attributes, "id");
  const holder =
    type === "aws_customer_gateway" || type === "aws_vpn_gateway" || type === "aws_ec2_transit_gateway"
      ? all(account, "aws_vpn_connection").find((connection) => Object.values(connection).includes(id))
      : undefined;
  if (holder) throw new Error(`deleting ${type} (${id}): IncorrectState: ${text(holder, "id")} uses it`);
  account.calls.push({ action: "delete", type, id });
  account.resources.delete(keyOf(type, id));
}

/** What AWS decides. */
function special(account: Account, type: string, planned: Attributes, id: string): Attributes {
  const kind = type === "aws_ec2_transit_gateway" ? "transit-gateway" : type;
  const arn = `arn:aws:ec2:${type === "aws_ec2_transit_gateway" ? "ap-northeast-1" : "region"}:${accountId}:${kind}/${id}`;
  if (type === "aws_cloudwatch_log_group")
    return { arn: `arn:aws:logs:region:${accountId}:log-group:${id}`, log_group_class: "STANDARD" };
  if (type === "aws_ram_resource_share") return { arn: id };
  if (type === "aws_vpc_security_group_ingress_rule") return { arn, security_group_rule_id: id };
  return type === "aws_vpn_connection" ? { arn, ...connectionValues(account, planned, id) } : { arn };
}

function connectionValues(account: Account, planned: Attributes, id: string): Attributes {
  const tunnels = [1, 2].map((number) => {
    const range = parseCidr(text(planned, `tunnel${number}_inside_cidr`));
    const host = (offset: number) => formatAddress((range?.network ?? 0) + offset);
    return { number, address: `52.196.${account.created}.${10 * number + 1}`, vgw: host(1), cgw: host(2) };
  });
  const secret = `arn:aws:secretsmanager:region:${accountId}:secret:s2svpn!${id}`;
  const keys = tunnels.map(({ address }) => [address, newKey(`${id} ${address}`)] as const);
  account.secrets.set(secret, { version: 1, value: Object.fromEntries(keys) });
  const perTunnel = tunnels.flatMap(({ number, address, vgw, cgw }) => [
    [`tunnel${number}_address`, address],
    [`tunnel${number}_vgw_inside_address`, vgw],
    [`tunnel${number}_cgw_inside_address`, cgw],
    [`tunnel${number}_preshared_key`, "REDACTED"],
  ]);
  const onTransit = text(planned, "transit_gateway_id") !== "";
  return {
    ...Object.fromEntries(perTunnel),
    preshared_key_arn: secret,
    customer_gateway_configuration: "<pre_shared_key>REDACTED</pre_shared_key>",
    transit_gateway_attachment_id: onTransit ? newId(account, "tgw-attach") : "",
  };
}

/** What the schema knows of the attributes, with zero values for what is still unknown. */
function complete(block: Block, attributes: Attributes): Attributes {
  const filled = Object.fromEntries(
    [...Object.keys(block.attributes ?? {}), ...Object.keys(block.block_types ?? {})].map((name) => [
      name,
      attributes[name] ?? null,
    ]),
  );
  for (const [name, { type }] of Object.entries(block.attributes ?? {}))
    if (isUnknown(filled[name])) filled[name] = zeroOf(type);
  for (const name of Object.keys(block.block_types ?? {})) if (isUnknown(filled[name])) filled[name] = [];
  return filled;
}

function zeroOf(type: unknown): Value {
  if (type === "string") return "";
  if (type === "number") return 0;
  if (type === "bool") return false;
  return Array.isArray(type) && type[0] === "map" ? {} : [];
}
