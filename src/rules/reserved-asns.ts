/** Numbers that neither an AWS customer gateway nor anybody else may have. */
import { reservedCustomerGatewayAsns } from "../facts/aws.ts";
import { reservedAsns } from "../facts/internet.ts";

const everyone: readonly number[] = reservedAsns.value;
const customers: readonly number[] = reservedCustomerGatewayAsns.value.everywhere;
const regional: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries(reservedCustomerGatewayAsns.value.byRegion),
);

/** Who keeps the number to themselves, in an AWS region; undefined where it is free. */
export function reservedFor(asn: number, region: string): string | undefined {
  if (customers.includes(asn)) return "AWS reserves it in every region";
  if (regional.get(region)?.includes(asn)) return `AWS reserves it in ${region}`;
  return everyone.includes(asn) ? "IANA reserves it" : undefined;
}
