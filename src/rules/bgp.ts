/** The rules on BGP: numbers, sessions, what is advertised, in the order of the documentation. */
import { advertiseDefault } from "./bgp/advertise-default.ts";
import { advertiseEntry } from "./bgp/advertise-entry.ts";
import { advertiseGatewayLimit } from "./bgp/advertise-gateway-limit.ts";
import { advertiseOverlap } from "./bgp/advertise-overlap.ts";
import { advertisePublic } from "./bgp/advertise-public.ts";
import { advertiseSessionLimit } from "./bgp/advertise-session-limit.ts";
import { advertiseSubnetsLimit } from "./bgp/advertise-subnets-limit.ts";
import { asnAwsRange } from "./bgp/asn-aws-range.ts";
import { asnEqual } from "./bgp/asn-equal.ts";
import { asnGcpRange } from "./bgp/asn-gcp-range.ts";
import { asnReserved } from "./bgp/asn-reserved.ts";
import { asnShared } from "./bgp/asn-shared.ts";
import { bfd } from "./bgp/bfd.ts";
import { gatewayAsn } from "./bgp/gateway-asn.ts";
import { keepalive } from "./bgp/keepalive.ts";
import { learnedLimit } from "./bgp/learned-limit.ts";
import { md5 } from "./bgp/md5.ts";
import { notAdvertised } from "./bgp/not-advertised.ts";
import { routerAsn } from "./bgp/router-asn.ts";
import { routerNat } from "./bgp/router-nat.ts";
import { routersPerNetworkRule } from "./bgp/routers-per-network.ts";

export const bgp = [
  asnAwsRange,
  asnGcpRange,
  asnReserved,
  asnEqual,
  asnShared,
  routerAsn,
  gatewayAsn,
  routersPerNetworkRule,
  routerNat,
  advertiseEntry,
  notAdvertised,
  advertiseSessionLimit,
  advertiseGatewayLimit,
  advertiseSubnetsLimit,
  advertiseDefault,
  advertiseOverlap,
  advertisePublic,
  learnedLimit,
  keepalive,
  bfd,
  md5,
] as const;
