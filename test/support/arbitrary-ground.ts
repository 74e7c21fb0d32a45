/** What the two sides of a random document must agree on, or keep apart. */
import fc, { type Arbitrary } from "fast-check";
import type * as z from "zod/mini";
import * as aws from "../../src/facts/aws.ts";
import type { fileSchema } from "../../src/source/schema/config.ts";
import { amongst, hex, resourceName, whole } from "./arbitrary-values.ts";

/** A document as a user writes it, before defaults. */
export type VpnDocument = z.input<typeof fileSchema>;

/** What both sides must agree on, or keep apart. */
export interface Ground {
  readonly name: string;
  readonly asns: readonly [number, number];
  /** Start of every resource id. */
  readonly stem: string;
  readonly region: string;
  readonly account: string;
}

const asn = fc.oneof(...aws.amazonSideAsns.value.map(({ min, max }) => whole(min, max)));

export const ground: Arbitrary<Ground> = fc.record({
  name: resourceName,
  asns: fc.tuple(asn, asn).filter(([a, b]) => a !== b),
  stem: hex(14),
  region: amongst([
    "ap-northeast-1",
    "us-east-1",
    "eu-central-1",
    "eu-west-1",
    "ap-southeast-2",
    "us-west-2",
  ]),
  account: amongst(["123456789012", "000123456789"]),
});

/** The number-th resource of a kind: ids never repeat within a document. */
export function idOf({ stem }: Ground, prefix: string, number: number): string {
  return `${prefix}-${stem}${number.toString(16).padStart(3, "0")}`;
}

/** The number-th range of a side, of any size; ranges of a document never overlap. */
function rangeOf(side: "aws" | "gcp", number: number, prefix: number): string {
  return `10.${(side === "aws" ? 0 : 128) + number}.0.0/${prefix}`;
}

export function ranges(side: "aws" | "gcp", most: number, offset = 0): Arbitrary<string[]> {
  return fc
    .array(whole(16, 24), { minLength: 1, maxLength: most })
    .map((prefixes) => prefixes.map((prefix, index) => rangeOf(side, offset + index, prefix)));
}
