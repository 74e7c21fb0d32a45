/** secrets.sh with the real aws CLI and gcloud, against stand-ins of both stores. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { preSharedKeyPattern } from "../../src/facts/aws.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleTopology } from "../support/examples.ts";
import { Refusal } from "./fake-aws/query.ts";
import { type FakeGcp, startFakeGcp } from "./fake-gcp/start.ts";
import { type GcloudHome, gcloudHome } from "./gcloud.ts";
import { prewarmedPath } from "./prewarmed/path.ts";
import { watchProcesses } from "./processes.ts";
import { requireTool } from "./require.ts";
import { type ScriptFolder, scriptFolder } from "./stub-aws/scripts.ts";
import { type StubAws, startStubAws } from "./stub-aws/start.ts";

requireTool("aws", "gcloud")("secrets.sh", () => {
  let topology: Topology;
  let aws: StubAws;
  let gcp: FakeGcp;
  let home: GcloudHome;
  let folder: ScriptFolder;

  beforeEach(async () => {
    await start(exampleTopology("examples/tokyo/vpn.yaml"));
  });
  afterEach(stop);

  async function start(of: Topology, path = prewarmedPath()) {
    topology = of;
    aws = await startStubAws(topology);
    gcp = await startFakeGcp();
    home = gcloudHome({ ...aws.env, ...gcp.env, PATH: path });
    folder = scriptFolder(topology, home.env);
  }
  async function stop() {
    folder.remove();
    home.remove();
    await Promise.all([aws.stop(), gcp.stop()]);
  }

  const keysOnAws = () => topology.tunnels.map(({ awsSecret }) => aws.secrets.get(awsSecret)?.text ?? "");
  const keysOnGcp = () =>
    topology.tunnels.map(({ gcpSecret }) => gcp.vault.get(gcpSecret)?.at(-1)?.text ?? "");
  const key = (tunnel: string) => `Known.${tunnel}.key_${"x".repeat(30)}`;
  const storeEverywhere = () => {
    for (const { id, awsSecret, gcpSecret } of topology.tunnels) {
      aws.secrets.set(awsSecret, { text: key(id), request: {} });
      gcp.vault.set(gcpSecret, [{ text: key(id), state: "ENABLED" }]);
    }
  };
  const changes = () => [
    ...aws.log.filter((operation) => /^(Create|Put)/.test(operation)),
    ...gcp.log.filter(({ mutates }) => mutates).map(({ path }) => path),
  ];

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
    const written = textsBelow(home.directory) + textsBelow(path.dirname(path.dirname(folder.directory)));
    expect(written).toContain("secrets.sh");
    expect(seen.text).toContain("create-secret");
    for (const each of keys) {
      for (const text of [result.stdout, result.stderr, seen.text, written]) expect(text).not.toContain(each);
    }
    expect(aws.secrets.get("tokyo/psk/a1")?.request).toMatchObject({
      Tags: [{ Key: "team", Value: "media" }],
    });
  });

  test("changes nothing where both stores hold the keys", async () => {
    storeEverywhere();
    expect(await folder.run("secrets.sh", "create")).toMatchObject({ code: 0 });
    expect(changes()).toEqual([]);
  });

  test("copies a key that one store has to the other", async () => {
    storeEverywhere();
    aws.secrets.delete("tokyo/psk/a1");
    aws.secrets.set("tokyo/psk/a2", { text: "", request: {} });
    gcp.vault.delete("tokyo-psk-b1");
    gcp.vault.set("tokyo-psk-b2", []);

    expect(await folder.run("secrets.sh", "create")).toMatchObject({ code: 0 });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
    expect(keysOnGcp()).toEqual(["a1", "a2", "b1", "b2"].map(key));
  });

  test("refuses stores that differ, without showing either key", async () => {
    storeEverywhere();
    gcp.vault.set("tokyo-psk-a2", [{ text: `${key("a2")}Y`, state: "ENABLED" }]);

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
    gcp.vault.set("tokyo-psk-a1", [{ text: `${key("a1")}\n`, state: "ENABLED" }]);
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
    mkdirSync(path.join(home.directory, ".aws"));
    writeFileSync(path.join(home.directory, ".aws/config"), "[default]\ncli_history = enabled\n");
    const result = await folder.run("secrets.sh", "create");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("cli_history") });
    expect(changes()).toEqual([]);
  });

  test("seeds both stores from the sops file, and refuses when that changes later", async () => {
    await stop();
    const bin = mkdtempSync(path.join(tmpdir(), "vpngen-sops-"));
    const decrypt = `[[ "$1 $2" == "--decrypt --extract" ]] && id=\${3:2:2} && sed -n "s/^$id: //p" "$4"`;
    writeFileSync(path.join(bin, "sops"), `#!/usr/bin/env bash\n${decrypt}\n`, { mode: 0o755 });
    await start(exampleTopology("examples/sops-cbc/vpn.yaml"), `${bin}:${prewarmedPath()}`);
    const file = path.join(folder.directory, topology.keys.sopsFile);
    const write = (suffix: string) =>
      writeFileSync(file, topology.tunnels.map(({ id }) => `${id}: ${key(id)}${suffix}\n`).join(""));
    write("");

    expect(await folder.run("secrets.sh", "create")).toMatchObject({ code: 0 });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
    expect(keysOnGcp()).toEqual(keysOnAws());
    expect(aws.secrets.get("warehouse/psk/a1")?.request).toMatchObject({ KmsKeyId: "alias/vpn" });

    write("Y");
    const changed = await folder.run("secrets.sh", "create");
    expect(changed).toMatchObject({ code: 3, stderr: expect.stringContaining("hold another key than") });
    expect(keysOnAws()).toEqual(["a1", "a2", "b1", "b2"].map(key));
    rmSync(bin, { recursive: true });
  });

  test("stops at an error that does not mean that a secret is missing", async () => {
    const denied = new Refusal("AccessDeniedException", "not authorized");
    aws.fault = (operation) => (operation === "DescribeSecret" ? denied : undefined);
    const result = await folder.run("secrets.sh", "create");
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining("AccessDeniedException") });
    expect(changes()).toEqual([]);
  });
});

/** Everything that was written below a folder. */
function textsBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => `${file}\n${readFileSync(file, "latin1")}`)
    .join("\n");
}
