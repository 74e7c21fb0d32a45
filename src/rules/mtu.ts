/** The rules on the size of packets, in the order of the documentation. */
import { firewallIcmp } from "./mtu/firewall-icmp.ts";
import { fixedPlatform } from "./mtu/fixed-platform.ts";
import { jumboNetwork } from "./mtu/jumbo-network.ts";
import { networkMtu } from "./mtu/network-mtu.ts";
import { securityGroupIcmp } from "./mtu/security-group-icmp.ts";
import { workloadMtu } from "./mtu/workload-mtu.ts";
import { workloadMtuValue } from "./mtu/workload-mtu-value.ts";

export const mtu = [
  fixedPlatform,
  workloadMtu,
  workloadMtuValue,
  networkMtu,
  jumboNetwork,
  firewallIcmp,
  securityGroupIcmp,
] as const;
