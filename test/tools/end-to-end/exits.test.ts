/** However a script stops, the command that it prints last goes on, from any folder. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import type { ScriptResult } from "../gcloud.ts";
import { requireTool } from "../require.ts";
import { printedCommand } from "../world/exits.ts";
import { withOtherSuite } from "../world/rolls.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");

let vpn: Vpn;
afterEach(() => vpn.close());

requireTool("aws", "gcloud")("the printed command", () => {
  test("goes on after a refusal and after a failure", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    const { world, folder } = vpn;
    const script = (name: string, ...args: string[]) =>
      folder.run("bash", "-c", `cd / && ${[`${folder.directory}/${name}`, ...args].join(" ")}`);
    /** Expects a stop with that status, removes its cause, and runs what was printed. */
    const goOn = async (code: number, stopped: ScriptResult, remove: () => void = () => undefined) => {
      expect(stopped, stopped.stderr).toMatchObject({ code });
      remove();
      const command = printedCommand(stopped);
      const result = await folder.run("bash", "-c", `cd / && ${command}`);
      expect(result, `${command}\n${result.stderr}`).toMatchObject({ code: 0 });
      return command;
    };
    const roll = ["roll.sh", "--suite", "--gcp", "gcloud"] as const;

    const session = await folder.run("gcp/gcloud.sh", "session", "b1", "off");
    expect(session.code, session.stderr).toBe(0);
    world.wait(10);
    expect(await goOn(3, await script(...roll))).toContain("gcp/gcloud.sh session b1 on");
    world.wait(20);

    vpn.rebuild(withOtherSuite(text));
    expect(await script("roll.sh", "--psk", "--gcp", "gcloud", "--dry-run")).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/run: \/\S+\/roll\.sh --suite --gcp gcloud\n$/),
    });
    world.fault = ({ operation }) =>
      /^GET .*getRouterStatus/.test(operation) ? { code: "denied" } : undefined;
    await goOn(1, await script(...roll, "--dry-run"), () => {
      world.fault = () => undefined;
    });
    // Whole rolls by a printed command are in roll-inside-cidrs.test.ts.
    const refused = await script("deploy.sh", "--gcp", "gcloud", "--yes");
    expect(refused).toMatchObject({ code: 3 });
    expect(printedCommand(refused)).toBe(`${folder.directory}/roll.sh --suite --gcp gcloud`);
  });
});
