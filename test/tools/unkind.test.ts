/** A sample of damaged answers; the long tier has them all. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireTool } from "./require.ts";
import { cases, openUnkind } from "./world/unkind.ts";

requireTool("aws", "gcloud")("under answers that no cloud should give", () => {
  let unkind: Awaited<ReturnType<typeof openUnkind>>;
  beforeAll(async () => {
    unkind = await openUnkind();
  });
  afterAll(() => unkind.close());

  test.each(cases)(
    "$script $args runs nothing that it hears, and claims nothing that it did not hear",
    async (one) => {
      const prepared = await unkind.prepare(one);
      const every = Math.ceil(prepared.damages.length / 12);
      const sample = prepared.damages.filter((_, at) => at % every === 0);
      const wrong: string[] = [];
      for (const damage of sample) wrong.push(...prepared.wrong(damage, await prepared.run(damage)));
      prepared.close();
      expect(sample.length).toBeGreaterThan(8);
      expect(wrong).toEqual([]);
    },
  );

  test("verify.sh names the static route that hides a propagated one", async () => {
    const { vpn } = unkind;
    const [range = ""] = vpn.topology.gcp.cidrs;
    const [table = "", other] = vpn.world.aws.routeTables.keys();
    const routes = vpn.world.aws.routeTables.get(table)?.routes;
    const inside = range.replace(/\/\d+$/, "/26");
    for (const destination of [range, inside]) {
      routes?.set(destination, "pcx-0a1b2c3d4e5f60718");
      const { code, stdout } = await vpn.folder.run("verify.sh", "--side", "aws");
      routes?.delete(destination);
      expect(code, stdout).toBe(6);
      expect(stdout).toContain(
        `${table} has other routes that win: ${destination} to pcx-0a1b2c3d4e5f60718; ${other} has all`,
      );
      expect(stdout).toContain("static route");
    }
  });
});
