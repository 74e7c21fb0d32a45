/** Accounts on AWS. */
import type { Topology } from "../topology/topology.ts";
import { sorted } from "./cloudformation/gateway.ts";

/** The accounts of VPCs that are not the VPN's own. */
export function otherAccounts({ aws }: Topology): string[] {
  return sorted(aws.vpcs.map(({ account }) => account).filter((account) => account !== ""));
}
