/** Who rekeyed what, as the daemons' logs have it. */
import type { SideName } from "../daemons/gateway.ts";
import type { Lab } from "../lab.ts";

export interface Rekeys {
  readonly child: number;
  readonly ike: number;
}

/** Rekeys that a side has begun on one tunnel. RFC 7296, section 1.3, says what the requests hold. */
export function rekeysBegunBy(lab: Lab, side: SideName, index: number): Rekeys {
  const log = lab.log(side, index);
  const count = (payloads: string) =>
    log
      .split(`generating CREATE_CHILD_SA request`)
      .filter((rest) => rest.split("\n", 1)[0]?.includes(payloads)).length;
  return { child: count("[ N(REKEY_SA) SA No KE "), ike: count("[ SA No KE ]") };
}

/** The same on all tunnels of a side. */
export function allRekeysBegunBy(lab: Lab, side: SideName): Rekeys {
  const each = lab[side].links.map((_, index) => rekeysBegunBy(lab, side, index));
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
  return { child: sum(each.map(({ child }) => child)), ike: sum(each.map(({ ike }) => ike)) };
}

/** Whether every tunnel has seen so many of both kinds begun by that side. */
export function everyTunnelRekeyed(lab: Lab, side: SideName, least: Rekeys): boolean {
  return lab[side].links.every((_, index) => {
    const { child, ike } = rekeysBegunBy(lab, side, index);
    return child >= least.child && ike >= least.ike;
  });
}
