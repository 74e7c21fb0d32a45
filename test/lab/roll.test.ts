/**
 * A rolling change of suite while the hosts talk: the emitted scripts deploy to the fake clouds and roll there, the
 * daemons do what happens to the clouds, call by call, and the clouds say of a session what the daemons say.
 */
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { exampleText } from "../support/examples.ts";
import { openVpn, type Vpn } from "../tools/world/vpn.ts";
import { follower } from "./checks/follow.ts";
import { allEstablished } from "./checks/sessions.ts";
import { betweenHosts } from "./checks/traffic.ts";
import { comeUp, declaredSuite, viewsAfter } from "./checks/tunnels.ts";
import { heldBy } from "./ends/live.ts";
import { inLab, until } from "./lab.ts";
import { requireLab } from "./require.ts";
import { record } from "./results/record.ts";

/** From what the article recommends to a suite of which every role differs. */
const changed = { encryption: "AES128-GCM-16", integrity: "SHA2-384", dhGroup: 20 };

requireLab("roll.sh", () => {
  test.concurrent.each(["examples/tokyo/vpn.yaml", "examples/eight-tunnels/blue.vpn.yaml"] as const)(
    "changes the suite of %s tunnel by tunnel while traffic goes on",
    async (file) => {
      const text = exampleText(file);
      const document = parse(text);
      const vpn = await openVpn({ tool: "gcloud", text, operationPolls: 0 });
      try {
        const deployed = await vpn.deploy();
        expect(deployed, deployed.stderr).toMatchObject({ code: 0 });
        const first = heldBy(vpn.world, document);

        await inLab(first, async (lab) => {
          await comeUp(lab, "start");
          await until(60, "all BGP sessions", () => allEstablished(lab));
          const daemons = await follower(lab, first);
          const traffic = await Promise.all([betweenHosts(lab, "aws"), betweenHosts(lab, "gcp")]);
          vpn.world.standing = daemons.standing;
          vpn.world.seen = () => daemons.follow(heldBy(vpn.world, document));
          vpn.world.calls.length = 0;
          vpn.rebuild(stringify({ ...document, ipsec: changed }));
          const rolled = await vpn.folder.run("roll.sh", "--suite", "--gcp", "gcloud", "--timeout", "120");
          vpn.world.seen = () => undefined;
          await daemons.stop();
          const replies = await Promise.all(traffic.map((one) => one.stop()));
          expect(rolled, rolled.stderr).toMatchObject({ code: 0 });

          const { ike, firstEsp: esp } = declaredSuite(changed);
          for (const view of await viewsAfter(lab, { ike, esp })) expect(view).toMatchObject({ ike, esp });
          const changes = changesOf(vpn);
          expect(changes.filter((operation) => operation === "ModifyVpnTunnelOptions")).toHaveLength(4);
          const silence = Math.max(...replies.map((one) => one.silence));
          const lost = replies.reduce((sum, one) => sum + one.lost, 0);
          // Without the session's shutdown first it would be the hold time.
          expect(silence).toBeLessThan(3);
          record("roll", {
            file,
            from: declaredSuite(document.ipsec).ike,
            to: ike,
            "calls of roll.sh, changes among them": `${vpn.world.calls.length}, ${changes.length}`,
            "pings, lost": `${replies.reduce((sum, { received }) => sum + received, 0)}, ${lost}`,
            "longest silence": `${silence.toFixed(1)} s`,
          });
        });
      } finally {
        await vpn.close();
      }
    },
  );
});

function changesOf({ world }: Vpn): string[] {
  return world.calls.filter(({ mutates, refused }) => mutates && !refused).map(({ operation }) => operation);
}
