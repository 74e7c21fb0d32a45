/** What the rules about negotiation say of a mistake, when it is made in spite of them. */
import { expect, test } from "vitest";
import { baseExample } from "../../src/rules/base-example.ts";
import { playAws } from "./daemons/play-aws.ts";
import { type Ends, readEnds, wiringOf } from "./ends/read.ts";
import { initiate, inLab } from "./lab.ts";
import { mistakes } from "./mistakes/all.ts";
import { requireLab } from "./require.ts";
import { record } from "./results/record.ts";

let reading: Promise<Ends> | undefined;
/** The ends of the file that every rule's examples change. */
function rightEnds(): Promise<Ends> {
  reading ??= readEnds(baseExample, "terraform");
  return reading;
}

requireLab("in spite of the rule", () => {
  test.concurrent.each(mistakes)("$source: $what", async (mistake) => {
    const { ends = (right) => right, wiring = (right) => right } = mistake;
    await inLab(wiring(wiringOf(ends(await rightEnds()))), async (lab) => {
      await initiate(lab, "gcp");
      const evidence = await mistake.shows(lab);
      record("mistakes", {
        "forbidden by": mistake.source,
        mistake: mistake.what,
        seen: mistake.seen,
        evidence,
      });
    });
  });

  test.each([
    ["crypto/encryption", { encryption: ["AES192"] }, "no cipher of AWS's VPN is called AES192"],
    ["crypto/dh-group", { dhGroups: [5] }, "no group of AWS's VPN is called 5"],
    ["crypto/integrity", { integrity: ["SHA256"] }, "no hash of AWS's VPN is called SHA256"],
  ])("%s: AWS refuses the word, so that no packet is sent", async (_, change, message) => {
    const { aws } = await rightEnds();
    const tunnels = aws.tunnels.map((tunnel) => ({
      ...tunnel,
      options: { ...tunnel.options, phase1: { ...tunnel.options.phase1, ...change } },
    }));
    expect(() => playAws({ ...aws, tunnels })).toThrow(message);
  });
});
