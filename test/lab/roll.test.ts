/** A rolling change of suite while the hosts talk, from the ends of one file to those of the changed file. */
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { exampleText } from "../support/examples.ts";
import { roll } from "./checks/roll.ts";
import { allEstablished } from "./checks/sessions.ts";
import { betweenHosts } from "./checks/traffic.ts";
import { comeUp, declaredSuite, viewsAfter } from "./checks/tunnels.ts";
import { type Ends, readChange, wiringOf } from "./ends/read.ts";
import { inLab, until } from "./lab.ts";
import { requireLab } from "./require.ts";
import { record } from "./results/record.ts";

/** From what the article recommends to a suite of which every role differs. */
const changed = { encryption: "AES128-GCM-16", integrity: "SHA2-384", dhGroup: 20 };

requireLab("a change of suite", () => {
  test.concurrent.each(["examples/tokyo/vpn.yaml", "examples/eight-tunnels/blue.vpn.yaml"] as const)(
    "goes through the tunnels of %s one by one while traffic goes on",
    async (file) => {
      const text = exampleText(file);
      const [before, after] = await readChange(text, stringify({ ...parse(text), ipsec: changed }));
      expect(addresses(after)).toEqual(addresses(before));

      await inLab(wiringOf(before), async (lab) => {
        await comeUp(lab, "start");
        await until(60, "all BGP sessions", () => allEstablished(lab));
        const traffic = await Promise.all([betweenHosts(lab, "aws"), betweenHosts(lab, "gcp")]);
        await roll(lab, wiringOf(after));
        const replies = await Promise.all(traffic.map((one) => one.stop()));
        const { ike, firstEsp: esp } = declaredSuite(changed);
        for (const view of await viewsAfter(lab, { ike, esp })) expect(view).toMatchObject({ ike, esp });
        const silence = Math.max(...replies.map((one) => one.silence));
        const lost = replies.reduce((sum, one) => sum + one.lost, 0);
        // Without the session's shutdown first it would be the hold time.
        expect(silence).toBeLessThan(3);
        record("roll", {
          file,
          from: declaredSuite(before.document.ipsec).ike,
          to: ike,
          "pings, lost": `${replies.reduce((sum, { received }) => sum + received, 0)}, ${lost}`,
          "longest silence": `${silence.toFixed(1)} s`,
        });
      });
    },
  );
});

function addresses({ aws, gcp }: Ends): unknown {
  return [...aws.tunnels, ...gcp.tunnels].map(({ outside, key }) => ({ outside, key }));
}
