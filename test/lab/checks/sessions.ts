/** What the BIRDs say of their BGP sessions. */
import type { SideName } from "../daemons/gateway.ts";
import type { Lab } from "../lab.ts";

export interface Session {
  readonly established: boolean;
  readonly asn: number;
  readonly peerAsn: number;
  /** Seconds, as negotiated. */
  readonly hold: number;
  /** Ranges learned from the peer. */
  readonly learned: readonly string[];
}

/** The sessions of a side, in the order of its links. */
export async function sessions(lab: Lab, side: SideName): Promise<Session[]> {
  return Promise.all(
    lab[side].links.map(async (_, index) => {
      const state = await lab.birdc(side, `show protocols all session${index}`);
      const routes = await lab.birdc(side, `show route protocol session${index}`);
      const number = (pattern: RegExp) => Number(pattern.exec(state)?.[1] ?? 0);
      return {
        established: /BGP state: +Established/.test(state),
        asn: number(/Local AS: +(\d+)/),
        peerAsn: number(/Neighbor AS: +(\d+)/),
        hold: number(/Hold timer: +[\d.]+\/(\d+)/),
        learned: [...routes.matchAll(/^(\d[\d./]+) /gm)].map(([, range = ""]) => range).sort(),
      };
    }),
  );
}

/** Inside CIDRs of the tunnels whose session stands on both sides, and has brought routes, with one question a side. */
export async function standing(lab: Lab): Promise<ReadonlySet<string>> {
  const [aws, gcp] = await Promise.all(
    (["aws", "gcp"] as const).map(async (side) => {
      const shown = await lab.birdc(side, 'show protocols all "session*"');
      const up = shown.split(/^(?=session\d)/m).filter((one) => / Established.*Routes: +[1-9]/s.test(one));
      return up.map((one) => lab[side].links[Number(/^session(\d+)/.exec(one)?.[1])]?.insideCidr ?? "");
    }),
  );
  return new Set(aws?.filter((one) => gcp?.includes(one)));
}

/** Whether every session of both sides stands and has brought routes. */
export async function allEstablished(lab: Lab): Promise<boolean> {
  const all = await Promise.all([sessions(lab, "aws"), sessions(lab, "gcp")]);
  return all.flat().every(({ established, learned }) => established && learned.length > 0);
}
