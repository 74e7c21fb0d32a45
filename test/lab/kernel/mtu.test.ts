/** What the ESP of a Linux kernel carries, with ends from what was emitted, beside what the formula says. */
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { baseExample } from "../../../src/rules/base-example.ts";
import { mtuOf } from "../../../src/topology/mtu.ts";
import { artifact, artifactsOf } from "../../support/artifacts.ts";
import type { Gateway } from "../daemons/gateway.ts";
import { readEnds, wiringOf } from "../ends/read.ts";
import { requireKernel } from "../require.ts";
import { record } from "../results/record.ts";
import type { Wiring } from "../wire/cables.ts";
import { inGuest } from "./boot.ts";
import { disk } from "./disk.ts";
import type { Pings } from "./job.ts";
import { kernelSuites } from "./suites.ts";

/** Of UDP, which a NAT on the way would ask for. */
const udpHeader = 8;

requireKernel("the ESP of a kernel", () => {
  test.concurrent.each(kernelSuites)("carries with $name what the formula says", async (suite) => {
    const text = `${baseExample}${stringify({ ipsec: suite.ipsec })}`;
    const wiring = wiringOf(await readEnds(text, "terraform"));
    const { declared, instead } = suite;
    const answer = await inGuest({ kind: "suite", wiring: withEsp(wiring, instead?.proposal) }, disk);

    expect(answer.before).toHaveLength(8);
    for (const view of answer.before)
      expect(view).toMatchObject({ ike: declared.ike, esp: declared.firstEsp });
    for (const view of answer.after) expect(view).toMatchObject({ ike: declared.ike, esp: declared.esp });
    expect(answer.algorithms).toEqual(suite.algorithms);
    expect(answer.received).toBeGreaterThan(0);
    expect(answer.lost).toBe(0);

    const cells = [1500, 1460].flatMap((outer) =>
      [false, true].map((natTraversal) => {
        const formula = suite.formula(outer - (natTraversal ? udpHeader : 0));
        return { outer, natTraversal, largest: formula };
      }),
    );
    expect(answer.cells).toHaveLength(cells.length);
    expect(answer.cells).toEqual(expect.arrayContaining(cells));
    if (!instead)
      expect(answer.cells).toContainEqual({ outer: 1460, natTraversal: false, largest: emitted(text) });

    const measured = answer.cells.map(({ outer, natTraversal, largest }) => [
      `${outer} bytes${natTraversal ? ", NAT traversal" : ""}`,
      `${largest}`,
    ]);
    record("kernelMtu", {
      suite: suite.name,
      "ends from": instead ? `by hand: ${instead.because}` : "template, terraform",
      "algorithms of the kernel, bits of the tag": answer.algorithms.join(", "),
      ...Object.fromEntries(measured),
      "rekeyed, pings, lost": `${answer.received}, ${answer.lost}`,
    });
  });

  test.concurrent("loses the first packet that is too large for the path, and then all that nobody speaks of", async () => {
    const wiring = wiringOf(await readEnds(baseExample, "terraform"));
    const { awsPayload, payload } = mtuOf({ encryption: "AES256-GCM-16", integrity: "SHA2-256" });
    const answer = await inGuest({ kind: "path", wiring, larger: awsPayload, smaller: payload }, disk);
    const refused = [{ ping: 2, mtu: payload }];
    expect(answer.told).toEqual({ replies: 0, refused, smallerPasses: true });
    expect(answer.untold).toEqual({ replies: 0, refused: [], smallerPasses: true });
    const row = (icmp: string, pings: Pings) =>
      record("kernelPath", {
        "ICMP from the path": icmp,
        [`three pings of ${awsPayload} bytes`]: described(pings),
        [`then one of ${payload}`]: pings.smallerPasses ? "answered" : "lost",
      });
    row("arrives", answer.told);
    row("dropped", answer.untold);
  });
});

function withEsp(wiring: Wiring, proposal: string | undefined): Wiring {
  if (proposal === undefined) return wiring;
  const replaced = (gateway: Gateway): Gateway => ({
    ...gateway,
    links: gateway.links.map((link) => ({ ...link, esp: [proposal] })),
  });
  return { ...wiring, aws: replaced(wiring.aws), gcp: replaced(wiring.gcp) };
}

function emitted(text: string): number {
  const runbook = artifact(artifactsOf(text), "RUNBOOK.md");
  return Number(/largest packet inside a tunnel has (\d+) bytes/.exec(runbook)?.[1]);
}

function described({ replies, refused }: Pings): string {
  const [first] = refused;
  if (first === undefined) return `${3 - replies} lost without a word`;
  return `${first.ping - 1} lost, then "fragmentation needed", MTU ${first.mtu}`;
}
