/** AWS's side in one form, whether a CloudFormation template or a Terraform root says it: to be compared. */
import { ofType, type ReadTemplate } from "../support/cloudformation.ts";
import type { FakeAws } from "./fake-aws-provider/start.ts";

type Values = Readonly<Record<string, unknown>>;

/** Everything of AWS's side, with lists in an order of their own. What exists already is known by its id. */
export interface AwsSide {
  readonly gateway: Values | string;
  readonly customerGateways: readonly Values[];
  readonly connections: readonly Values[];
  readonly propagated: readonly string[];
  readonly attachments: readonly Values[];
  readonly routes: readonly Values[];
  readonly ingress: readonly Values[];
  readonly share: Values;
  readonly logGroup: Values;
  readonly alarms: readonly Values[];
}

/** What a template says, its references resolved to the names of what they lead to. */
export function sideOfTemplate(template: ReadTemplate): AwsSide {
  const { Resources } = template;
  const of = (type: string) => ofType(template, type).map(([, { Properties }]) => Properties);
  const named = (value: unknown): unknown => {
    const id = (value as { Ref?: string }).Ref;
    return id === undefined ? value : tagsOf(Resources[id]?.Properties.Tags).Name;
  };
  const [vgw] = of("AWS::EC2::VPNGateway");
  const [attached] = of("AWS::EC2::VPCGatewayAttachment");
  const [tgw] = of("AWS::EC2::TransitGateway");
  const [share] = of("AWS::RAM::ResourceShare");
  const [group] = of("AWS::Logs::LogGroup");
  const connections = of("AWS::EC2::VPNConnection");
  const existing = connections[0]?.VpnGatewayId ?? connections[0]?.TransitGatewayId;
  const created = vgw
    ? { asn: String(vgw.AmazonSideAsn), vpc: attached?.VpcId, tags: tagsOf(vgw.Tags) }
    : tgw && {
        asn: String(tgw.AmazonSideAsn),
        description: tgw.Description,
        accept: tgw.AutoAcceptSharedAttachments,
        defaults: [tgw.DefaultRouteTableAssociation, tgw.DefaultRouteTablePropagation, tgw.VpnEcmpSupport],
        tags: tagsOf(tgw.Tags),
      };
  return {
    gateway: created ?? String(existing),
    customerGateways: inOrder(
      of("AWS::EC2::CustomerGateway").map((one) => ({
        type: one.Type,
        asn: String(one.BgpAsn ?? ""),
        extended: String(one.BgpAsnExtended ?? ""),
        tags: tagsOf(one.Tags),
      })),
    ),
    connections: inOrder(
      connections.map((one) => ({
        type: one.Type,
        customerGateway: named(one.CustomerGatewayId),
        onTransit: one.TransitGatewayId !== undefined,
        static: one.StaticRoutesOnly,
        storage: one.PreSharedKeyStorage,
        bandwidth: one.TunnelBandwidth ?? "standard",
        tags: tagsOf(one.Tags),
        tunnels: (one.VpnTunnelOptionsSpecifications as Values[]).map(optionsOfTemplate),
      })),
    ),
    propagated: of("AWS::EC2::VPNGatewayRoutePropagation")
      .flatMap((one) => one.RouteTableIds as string[])
      .sort(),
    attachments: inOrder(
      of("AWS::EC2::TransitGatewayAttachment").map((one) => ({
        vpc: one.VpcId,
        subnets: [...(one.SubnetIds as string[])].sort(),
        tags: tagsOf(one.Tags),
      })),
    ),
    routes: inOrder(
      of("AWS::EC2::Route").map((one) => ({ table: one.RouteTableId, range: one.DestinationCidrBlock })),
    ),
    ingress: inOrder(
      of("AWS::EC2::SecurityGroupIngress").map((one) => ({
        group: one.GroupId,
        range: one.CidrIp,
        description: one.Description,
        protocol: one.IpProtocol,
        ports: [one.FromPort ?? null, one.ToPort ?? null],
      })),
    ),
    share: share
      ? {
          name: share.Name,
          external: share.AllowExternalPrincipals,
          principals: [...(share.Principals as string[])].sort(),
          tags: tagsOf(share.Tags),
        }
      : {},
    logGroup: group
      ? { name: group.LogGroupName, days: group.RetentionInDays, tags: tagsOf(group.Tags) }
      : {},
    alarms: inOrder(
      of("AWS::CloudWatch::Alarm").map((one) => ({
        name: one.AlarmName,
        description: one.AlarmDescription,
        metric: [one.Namespace, one.MetricName],
        dimensions: Object.fromEntries(
          (one.Dimensions as { Name: string; Value: unknown }[]).map(({ Name, Value }) => [
            Name,
            named(Value),
          ]),
        ),
        statistic: one.Statistic,
        comparison: [one.ComparisonOperator, one.Threshold, one.Period, one.EvaluationPeriods],
        missing: one.TreatMissingData,
        actions: [one.AlarmActions, one.OKActions],
        tags: tagsOf(one.Tags),
      })),
    ),
  };
}

