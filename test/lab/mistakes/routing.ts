/** Mistakes in inside addresses, ASNs and ranges. */
import { allEstablished, sessions } from "../checks/sessions.ts";
import { hostsReachEachOther } from "../checks/traffic.ts";
import { views } from "../checks/tunnels.ts";
import { type Lab, until } from "../lab.ts";
import { ensure, type Mistake, withLinks } from "./mistake.ts";

export const routingMistakes: readonly Mistake[] = [
  {
    source: "bgp/gateway-asn",
    what: "An existing gateway of AWS that has another ASN than the file says",
    ends: (ends) => ({ ...ends, aws: { ...ends.aws, asn: ends.aws.asn + 1 } }),
    seen: "by BGP",
    shows: badPeerAs,
  },
  {
    source: "bgp/router-asn",
    what: "An existing Cloud Router that has another ASN than the file says",
    ends: (ends) => ({ ...ends, gcp: { ...ends.gcp, asn: ends.gcp.asn + 1 } }),
    seen: "by BGP",
    shows: badPeerAs,
  },
  {
    source: "bgp/asn-shared",
    what: "Routes that came to AWS through a network with the Cloud Router's ASN",
    wiring: (wiring) => ({
      ...wiring,
      aws: withLinks(wiring.aws, (link) => ({ ...link, through: [wiring.gcp.asn] })),
    }),
    seen: "by BGP",
    shows: async (lab) => {
      await until(30, "the sessions", async () =>
        (await sessions(lab, "gcp")).every(({ established }) => established),
      );
      await until(10, "routes on AWS", async () =>
        (await sessions(lab, "aws")).every(({ learned }) => learned.length > 0),
      );
      const all = await sessions(lab, "gcp");
      ensure(
        all.every(({ learned }) => learned.length === 0),
        "the Cloud Router drops them",
      );
      return "sessions Established; Google Cloud's side learns no route";
    },
  },
  {
    source: "addressing/inside-distinct",
    what: "b1 has the inside CIDR of a1 on both sides",
    ends: (ends) => {
      const [a1] = ends.aws.tunnels;
      const index = 2;
      const cidr = a1?.insideCidr ?? "";
      const inside = ends.gcp.tunnels.find(({ outside }) => outside.peer === a1?.outside.own)?.inside;
      const b1 = ends.aws.tunnels[index]?.outside.own;
      return {
        ...ends,
        aws: { ...ends.aws, tunnels: replaced(ends.aws.tunnels, index, { insideCidr: cidr }) },
        gcp: {
          ...ends.gcp,
          tunnels: ends.gcp.tunnels.map((tunnel) =>
            tunnel.outside.peer === b1 && inside ? { ...tunnel, inside } : tunnel,
          ),
        },
      };
    },
    seen: "by BGP",
    shows: async (lab) => {
      const all = await views(lab);
      ensure(
        all.every(({ esp }) => esp !== ""),
        "IKE comes up on all four",
      );
      // Which of the two sessions wins is chance, and both may lose for a while: they share their addresses.
      const established = async () =>
        (await sessions(lab, "gcp")).filter((session) => session.established).length;
      await until(60, "three sessions", async () => (await established()) === 3);
      const end = Date.now() + 10_000;
      await until(20, "ten seconds more", async () => {
        ensure((await established()) < 4, "never all four at once");
        return Date.now() > end;
      });
      return "four tunnels up, three BGP sessions Established";
    },
  },
  {
    source: "bgp/not-advertised",
    what: "Half of Google Cloud's range is advertised, the host lives in the other half",
    ends: (ends) => ({
      ...ends,
      gcp: {
        ...ends.gcp,
        tunnels: ends.gcp.tunnels.map((tunnel) => ({ ...tunnel, announced: ["10.128.0.0/21"] })),
      },
    }),
    wiring: (wiring) => ({ ...wiring, ranges: { ...wiring.ranges, gcp: "10.128.8.0/21" } }),
    seen: "by the hosts",
    shows: async (lab) => {
      await until(30, "all sessions", () => allEstablished(lab));
      ensure(!(await hostsReachEachOther(lab)), "the hosts do not reach each other");
      const [{ learned = [] } = {}] = await sessions(lab, "aws");
      return `all tunnels and sessions up; AWS learns ${learned.join(", ")} alone, and no reply comes`;
    },
  },
];

function replaced<T>(items: readonly T[], index: number, change: Partial<T>): T[] {
  return items.map((item, at) => (at === index ? { ...item, ...change } : item));
}

async function badPeerAs(lab: Lab): Promise<string> {
  await until(
    30,
    "the notification",
    () => /Bad peer AS/.test(lab.birdLog("aws")) && /Bad peer AS/.test(lab.birdLog("gcp")),
  );
  const all = [...(await sessions(lab, "aws")), ...(await sessions(lab, "gcp"))];
  ensure(
    all.every(({ established }) => !established),
    "no session",
  );
  ensure(
    (await views(lab)).every(({ esp }) => esp !== ""),
    "the tunnels are up",
  );
  return "tunnels up; NOTIFICATION `Bad peer AS` on both sides";
}
