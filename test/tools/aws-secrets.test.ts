/** secrets.sh with the real aws CLI and gcloud, against both stores. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { preSharedKeyPattern } from "../../src/facts/aws.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleTopology } from "../support/examples.ts";
import { secretText, storeSecret } from "./fake-aws/secrets-manager.ts";
import { watchProcesses } from "./processes.ts";
import { requireTool } from "./require.ts";
import { ageCommands, recipient } from "./world/age.ts";
import { type Folder, newFolder, scriptsOf } from "./world/folder.ts";
import { startWorld, type World } from "./world/start.ts";

requireTool("aws", "gcloud")("secrets.sh", () => {
  let topology: Topology;
  let world: World;
  let folder: Folder;

  beforeEach(() => start(exampleTopology("examples/tokyo/vpn.yaml")));
  afterEach(stop);

  async function start(of: Topology, commands: Readonly<Record<string, string>> = {}) {
    topology = of;
    world = await startWorld(topology);
    const env = { ...world.awsEnv(), ...world.googleEnv };
    folder = newFolder(topology.name, scriptsOf(topology), { env, commands });
  }
  async function stop() {
    folder.remove();
    await world.stop();
  }

  const keysOnAws = () =>
    topology.tunnels.map(({ awsSecret }) => secretText(world.aws.secrets, awsSecret) ?? "");
  const keysOnGcp = () =>
    topology.tunnels.map(({ gcpSecret }) => world.google.vault.get(gcpSecret)?.at(-1)?.text ?? "");
  const key = (tunnel: string) => `Known.${tunnel}.key_${"x".repeat(30)}`;
  const storeEverywhere = () => {
    for (const { id, awsSecret, gcpSecret } of topology.tunnels) {
      storeSecret(world.aws.secrets, awsSecret, key(id));
      world.google.vault.set(gcpSecret, [{ text: key(id), state: "ENABLED" }]);
    }
  };
  const changes = () => world.calls.filter(({ mutates }) => mutates);

  test("makes four different keys, the same in both stores, which no process, file or output shows", async () => {
    const watch = watchProcesses();
    const result = await folder.run("secrets.sh", "create");
    const seen = watch.stop();

    expect(result).toMatchObject({ code: 0 });
    const keys = keysOnAws();
    expect(new Set(keys).size).toBe(4);
    for (const each of keys) {
      expect(each).toMatch(/^[A-Za-z][A-Za-z0-9]{47}$/);
      expect(each).toMatch(new RegExp(preSharedKeyPattern.value));
    }
    expect(keysOnGcp()).toEqual(keys);
    const written = folder.written();
    expect(written).toContain("secrets.sh");
    expect(seen.text).toContain("create-secret");
    for (const each of keys) {
      for (const text of [result.stdout, result.stderr, seen.text, written]) expect(text).not.toContain(each);
    }
    expect(world.aws.secrets.get("tokyo/psk/a1")?.request).toMatchObject({
      Tags: [{ Key: "team", Value: "media" }],
    });
  });

  test("refuses secrets of other names on Google Cloud than the tunnels were made with, and says what to do", async () => {
    storeEverywhere();
    world.google.vault.clear();
    folder.write({ "psk-versions.json": '{"psk_versions": {"a1": "1", "a2": "1", "b1": "1", "b2": "1"}}\n' });
    expect(await folder.run("secrets.sh", "create")).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/which is absent.*preSharedKeys\.gcp\.secrets.*restore the old value/),
    });
    expect(changes()).toEqual([]);
  });

  test("changes nothing where both stores hold the keys", async () => {
    storeEverywhere();
    expect(await folder.run("secrets.sh", "create")).toMatchObject({ code: 0 });
    expect(changes()).toEqual([]);
  });

  test("copies a key that one store has to the other", async () => {
    storeEverywhere();
    world.aws.secrets.delete("tokyo/psk/a1");
    world.aws.secrets.set("tokyo/psk/a2", { versions: [], request: {}, deleted: false });
    world.google.vault.delete("tokyo-psk-b1");
    world.google.vault.set("tokyo-psk-b2", []);

    expect(await folder.run("secrets.sh", "create")).toMatchObject({ code: 0 });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
    expect(keysOnGcp()).toEqual(["a1", "a2", "b1", "b2"].map(key));
  });

  test("refuses stores that differ, without showing either key", async () => {
    storeEverywhere();
    world.google.vault.set("tokyo-psk-a2", [{ text: `${key("a2")}Y`, state: "ENABLED" }]);

    const result = await folder.run("secrets.sh", "create");
    expect(result).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("a2: secret tokyo/psk/a2 on AWS and"),
    });
    expect(result.stderr).not.toContain("Known");
    expect(changes()).toEqual([]);
  });

  test("refuses a key that ends in a line break, which Google Cloud would keep", async () => {
    storeEverywhere();
    world.google.vault.set("tokyo-psk-a1", [{ text: `${key("a1")}\n`, state: "ENABLED" }]);
    expect(await folder.run("secrets.sh", "create")).toMatchObject({ code: 3 });
  });

  test("with --dry-run says what is missing and creates nothing", async () => {
    const result = await folder.run("secrets.sh", "create", "--dry-run");
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("would store its key in secret tokyo/psk/b2"),
    });
    expect(changes()).toEqual([]);
  });

  test("check refuses a missing key and creates nothing", async () => {
    const result = await folder.run("secrets.sh", "check");
    expect(result).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("tokyo/psk/a1 on AWS is absent"),
    });
    expect(changes()).toEqual([]);
  });

  test("refuses an aws CLI that would keep the keys in its history", async () => {
    mkdirSync(path.join(folder.home, ".aws"));
    writeFileSync(path.join(folder.home, ".aws/config"), "[default]\ncli_history = enabled\n");
    const result = await folder.run("secrets.sh", "create");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("cli_history") });
    expect(changes()).toEqual([]);
  });

  test("seeds both stores from the sops file, and refuses when that changes later", async () => {
    await stop();
    const decrypt = `[[ "$1 $2" == "--decrypt --extract" ]] && id=\${3:2:2} && sed -n "s/^$id: //p" "$4"`;
    const sops = `#!/usr/bin/env bash\n${decrypt}\n`;
    await start(exampleTopology("examples/sops-cbc/vpn.yaml"), { sops });
    const file = path.join(folder.directory, topology.keys.sopsFile);
    const write = (suffix: string) =>
      writeFileSync(file, topology.tunnels.map(({ id }) => `${id}: ${key(id)}${suffix}\n`).join(""));
    write("");

    expect(await folder.run("secrets.sh", "create")).toMatchObject({ code: 0 });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
    expect(keysOnGcp()).toEqual(keysOnAws());
    expect(world.aws.secrets.get("warehouse/psk/a1")?.request).toMatchObject({ KmsKeyId: "alias/vpn" });

    write("Y");
    const changed = await folder.run("secrets.sh", "create");
    expect(changed).toMatchObject({ code: 3, stderr: expect.stringContaining("hold another key than") });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
  });

  test("finds a sops file elsewhere only where it is told", async () => {
    await stop();
    const sops = `#!/usr/bin/env bash\nid=\${3:2:2} && sed -n "s/^$id: //p" "$4"\n`;
    await start(exampleTopology("examples/sops-cbc/vpn.yaml"), { sops });
    const file = path.join(folder.home, "seeds.enc.yaml");
    writeFileSync(file, topology.tunnels.map(({ id }) => `${id}: ${key(id)}\n`).join(""));

    const lost = await folder.run("secrets.sh", "create");
    expect(lost).toMatchObject({ code: 2, stderr: expect.stringContaining("--sops-file says where it is") });
    expect(await folder.run("secrets.sh", "create", "--sops-file", `${file}.old`)).toMatchObject({ code: 2 });
    expect(changes()).toEqual([]);
    expect(await folder.run("secrets.sh", "create", "--sops-file", file)).toMatchObject({ code: 0 });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
  });

  test("refuses secrets that are scheduled for deletion, and restores them by the command that it prints", async () => {
    storeEverywhere();
    for (const { awsSecret, gcpSecret } of topology.tunnels) {
      Object.assign(world.aws.secrets.get(awsSecret) ?? {}, { deleted: true });
      world.google.vault.delete(gcpSecret);
    }
    for (const action of ["create", "check", "status"]) {
      const refused = await folder.run("secrets.sh", action);
      expect(refused.code, `${action} ${refused.stderr}`).toBe(3);
      if (action !== "status") expect(refused.stderr).toContain("secrets.sh restore");
    }
    expect(changes()).toEqual([]);
    expect(await folder.run("secrets.sh", "restore", "--dry-run")).toMatchObject({ code: 0 });
    expect(changes()).toEqual([]);
    expect(await folder.run("secrets.sh", "restore")).toMatchObject({ code: 0 });
    const done = await folder.run("secrets.sh", "create");
    expect(done, done.stderr).toMatchObject({ code: 0 });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
    expect(keysOnGcp()).toEqual(keysOnAws());
  });

  describe("between two teams", () => {
    let aws: Folder;
    let google: Folder;
    beforeEach(() => {
      const team = (env: Readonly<Record<string, string>>) =>
        newFolder(topology.name, scriptsOf(topology), { env, commands: ageCommands });
      aws = team(world.awsEnv());
      google = team(world.googleEnv);
      for (const folder of [aws, google]) writeFileSync(path.join(folder.home, "identity"), recipient);
    });
    afterEach(() => {
      aws.remove();
      google.remove();
    });
    const exporting = (folder: Folder, side: string) =>
      folder.run("secrets.sh", "export", "--side", side, "--recipient", recipient, "keys.age");
    const importing = (folder: Folder, side: string) =>
      folder.run("secrets.sh", "import", "--side", side, "--identity", "../../identity", "keys.age");
    const hand = (from: Folder, to: Folder) =>
      writeFileSync(path.join(to.directory, "keys.age"), from.read("keys.age"));

    test("hands keys over with one cloud's credentials each, and shows none", async () => {
      const watch = watchProcesses();
      const made = await exporting(aws, "aws");
      expect(made, made.stderr).toMatchObject({ code: 0, stderr: expect.stringContaining("--side gcp") });
      hand(aws, google);
      const got = await importing(google, "gcp");
      expect(got, got.stderr).toMatchObject({ code: 0 });
      const seen = watch.stop();
      expect(keysOnGcp()).toEqual(keysOnAws());
      expect(new Set(keysOnAws()).size).toBe(4);
      expect(JSON.parse(google.read("psk-versions.json"))).toEqual({
        psk_versions: { a1: "1", a2: "1", b1: "1", b2: "1" },
      });
      expect(seen.text).toContain("--recipient");
      for (const each of keysOnAws())
        for (const text of [seen.text, aws.written(), google.written(), made.stderr, got.stderr])
          expect(text).not.toContain(each);

      const before = changes().length;
      expect(await importing(google, "gcp")).toMatchObject({ code: 0 });
      expect(await exporting(aws, "aws")).toMatchObject({ code: 0 });
      expect(changes()).toHaveLength(before);
    });

    test("the other way round, and with nothing but whole files of this VPN", async () => {
      const made = await exporting(google, "gcp");
      expect(made, made.stderr).toMatchObject({ code: 0 });
      hand(google, aws);
      const whole = aws.read("keys.age");
      const lines = whole.split("\n");
      const before = changes().length;
      for (const wrong of [
        lines.slice(0, 4).join("\n"),
        `${whole}${lines[1]}\n`,
        [lines[0], lines[2], lines[1]].join("\n"),
        `${lines[0]}\n`,
      ]) {
        aws.write({ "keys.age": wrong });
        expect(await importing(aws, "aws")).toMatchObject({ code: 3 });
      }
      aws.write({ "keys.age": whole.replace(recipient, "age1other") });
      expect(await importing(aws, "aws")).toMatchObject({ code: 1 });
      aws.write({ "keys.age": whole });
      storeSecret(world.aws.secrets, topology.tunnels[3]?.awsSecret ?? "", key("b2"));
      const differs = await importing(aws, "aws");
      expect(differs).toMatchObject({
        code: 3,
        stderr: expect.stringContaining("b2: this side's store has"),
      });
      expect(changes()).toHaveLength(before);
      world.aws.secrets.clear();
      expect(await importing(aws, "aws")).toMatchObject({ code: 0 });
      expect(keysOnAws()).toEqual(keysOnGcp());
    });

    test("says what it needs", async () => {
      const usages = [
        ["export"],
        ["import", "keys.age"],
        ["export", "--side", "aws", "keys.age"],
        ["create", "--side", "aws"],
      ];
      for (const args of usages) expect(await aws.run("secrets.sh", ...args)).toMatchObject({ code: 2 });
    });
  });

  test("stops at an error that does not mean that a secret is missing", async () => {
    world.fault = ({ operation }) => (operation === "DescribeSecret" ? { code: "denied" } : undefined);
    const result = await folder.run("secrets.sh", "create");
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining("AccessDeniedException") });
    expect(changes()).toEqual([]);
  });
});
