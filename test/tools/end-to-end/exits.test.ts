/** However a script stops, the command that it prints last goes on, from any folder. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import type { ScriptResult } from "../gcloud.ts";
import { requireTool } from "../require.ts";
import { printedCommand } from "../world/exits.ts";
import { withOtherSuite } from "../world/rolls.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");

requireTool("aws", "gcloud")("the printed command", () => {
  let vpn: Vpn;
  let restore: () => void;
  beforeAll(async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
    restore = vpn.keep();
  });
  afterEach(() => restore());
  afterAll(() => vpn.close());

  const script = (name: string, ...args: string[]) =>
    vpn.folder.run("bash", "-c", `cd / && ${[`${vpn.folder.directory}/${name}`, ...args].join(" ")}`);
  /** Expects a stop with that status, removes its cause, and runs what was printed. */
  const goOn = async (code: number, stopped: ScriptResult, remove: () => unknown = () => undefined) => {
    expect(stopped, stopped.stderr).toMatchObject({ code });
    await remove();
    const command = printedCommand(stopped);
    const result = await vpn.folder.run("bash", "-c", `cd / && ${command}`);
    expect(result, `${command}\n${result.stderr}`).toMatchObject({ code: 0 });
    return command;
  };
  /** Gives AWS's first tunnel another option than the declared one. */
  const differ = () => {
    const [connection] = vpn.world.aws.connections.values();
    const [tunnel] = connection?.tunnels ?? [];
    if (!tunnel) throw new Error("AWS has no tunnel");
    tunnel.options = { ...tunnel.options, DPDTimeoutSeconds: 40 };
    return tunnel;
  };

  test("goes on after a refusal and after a failure", async () => {
    const { world, folder } = vpn;
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

  test("goes on where tunnels are told that they are the first ones, and are up", async () => {
    differ();
    const options = await script("aws/tunnel-options.sh", "--first-deployment", "--poll", "1");
    expect(await goOn(3, options)).toMatch(/tunnel-options\.sh --poll 1$/);
    expect(vpn.world.aws.modifications).toHaveLength(1);
    expect(vpn.world.history.at(-1)?.up).toHaveLength(4);
  });

  test("goes on after it gave up waiting", async () => {
    const { aws } = vpn.world;
    const { back } = aws.pace;
    differ();
    aws.pace.back = 100_000;
    await goOn(4, await script("aws/tunnel-options.sh", "--timeout", "1", "--poll", "1"), () => {
      aws.pace.back = back;
      vpn.world.wait(100_000);
    });
    expect(aws.modifications).toHaveLength(1);
  });

  test("refuses what the stack would refuse after the last tunnel, before the first one", async () => {
    vpn.rebuild(withOtherSuite(text));
    for (const stack of vpn.world.aws.stacks.values()) stack.status = "UPDATE_ROLLBACK_FAILED";
    const roll = () => script("roll.sh", "--suite", "--gcp", "gcloud");
    const failed = await roll();
    expect(failed, failed.stderr).toMatchObject({ code: 3 });
    expect(printedCommand(failed)).toBe(
      "aws cloudformation continue-update-rollback --region ap-northeast-1 --stack-name tokyo-vpn",
    );
    vpn.rebuild(`${withOtherSuite(text)}names: { aws: { stack: other } }\n`);
    expect(await roll()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("If names.aws.stack was changed, restore the old value and build"),
    });
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("names the tool, and works in a folder whose name has a blank", async () => {
    vpn.rebuild(`${text}names: { gcp: { externalGateway: other } }\n`);
    const folder = `${vpn.folder.home}/with a blank`;
    const stopped = await vpn.folder.run(
      "bash",
      "-c",
      `cp -R . '${folder}' && '${folder}/roll.sh' --suite --gcp gcloud --dry-run`,
    );
    expect(stopped, stopped.stderr).toMatchObject({ code: 3 });
    expect(printedCommand(stopped)).toBe(`${folder.replaceAll(" ", "\\ ")}/deploy.sh --gcp gcloud`);
  });

  test("is printed after Ctrl-C too, once, and where a file cannot be written", async () => {
    vpn.world.seen = ({ operation }) => {
      if (/^GET .*vpnTunnels/.test(operation)) vpn.folder.kill("SIGINT");
    };
    const stopped = await script("deploy.sh", "--gcp", "gcloud", "--yes");
    vpn.world.seen = () => undefined;
    expect(stopped, stopped.stderr).toMatchObject({ code: 130 });
    expect(stopped.stderr.match(/ run: /g)).toHaveLength(1);
    expect(printedCommand(stopped)).toBe(`${vpn.folder.directory}/deploy.sh --gcp gcloud --yes`);

    const mv = `${vpn.folder.home}/bin/mv`;
    const broken = `printf '#!/bin/sh\\nexit 1\\n' >${mv}; chmod +x ${mv}; rm -f aws-addresses.json; ./aws/outside-addresses.sh`;
    const unwritten = await vpn.folder.run("bash", "-c", broken);
    await vpn.folder.run("bash", "-c", `rm ${mv}`);
    expect(unwritten, unwritten.stderr).toMatchObject({ code: 1 });
    expect(unwritten.stderr).toMatch(/cannot write .*aws-addresses.json\n.*then run: /);
  });

  test("goes on once the file is there that it waits for", async () => {
    const alone = ["deploy.sh", "--side", "gcp", "--gcp", "gcloud", "--yes"] as const;
    await goOn(5, await script(...alone), async () => {
      expect(await script("aws/outside-addresses.sh")).toMatchObject({ code: 0 });
    });
  });

  test("goes on once what it found unhealthy has recovered", async () => {
    const [tunnel] = vpn.topology.tunnels;
    vpn.world.broken.add(tunnel?.insideCidr ?? "");
    vpn.world.wait(60);
    const both = ["deploy.sh", "--gcp", "gcloud", "--yes", "--timeout", "1", "--poll", "1"] as const;
    const [verified, deployed] = [await script("verify.sh"), await script(...both)];
    vpn.world.broken.clear();
    vpn.world.wait(60);
    await goOn(6, verified);
    expect(deployed).toMatchObject({ code: 6 });
    expect(deployed.stderr.match(/ run: /g)).toHaveLength(1);
    expect(printedCommand(deployed)).toBe([`${vpn.folder.directory}/${both[0]}`, ...both.slice(1)].join(" "));
  });
});
