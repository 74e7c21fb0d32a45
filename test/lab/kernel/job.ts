/** What a guest is asked for, and what it answers: JSON each. */
import type { View } from "../checks/tunnels.ts";
import type { Wiring } from "../wire/cables.ts";

/** What the guest says on its console once its daemons run. */
export const beginning = "the lab is laid";

export type Job = SuiteJob | PathJob;

/** Negotiate, rekey, and measure what passes. */
export interface SuiteJob {
  readonly kind: "suite";
  readonly wiring: Wiring;
}

/** A path that is shorter on Google Cloud's side, as it is between the clouds. */
export interface PathJob {
  readonly kind: "path";
  readonly wiring: Wiring;
  /** Bytes: what AWS's link would carry, and what Google Cloud's does. */
  readonly larger: number;
  readonly smaller: number;
}

export interface SuiteAnswer {
  readonly before: readonly View[];
  readonly after: readonly View[];
  /** Algorithms as the kernel's SAs have them, with the bits of what authenticates: `rfc4106(gcm(aes)) 128`. */
  readonly algorithms: readonly string[];
  /** Of the pings between the hosts while the tunnels were rekeyed. */
  readonly lost: number;
  readonly received: number;
  readonly cells: readonly Cell[];
}

/** Largest inner packet that passes all tunnels both ways, in bytes. */
export interface Cell {
  readonly outer: number;
  readonly natTraversal: boolean;
  readonly largest: number;
}

export interface PathAnswer {
  /** Three large pings from AWS's host that may not be fragmented, and a smaller one. */
  readonly told: Pings;
  /** The same where the routers on the way send no ICMP. */
  readonly untold: Pings;
}

export interface Pings {
  readonly replies: number;
  /** Sequence numbers of the pings that were answered by "fragmentation needed", with the MTU that was named. */
  readonly refused: readonly { readonly ping: number; readonly mtu: number }[];
  /** Whether the smaller one passes afterwards. */
  readonly smallerPasses: boolean;
}
