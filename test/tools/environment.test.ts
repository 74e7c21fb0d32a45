/** What the caller's environment and shell must not change: keys stay hidden, and two keys stay two. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { exampleText } from "../support/examples.ts";
import { requireTool } from "./require.ts";
import { type Recorded, recordCommands } from "./world/recorded.ts";
import { openVpn, type Vpn } from "./world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");

/** What the clouds' CLIs and the tests themselves read. */
const meant =
  /^(PATH|HOME|TMPDIR|BASH\w*|SHELLOPTS|LD_\w+|PREWARMED\w*|TF_\w+|CLOUDSDK_\w+|(AWS_(?!KEY|SECRETS|STATE)\w+))$/;

requireTool("aws", "gcloud")("the caller's environment", () => {
  let vpn: Vpn;
  beforeAll(async () => {
    vpn = await openVpn({ tool: "gcloud", text });
    await vpn.stand();
  });
  afterAll(() => vpn.close());
  let recorded: Recorded;
  beforeEach(() => {
    recorded = recordCommands(vpn.folder);
  });
  afterEach(() => recorded.remove());

  const run = (env: Readonly<Record<string, string>>, script: string, ...args: string[]) =>
    vpn.folder.run(
      "env",
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      path.join(vpn.folder.directory, script),
      ...args,
    );
  const keys = () =>
    vpn.topology.tunnels.flatMap(({ gcpSecret }) =>
      (vpn.world.google.vault.get(gcpSecret) ?? []).map((version) => version.text),
    );

  /** Moves one tunnel to a new key by the scripts that hold keys; nothing may show one. */
  async function expectHidden(env: Readonly<Record<string, string>>, version: number) {
    const results = [
      await run(env, "secrets.sh", "rotate", "--tunnel", "a1"),
      await run(env, "aws/outside-addresses.sh"),
      await run(env, "aws/tunnel-options.sh", "--tunnel", "a1", "--new-key", "--no-wait-up"),
      await run(env, "gcp/gcloud.sh", "replace", "a1", "--psk-version", `a1=${version}`),
    ];
    const pins = JSON.parse(vpn.folder.read("psk-versions.json")) as { psk_versions: Record<string, string> };
    pins.psk_versions.a1 = String(version);
    vpn.folder.write({ "psk-versions.json": JSON.stringify(pins) });
    results.push(await run(env, "secrets.sh", "promote", "--tunnel", "a1"));
    for (const { code, stderr } of results) expect(code, stderr).toBe(0);
    vpn.world.wait(vpn.world.aws.pace.up);
    expect(vpn.world.history.at(-1)?.up).toHaveLength(4);
    expect(keys()).toHaveLength(3 + version);
    const seen = recorded.text();
    expect(seen).toContain("modify-vpn-tunnel-options");
    expect(seen).toContain("versions\nadd");
    const shown = [seen, vpn.folder.written(), ...results.flatMap(({ stdout, stderr }) => [stdout, stderr])];
    for (const key of keys()) for (const place of shown) expect(place).not.toContain(key);
  }

  test("holds and shows no key, whatever names the caller has exported, and whatever shell that is", async () => {
    const words = vpn.folder
      .scripts()
      .flatMap((file) => vpn.folder.read(file).match(/\b[A-Za-z_]\w*\b/g) ?? []);
    const names = [...new Set(words)].filter((name) => !meant.test(name));
    for (const name of ["AWS_KEY", "PENDING_KEY", "NEWER_KEY", "GCP_KEY", "KEY", "KEYS", "key"])
      expect(names).toContain(name);
    const start = path.join(vpn.folder.home, "start.sh");
    writeFileSync(start, "set -xv\ncd() { echo elsewhere; }\n");
    const shell = {
      SHELLOPTS: "xtrace:verbose:allexport:noclobber:keyword:posix:braceexpand",
      BASHOPTS: "nocasematch:nullglob",
      BASH_ENV: start,
      ENV: start,
      PS4: "+$(exit 7) ",
      POSIXLY_CORRECT: "1",
      AWS_CLI_FILE_ENCODING: "utf-16",
      TMOUT: "1",
    };
    await expectHidden({ ...Object.fromEntries(names.map((name) => [name, "1"])), ...shell }, 2);
  });

  test("does not make one key of two that differ in case", async () => {
    const [, , last] = vpn.topology.tunnels;
    const versions = vpn.world.google.vault.get(last?.gcpSecret ?? "") ?? [];
    const [first] = versions;
    if (!first) throw new Error("there is no key");
    versions[0] = { ...first, text: first.text.toUpperCase() };
    const result = await run({ BASHOPTS: "nocasematch" }, "secrets.sh", "check");
    versions[0] = first;
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("hold different keys") });
  });
});
