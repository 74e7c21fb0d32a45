/** Every example, negotiated, routed, rekeyed and cut, by real daemons. */
import { expect, test } from "vitest";
import { exampleFiles, exampleText } from "../support/examples.ts";
import { failOver } from "./checks/failover.ts";
import { allRekeysBegunBy, everyTunnelRekeyed } from "./checks/rekeys.ts";
import { allEstablished, sessions } from "./checks/sessions.ts";
import { betweenHosts, hostsReachEachOther, throughTunnel } from "./checks/traffic.ts";
import { comeUp, declaredSuite, viewsAfter } from "./checks/tunnels.ts";
import { lifetimeDivisor } from "./daemons/charon.ts";
import { type Ends, readEnds, wiringOf } from "./ends/read.ts";
import { inLab, type Lab, until } from "./lab.ts";
import { requireLab } from "./require.ts";
import { record } from "./results/record.ts";

const read = new Map<string, Promise<Ends>>();
/** Terraform's end of an example, read once. */
function endsOf(file: (typeof exampleFiles)[number]): Promise<Ends> {
  const ends = read.get(file) ?? readEnds(exampleText(file), "terraform");
  read.set(file, ends);
  return ends;
}

requireLab("the emitted ends of", () => {
  test.concurrent.each(exampleFiles)(
    "%s negotiate what was declared, route, and rekey without losing a packet",
    async (file) => {
      const ends = await endsOf(file);
      await inLab(
        wiringOf(ends),
        async (lab) => {
          const first = await comeUp(lab, ends.aws.tunnels[0]?.options.startup ?? "");
          await expectDeclared(lab, ends);
          const traffic = await Promise.all([
            betweenHosts(lab),
            ...lab.aws.links.map((_, index) => throughTunnel(lab, index)),
          ]);
          const enough = { child: 3, ike: 1 };
          await until(180, "the rekeys", () => everyTunnelRekeyed(lab, "aws", enough));
          const replies = await Promise.all(traffic.map((one) => one.stop()));
          expect(replies.map(({ lost }) => lost)).toEqual(replies.map(() => 0));
          // AWS's lifetimes are the shorter ones: it alone rekeys, and nobody negotiates anew.
          expect(allRekeysBegunBy(lab, "gcp")).toEqual({ child: 0, ike: 0 });
          expect(negotiations(lab)).toBe(lab.aws.links.length);
          await expectViews(lab, ends, "esp");
          const { child, ike } = allRekeysBegunBy(lab, "aws");
          const [session] = await sessions(lab, "aws");
          record("examples", {
            file,
            "ends from": `${ends.optionsFrom}, terraform`,
            "begun by": first,
            "in both daemons": `${declaredSuite(ends.document.ipsec).ike}, ESP ${declaredSuite(ends.document.ipsec).esp}`,
            ASNs: `${session?.asn}, ${session?.peerAsn}`,
            "rekeys by AWS": `${child} CHILD, ${ike} IKE`,
            "pings, lost": `${replies.reduce((sum, { received }) => sum + received, 0)}, 0`,
          });
        },
        { divisor: lifetimeDivisor },
      );
    },
  );

  test.concurrent.each(exampleFiles)(
    "%s, with Google Cloud's end from gcloud, negotiate the same, and fail over within the hold time",
    async (file) => {
      const ends = await readEnds(exampleText(file), "gcloud");
      await inLab(wiringOf(ends), async (lab) => {
        await comeUp(lab, "add");
        await expectDeclared(lab, ends);
        const { silence, hold, received } = await failOver(lab);
        expect(received).toBeGreaterThan(0);
        // A ping and a timer of BIRD take a moment.
        expect(silence).toBeLessThan(hold + 1);
        record("failover", {
          file,
          "ends from": `${ends.optionsFrom}, gcloud`,
          "hold time": `${hold} s`,
          "longest silence": `${silence.toFixed(1)} s`,
        });
      });
    },
  );
});

/** Tunnels, sessions, routes and hosts, as the user's file has them. */
async function expectDeclared(lab: Lab, ends: Ends): Promise<void> {
  const { aws, gcp } = ends.document;
  await expectViews(lab, ends, "firstEsp");
  await until(60, "all BGP sessions", () => allEstablished(lab));
  const [onAws, onGcp] = await Promise.all([sessions(lab, "aws"), sessions(lab, "gcp")]);
  const advertised = (gcp.advertise ?? ["all-subnets"]).flatMap((entry) =>
    entry === "all-subnets" ? gcp.cidrs : [entry],
  );
  const hold = Math.min(30, 3 * (gcp.keepalive ?? 20));
  const session = { established: true, hold };
  for (const one of onAws)
    expect(one).toEqual({ ...session, asn: aws.asn, peerAsn: gcp.asn, learned: [...advertised].sort() });
  const behindAws = [...new Set([...aws.vpcs.flatMap(({ cidrs }) => cidrs), ...(aws.cidrs ?? [])])].sort();
  for (const one of onGcp)
    expect(one).toEqual({ ...session, asn: gcp.asn, peerAsn: aws.asn, learned: behindAws });
  await until(10, "the hosts", () => hostsReachEachOther(lab));
}

async function expectViews(lab: Lab, { document }: Ends, esp: "esp" | "firstEsp"): Promise<void> {
  const declared = declaredSuite(document.ipsec);
  const wanted = { ike: declared.ike, esp: declared[esp] };
  const seen = await viewsAfter(lab, wanted);
  expect(seen).toHaveLength(8);
  for (const view of seen) expect(view).toMatchObject(wanted);
}

/** IKE sessions that were negotiated from the beginning, with keys, on AWS's side; a rekey is none. */
function negotiations(lab: Lab): number {
  const each = lab.aws.links.map(
    (_, index) => lab.log("aws", index).split("IKE_AUTH request 1 [ IDi").length - 1,
  );
  return each.reduce((sum, count) => sum + count, 0);
}
