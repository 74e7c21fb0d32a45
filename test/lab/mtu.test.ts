/** The MTU that the runbook prints, measured on the wire as far as ESP in user space can carry it. */
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { baseExample } from "../../src/rules/base-example.ts";
import { artifact, artifactsOf } from "../support/artifacts.ts";
import { passes, shorten } from "./checks/mtu.ts";
import { allEstablished } from "./checks/sessions.ts";
import { comeUp } from "./checks/tunnels.ts";
import { readEnds, wiringOf } from "./ends/read.ts";
import { inLab, until } from "./lab.ts";
import { requireLab } from "./require.ts";
import { record } from "./results/record.ts";

/** Bytes that charon takes from its TUN device at once; a larger packet is lost whatever the path carries. */
const largestRead = 1400;

/**
 * By how much the path is made shorter, so that the emitted figure comes below that: a multiple of every
 * cipher's block, so what is carried shrinks by just as much.
 */
const shorter = 16;

const suites = [
  { encryption: "AES256-GCM-16", integrity: "SHA2-256" },
  { encryption: "AES128", integrity: "SHA1" },
  { encryption: "AES256", integrity: "SHA2-256" },
  { encryption: "AES256", integrity: "SHA2-512" },
];

requireLab("the emitted MTU of", () => {
  test.concurrent.each(suites)("$encryption with $integrity is the largest that passes", async (ipsec) => {
    const text = `${baseExample}${stringify({ ipsec })}`;
    const said = /largest packet inside a tunnel has (\d+) bytes/.exec(
      artifact(artifactsOf(text), "RUNBOOK.md"),
    );
    const emitted = Number(said?.[1]);
    await inLab(wiringOf(await readEnds(text, "terraform")), async (lab) => {
      await comeUp(lab, "start");
      await until(60, "all BGP sessions", () => allEstablished(lab));
      const paths = emitted < largestRead ? [0, shorter] : [shorter];
      for (const less of paths) {
        await shorten(lab, less);
        expect([less, await passes(lab, emitted - less)]).toEqual([less, true]);
        expect([less, await passes(lab, emitted - less + 1)]).toEqual([less, false]);
      }
      record("mtu", {
        suite: `${ipsec.encryption}, ${ipsec.integrity}`,
        emitted: `${emitted}`,
        "outer path, largest that passes, smallest that does not": paths
          .map((less) => `${1460 - less}: ${emitted - less}, ${emitted - less + 1}`)
          .join("; "),
      });
    });
  });
});
