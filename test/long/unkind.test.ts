/** Each script on every damaged answer: more than 1,000 runs. */
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requireTool } from "../tools/require.ts";
import { cases, openUnkind } from "../tools/world/unkind.ts";

const results = path.resolve(import.meta.dirname, "../tools/results/unkind.txt");

requireTool("aws", "gcloud")("under answers that no cloud should give", () => {
  let unkind: Awaited<ReturnType<typeof openUnkind>>;
  let runs = 0;
  beforeAll(async () => {
    mkdirSync(path.dirname(results), { recursive: true });
    rmSync(results, { force: true });
    unkind = await openUnkind();
  });
  afterAll(() => unkind.close());

  test.each(cases)(
    "$script $args runs nothing that it hears, and claims nothing that it did not hear",
    async (one) => {
      const prepared = await unkind.prepare(one);
      const wrong: string[] = [];
      for (const damage of prepared.damages) {
        const found = prepared.wrong(damage, await prepared.run(damage));
        wrong.push(...found);
        // At once, since a case takes minutes.
        if (found.length > 0) appendFileSync(results, `${found.join("\n\n")}\n\n`);
      }
      prepared.close();
      runs += prepared.damages.length;
      expect(wrong).toEqual([]);
    },
  );

  test("in a thousand runs", () => {
    expect(runs).toBeGreaterThan(1000);
  });
});
