/** Every algorithm that both clouds have, in random valid files: a few, or with VPNGEN_LAB=long every suite. */
import { expect, test } from "vitest";
import { allRekeysBegunBy } from "./checks/rekeys.ts";
import { allEstablished } from "./checks/sessions.ts";
import { betweenHosts, hostsReachEachOther } from "./checks/traffic.ts";
import { comeUp, declaredSuite, forceRekey, viewsAfter } from "./checks/tunnels.ts";
import { readEnds, wiringOf } from "./ends/read.ts";
import { inLab, until } from "./lab.ts";
import { requireLab } from "./require.ts";
import { record } from "./results/record.ts";
import { everySuite, fewSuites, filesWith, nameOf, type Suite } from "./suites.ts";

const isLong = process.env.VPNGEN_LAB === "long";

requireLab("a random file with", () => {
  const files = filesWith(isLong ? everySuite : fewSuites).map((file) => ({
    ...file,
    name: nameOf(file.suite),
  }));

  test.each(files)("$name comes up, routes, and rekeys with its group", async ({ suite, text }) => {
    const ends = await readEnds(text, "terraform");
    const declared = declaredSuite(suite);
    await inLab(wiringOf(ends), async (lab) => {
      await comeUp(lab, ends.aws.tunnels[0]?.options.startup ?? "");
      const seen = async (esp: string) => {
        const wanted = { ike: declared.ike, esp };
        for (const view of await viewsAfter(lab, wanted)) expect(view).toMatchObject(wanted);
      };
      await seen(declared.firstEsp);
      await until(60, "all BGP sessions", () => allEstablished(lab));
      const traffic = await betweenHosts(lab);
      await forceRekey(lab, "aws", "child");
      await forceRekey(lab, "aws", "ike");
      await until(60, "the rekeys", () => {
        const { child, ike } = allRekeysBegunBy(lab, "aws");
        return child === 4 && ike === 4;
      });
      await seen(declared.esp);
      expect(await hostsReachEachOther(lab)).toBe(true);
      const { received, lost } = await traffic.stop();
      expect(lost).toBe(0);
      record("suites", {
        suite: nameOf(suite),
        IKE: declared.ike,
        ESP: declared.esp,
        "pings, lost": `${received}, ${lost}`,
      });
    });
  });
});

test("the few suites have every group, and every cipher with every hash", () => {
  const pairs = (suites: readonly Suite[]) =>
    new Set(suites.map(({ encryption, integrity }) => `${encryption} ${integrity}`));
  expect(pairs(fewSuites)).toEqual(pairs(everySuite));
  expect(new Set(fewSuites.map(({ dhGroup }) => dhGroup))).toEqual(
    new Set(everySuite.map(({ dhGroup }) => dhGroup)),
  );
});
