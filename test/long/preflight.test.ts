/** Each broken world alone: deploy.sh --preflight says that problem and no other, and a deployment changes nothing. */
import { afterEach, expect, test } from "vitest";
import { requireTool } from "../tools/require.ts";
import { brokenWorlds } from "../tools/world/broken.ts";
import { openVpn, type Vpn } from "../tools/world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const each = brokenWorlds.flatMap(({ broken, ...rest }) => broken.map((one) => ({ ...rest, ...one })));

requireTool("aws", "gcloud")("deploy.sh --preflight, with one thing wrong", () => {
  test.each(each)("finds that $title", async ({ text, side, says, ...one }) => {
    vpn = await openVpn({ tool: "gcloud", text });
    one.break(vpn);
    const { code, stdout } = await vpn.folder.run(
      ...(["deploy.sh", "--preflight", "--gcp", "gcloud", "--side", side] as const),
    );
    const problems = stdout.split("\n").filter((line) => line.startsWith("problem"));
    expect(problems, problems.join("\n")).toHaveLength(1);
    for (const part of says) expect(problems[0]).toContain(part);
    expect(code).toBe(3);
    expect(await vpn.deploy("--side", side)).toMatchObject({ code: 3 });
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });
});