/** What stands in the account after terraform has applied a root. */
export function sideOfRoot(fake: FakeAws): AwsSide {
  const of = (type: string): Values[] => JSON.parse(JSON.stringify(fake.resources(type)));
  const named = (type: string, id: unknown) =>
    (of(type).find((one) => one.id === id)?.tags as Values | undefined)?.Name;
  const connections = of("aws_vpn_connection");
  const gatewayId = connections[0]?.vpn_gateway_id || connections[0]?.transit_gateway_id;
  const made = new Set(fake.calls.filter(({ action }) => action === "create").map(({ id }) => id));
  const [vgw] = of("aws_vpn_gateway");
  const [tgw] = of("aws_ec2_transit_gateway");
  const [share] = of("aws_ram_resource_share");
  const [group] = of("aws_cloudwatch_log_group").filter(({ id }) => made.has(String(id)));
  const created = vgw
    ? { asn: String(vgw.amazon_side_asn), vpc: vgw.vpc_id, tags: vgw.tags }
    : tgw && {
        asn: String(tgw.amazon_side_asn),
        description: tgw.description,
        accept: tgw.auto_accept_shared_attachments,
        defaults: [
          tgw.default_route_table_association,
          tgw.default_route_table_propagation,
          tgw.vpn_ecmp_support,
        ],
        tags: tgw.tags,
      };
  return {
    gateway: made.has(String(gatewayId)) && created ? created : String(gatewayId),
    customerGateways: inOrder(
      of("aws_customer_gateway").map((one) => ({
        type: one.type,
        asn: one.bgp_asn ?? "",
        extended: one.bgp_asn_extended ?? "",
        tags: one.tags,
      })),
    ),
    connections: inOrder(
      connections.map((one) => ({
        type: one.type,
        customerGateway: named("aws_customer_gateway", one.customer_gateway_id),
        onTransit: (one.transit_gateway_id ?? "") !== "",
        static: one.static_routes_only,
        storage: one.preshared_key_storage,
        bandwidth: one.tunnel_bandwidth || "standard",
        tags: one.tags,
        tunnels: [1, 2].map((number) => optionsOfRoot(one, `tunnel${number}_`)),
      })),
    ),
    propagated: of("aws_vpn_gateway_route_propagation")
      .map((one) => String(one.route_table_id))
      .sort(),
    attachments: inOrder(
      of("aws_ec2_transit_gateway_vpc_attachment").map((one) => ({
        vpc: one.vpc_id,
        subnets: [...(one.subnet_ids as string[])].sort(),
        tags: one.tags,
      })),
    ),
    routes: inOrder(
      of("aws_route").map((one) => ({ table: one.route_table_id, range: one.destination_cidr_block })),
    ),
    ingress: inOrder(
      of("aws_vpc_security_group_ingress_rule").map((one) => ({
        group: one.security_group_id,
        range: one.cidr_ipv4,
        description: one.description,
        protocol: one.ip_protocol,
        ports: [one.from_port, one.to_port],
      })),
    ),
    share: share
      ? {
          name: share.name,
          external: share.allow_external_principals,
          principals: of("aws_ram_principal_association")
            .map(({ principal }) => String(principal))
            .sort(),
          tags: share.tags,
        }
      : {},
    logGroup: group ? { name: group.name, days: group.retention_in_days, tags: group.tags } : {},
    alarms: inOrder(
      of("aws_cloudwatch_metric_alarm").map((one) => ({
        name: one.alarm_name,
        description: one.alarm_description,
        metric: [one.namespace, one.metric_name],
        dimensions: Object.fromEntries(
          Object.entries(one.dimensions as Values).map(([name, id]) => [
            name,
            named("aws_vpn_connection", id),
          ]),
        ),
        statistic: one.statistic,
        comparison: [one.comparison_operator, one.threshold, one.period, one.evaluation_periods],
        missing: one.treat_missing_data,
        actions: [one.alarm_actions, one.ok_actions],
        // CloudFormation refuses a tag without a value here, and leaves it out.
        tags: Object.fromEntries(Object.entries(one.tags as Values).filter(([, value]) => value !== "")),
      })),
    ),
  };
}

