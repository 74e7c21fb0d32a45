/** A mistake made at the ends themselves, and how a test sees what comes of it. */
import type { RuleId } from "../../../src/rules/all.ts";
import { allEstablished } from "../checks/sessions.ts";
import { hostsReachEachOther } from "../checks/traffic.ts";
import { views } from "../checks/tunnels.ts";
import type { Gateway, SideName } from "../daemons/gateway.ts";
import type { Ends } from "../ends/read.ts";
import { type Lab, until } from "../lab.ts";
import type { Wiring } from "../wire/cables.ts";

export interface Mistake {
  /** The rule that forbids it, or the page of the artifacts that warns of it. */
  readonly source: RuleId | "RUNBOOK.md";
  readonly what: string;
  readonly ends?: (ends: Ends) => Ends;
  readonly wiring?: (wiring: Wiring) => Wiring;
  /** Whether it is seen when the tunnel is made, or later. */
  readonly seen: "at setup" | "at the first rekey" | "at the next negotiation" | "by BGP" | "by the hosts";
  /** Throws where the lab shows something else; returns what the daemons said. */
  readonly shows: (lab: Lab) => Promise<string>;
}

/** The gateway with every link changed. */
export function withLinks(
  gateway: Gateway,
  change: (link: Gateway["links"][number]) => Gateway["links"][number],
) {
  return { ...gateway, links: gateway.links.map(change) };
}

/** That Google Cloud, which begins, is refused on every tunnel; returns the refusal. */
export async function neverUp(lab: Lab, refusal: RegExp): Promise<string> {
  const text = await said(lab, "gcp", refusal);
  ensure(
    (await views(lab)).every(({ ike }) => ike === ""),
    "no IKE session",
  );
  return text.replace("received ", "").replace(" notify error", "");
}

/** Tunnels, routes and hosts as if nothing were wrong. */
export async function works(lab: Lab): Promise<void> {
  await until(30, "all sessions", () => allEstablished(lab));
  await until(10, "the hosts", () => hostsReachEachOther(lab));
}

/** The text that the strongSwan of every end of a side logs, first of all. */
export async function said(lab: Lab, side: SideName, pattern: RegExp): Promise<string> {
  await until(30, `${pattern} on ${side}`, () =>
    lab[side].links.every((_, index) => pattern.test(lab.log(side, index))),
  );
  return pattern.exec(lab.log(side, 0))?.[0] ?? "";
}

/** Throws where a rule says what does not hold in the lab. */
export function ensure(holds: boolean, what: string): void {
  if (!holds) throw new Error(`the lab contradicts the rule: not so that ${what}`);
}
