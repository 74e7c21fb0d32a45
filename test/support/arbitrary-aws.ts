/** The `aws` section of a random document. */
import fc, { type Arbitrary } from "fast-check";
import * as aws from "../../src/facts/aws.ts";
import { type Ground, idOf, ranges, type VpnDocument } from "./arbitrary-ground.ts";
import { amongst, awsTags, traffic, whole } from "./arbitrary-values.ts";

function awsCommon(ground: Ground) {
  const topic = `arn:aws:sns:${ground.region}:${ground.account}:alerts`;
  return {
    region: fc.constant(ground.region),
    account: fc.constant(ground.account),
    asn: fc.constant(ground.asns[0]),
    tunnelOptions: fc.constantFrom("template" as const, "script" as const),
    logs: fc.record(
      {
        group: amongst(["/aws/vendedlogs/vpn", "vpn/tunnels_1.2-x"]),
        existing: fc.boolean(),
        retentionDays: amongst(aws.logRetentionDays.value),
        format: fc.constantFrom("json" as const, "text" as const),
        bgp: fc.boolean(),
      },
      { requiredKeys: ["group"] },
    ),
    alarms: fc.constant({ topic }),
    tags: awsTags,
  };
}

const always = ["region", "asn", "gateway", "vpcs"] as const;

export function awsWithVgw(ground: Ground): Arbitrary<VpnDocument["aws"]> {
  return fc.record(
    {
      ...awsCommon(ground),
      gateway: fc.constantFrom(
        { type: "vgw" as const },
        { type: "vgw" as const, id: idOf(ground, "vgw", 0) },
      ),
      vpcs: vpc(ground, 0).map((only) => [only]),
    },
    { requiredKeys: [...always] },
  );
}

export function awsWithTgw(ground: Ground): Arbitrary<VpnDocument["aws"]> {
  const type = fc.constant("tgw" as const);
  const bandwidth = amongst(aws.tunnelBandwidths.value);
  const created = fc.record({ type, bandwidth }, { requiredKeys: ["type"] });
  const table = (number: number) => idOf(ground, "tgw-rtb", number);
  const existing = fc.record(
    {
      type,
      bandwidth,
      id: fc.constant(idOf(ground, "tgw", 0)),
      routeTables: fc.record(
        { associate: fc.constant(table(0)), propagate: amongst([[], [table(0)], [table(0), table(1)]]) },
        { requiredKeys: ["associate"] },
      ),
    },
    { requiredKeys: ["type", "id"] },
  );
  return fc.oneof(created, existing).chain((gateway) =>
    fc.record(
      {
        ...awsCommon(ground),
        gateway: fc.constant(gateway),
        vpcs: whole(1, 3).chain((count) =>
          fc.tuple(
            ...Array.from({ length: count }, (_, number) => attachedVpc(ground, number, !("id" in gateway))),
          ),
        ),
        cidrs: ranges("aws", 2, 100),
      },
      { requiredKeys: [...always, "account"] },
    ),
  );
}

function vpc(ground: Ground, number: number) {
  const tables = whole(0, 2).map((count) => many(count, (n) => idOf(ground, "rtb", number * 16 + n)));
  const group = (n: number) => traffic.map((allow) => ({ id: idOf(ground, "sg", number * 16 + n), allow }));
  const external = fc.constant("external" as const);
  return fc.record({
    id: fc.constant(idOf(ground, "vpc", number)),
    cidrs: ranges("aws", 2, number * 8),
    routeTables: fc.oneof(
      external,
      tables.filter(({ length }) => length > 0),
    ),
    securityGroups: fc.oneof(
      external,
      whole(1, 2).chain((count) => fc.tuple(...many(count, group))),
    ),
  });
}

/** A VPC behind a transit gateway. Only an existing one can have a VPC that someone else has attached. */
function attachedVpc(ground: Ground, number: number, attach: boolean) {
  const subnets = whole(1, 3).map((count) => many(count, (n) => idOf(ground, "subnet", number * 16 + n)));
  const owner = fc.record(
    { account: amongst(["210987654321", "345678901234", ground.account]), subnets },
    { requiredKeys: attach ? ["subnets"] : [] },
  );
  return fc.tuple(vpc(ground, number), owner).map(([all, owned]) => ({ ...all, ...owned }));
}

function many<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, number) => make(number));
}
