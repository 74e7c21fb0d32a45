/** What only AWS has of a tunnel's options. */
import type { Config } from "../source/schema/config.ts";

/** Times in seconds, the replay window in packets, fuzz in percent. */
export interface TunnelOptions {
  readonly phase1Lifetime: number;
  readonly phase2Lifetime: number;
  readonly rekeyMargin: number;
  readonly rekeyFuzz: number;
  readonly replayWindow: number;
  readonly dpdTimeout: number;
  readonly dpdAction: string;
  readonly startup: string;
  /** Whether AWS waits before it replaces a tunnel's endpoint. */
  readonly lifecycleControl: boolean;
}

/** The options of a file. */
export function optionsOf({ ipsec, tunnels }: Config): TunnelOptions {
  return {
    phase1Lifetime: ipsec.lifetimes.phase1,
    phase2Lifetime: ipsec.lifetimes.phase2,
    rekeyMargin: ipsec.rekey.margin,
    rekeyFuzz: ipsec.rekey.fuzz,
    replayWindow: ipsec.replayWindow,
    dpdTimeout: ipsec.dpd.timeout,
    dpdAction: ipsec.dpd.action,
    startup: ipsec.startup,
    lifecycleControl: tunnels.lifecycleControl,
  };
}