/** Members of a tunnel's options that are spelled alike but for the style of the name. */
const members: Readonly<Record<string, string>> = {
  inside_cidr: "TunnelInsideCidr",
  ike_versions: "IKEVersions",
  phase1_encryption_algorithms: "Phase1EncryptionAlgorithms",
  phase1_integrity_algorithms: "Phase1IntegrityAlgorithms",
  phase1_dh_group_numbers: "Phase1DHGroupNumbers",
  phase1_lifetime_seconds: "Phase1LifetimeSeconds",
  phase2_encryption_algorithms: "Phase2EncryptionAlgorithms",
  phase2_integrity_algorithms: "Phase2IntegrityAlgorithms",
  phase2_dh_group_numbers: "Phase2DHGroupNumbers",
  phase2_lifetime_seconds: "Phase2LifetimeSeconds",
  rekey_margin_time_seconds: "RekeyMarginTimeSeconds",
  rekey_fuzz_percentage: "RekeyFuzzPercentage",
  replay_window_size: "ReplayWindowSize",
  dpd_timeout_seconds: "DPDTimeoutSeconds",
  dpd_timeout_action: "DPDTimeoutAction",
  startup_action: "StartupAction",
};

/** All members but the key, which AWS makes in one form and a secret holds in the other. */
function optionsOfTemplate({ PreSharedKey: _, LogOptions, ...options }: Values): Values {
  const { CloudwatchLogOptions } = LogOptions as { CloudwatchLogOptions: Values };
  const { LogEnabled, LogOutputFormat, BgpLogEnabled, BgpLogOutputFormat } = CloudwatchLogOptions;
  const plain = Object.entries(options).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map((item: { Value: unknown }) => item.Value) : value,
  ]);
  return {
    EnableTunnelLifecycleControl: false,
    ...Object.fromEntries(plain),
    logs: [LogEnabled, LogOutputFormat ?? "", BgpLogEnabled, BgpLogOutputFormat ?? ""],
    groups: [CloudwatchLogOptions.LogGroupArn, CloudwatchLogOptions.BgpLogGroupArn].map(Boolean),
  };
}

function optionsOfRoot(connection: Values, prefix: string): Values {
  const [options] = connection[`${prefix}log_options`] as { cloudwatch_log_options: Values[] }[];
  const logs = options?.cloudwatch_log_options[0] ?? {};
  return {
    ...Object.fromEntries(Object.entries(members).map(([name, api]) => [api, connection[prefix + name]])),
    // Off where it is left out, in both forms.
    EnableTunnelLifecycleControl: connection[`${prefix}enable_tunnel_lifecycle_control`] ?? false,
    logs: [
      logs.log_enabled,
      logs.log_output_format ?? "",
      logs.bgp_log_enabled ?? false,
      logs.bgp_log_output_format ?? "",
    ],
    groups: [logs.log_group_arn, logs.bgp_log_group_arn].map(Boolean),
  };
}

function tagsOf(tags: unknown): Values {
  const pairs = (tags ?? []) as { Key: string; Value: string }[];
  return Object.fromEntries(pairs.map(({ Key, Value }) => [Key, Value]));
}

function inOrder<T>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
