/** The rules on the ranges of both sides, and those inside the tunnels, in the order of the documentation. */
import { cidrMissing } from "./addressing/cidr-missing.ts";
import { cidrOverlap } from "./addressing/cidr-overlap.ts";
import { cidrRepeated } from "./addressing/cidr-repeated.ts";
import { cidrValid } from "./addressing/cidr-valid.ts";
import { docker } from "./addressing/docker.ts";
import { insideBlock } from "./addressing/inside-block.ts";
import { insideCount } from "./addressing/inside-count.ts";
import { insideDistinct } from "./addressing/inside-distinct.ts";
import { insideReserved } from "./addressing/inside-reserved.ts";
import { insideShared } from "./addressing/inside-shared.ts";
import { ipv6 } from "./addressing/ipv6.ts";
import { publicRange } from "./addressing/public-range.ts";
import { unroutable } from "./addressing/unroutable.ts";
import { vpcOverlap } from "./addressing/vpc-overlap.ts";
import { vpcSize } from "./addressing/vpc-size.ts";

export const addressing = [
  cidrValid,
  cidrMissing,
  cidrRepeated,
  cidrOverlap,
  vpcOverlap,
  vpcSize,
  unroutable,
  docker,
  publicRange,
  insideCount,
  insideBlock,
  insideReserved,
  insideDistinct,
  insideShared,
  ipv6,
] as const;
