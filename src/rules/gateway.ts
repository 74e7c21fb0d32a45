/** The rules on the gateways and what is attached to them, in the order of the documentation. */
import { acceleration } from "./gateway/acceleration.ts";
import { accountMissing } from "./gateway/account-missing.ts";
import { attachedTwice } from "./gateway/attached-twice.ts";
import { bandwidth } from "./gateway/bandwidth.ts";
import { classic } from "./gateway/classic.ts";
import { connectionsPerVgw } from "./gateway/connections-per-vgw.ts";
import { idType } from "./gateway/id-type.ts";
import { largeRegion } from "./gateway/large-region.ts";
import { regionQuota } from "./gateway/region-quota.ts";
import { routeTables } from "./gateway/route-tables.ts";
import { staticRoutes } from "./gateway/static-routes.ts";
import { unattached } from "./gateway/unattached.ts";
import { vgwAccount } from "./gateway/vgw-account.ts";
import { vgwOneVpc } from "./gateway/vgw-one-vpc.ts";
import { vgwPerVpc } from "./gateway/vgw-per-vpc.ts";
import { vgwShared } from "./gateway/vgw-shared.ts";
import { vgwSubnets } from "./gateway/vgw-subnets.ts";
import { vpcMissing } from "./gateway/vpc-missing.ts";
import { vpcRepeated } from "./gateway/vpc-repeated.ts";

export const gateway = [
  idType,
  routeTables,
  bandwidth,
  largeRegion,
  acceleration,
  staticRoutes,
  unattached,
  vpcMissing,
  vgwOneVpc,
  vpcRepeated,
  vgwAccount,
  accountMissing,
  vgwSubnets,
  vgwPerVpc,
  attachedTwice,
  connectionsPerVgw,
  vgwShared,
  regionQuota,
  classic,
] as const;
