/** Two teams, each with the credentials of its own cloud alone; and a clone that lacks what the others wrote. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { artifactsOf } from "../../support/artifacts.ts";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { ageCommands, recipient } from "../world/age.ts";
import { newFolder } from "../world/folder.ts";
import { expectDeployed, openVpn, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const text = exampleText("examples/tokyo/vpn.yaml");

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh", () => {
  test("does each side with that cloud's credentials alone, and names the file that it waits for", async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    const { world, topology } = vpn;
    const team = (env: Readonly<Record<string, string>>) =>
      newFolder(topology.name, artifactsOf(text), { env, commands: ageCommands });
    const google = team(world.googleEnv);
    const aws = team(world.awsEnv());
    const deploy = (team: typeof google, side: string) =>
      team.run(
        "deploy.sh",
        "--side",
        side,
        ...(side === "gcp" ? ["--gcp", "gcloud"] : []),
        "--yes",
        "--timeout",
        "60",
      );
    const hand = (file: string, from: typeof google, to: typeof google) =>
      writeFileSync(path.join(to.directory, file), from.read(file));
    try {
      const refused = await deploy(google, "gcp");
      expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("\n./secrets.sh create\n") });
      const run = async (by: typeof google, pattern: RegExp) => {
        const [command = ""] = pattern.exec(refused.stderr) ?? [];
        const result = await by.run("bash", "-c", command.replace("age1PUBLIC-KEY", recipient));
        expect(result, `${command}\n${result.stderr}`).toMatchObject({ code: 0 });
      };
      await run(google, /^age-keygen .*/m);
      await run(aws, /^\.\/secrets\.sh export .*/m);
      hand("keys.age", aws, google);
      await run(google, /^cd .* && \.\/secrets\.sh import .*/m);

      expect(await deploy(aws, "aws")).toMatchObject({
        code: 5,
        stderr: expect.stringContaining("gcp-addresses.json"),
      });
      expect(await deploy(google, "gcp")).toMatchObject({
        code: 5,
        stderr: expect.stringContaining("aws-addresses.json"),
      });
      hand("gcp-addresses.json", google, aws);
      const onAws = await deploy(aws, "aws");
      expect(onAws, onAws.stderr).toMatchObject({
        code: 0,
        stderr: expect.stringContaining("no tunnel is up yet"),
      });
      hand("aws-addresses.json", aws, google);
      const onGoogle = await deploy(google, "gcp");
      expect(onGoogle, onGoogle.stderr).toMatchObject({ code: 0 });
      expectDeployed({ world, tool: "gcloud" }, topology);
      expect(await aws.run("verify.sh", "--side", "aws")).toMatchObject({ code: 0 });
    } finally {
      google.remove();
      aws.remove();
    }
  });

  test("removes no tunnel where a clone lacks the addresses file", async () => {
    vpn = await openVpn({ tool: "terraform", text });
    const { world, topology, folder } = vpn;
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    const file = path.join(folder.directory, "gcp/terraform/aws-addresses.auto.tfvars.json");
    const addresses = readFileSync(file, "utf8");
    rmSync(file);
    world.calls.length = 0;

    const terraform = (...args: string[]) =>
      folder.run(
        "terraform",
        "-chdir=gcp/terraform",
        "apply",
        "-auto-approve",
        "-input=false",
        "-no-color",
        ...args,
      );
    expect(await terraform()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("aws_outside_addresses"),
    });
    expect(await terraform("-var", "aws_outside_addresses=null")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("prevent_destroy"),
    });
    expect(world.calls.filter(({ mutates }) => mutates)).toEqual([]);
    writeFileSync(file, addresses);
    expectDeployed({ world, tool: "terraform" }, topology);
  });
});
