/** Whatever the operating system refuses, and whatever stands where a file should: one sentence, and status 2. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { baseExample } from "../../src/rules/base-example.ts";
import { bundledBin } from "../support/cli.ts";
import { vpngen } from "../support/in-process.ts";

let bin: string;
let folder: string;
/** Runs a shell command in the folder; `vpngen` is in its PATH. */
const sh = (command: string, env: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr, signal } = spawnSync("bash", ["-c", command], {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, HOME: folder, ...env },
  });
  return { status: signal ?? status, stdout, stderr };
};
const sentence = /^vpngen: [^\n]+\n$/;
const isRoot = process.getuid?.() === 0;

beforeAll(async () => {
  bin = await bundledBin("refusals");
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-refusals-"));
  writeFileSync(path.join(folder, "vpn.yaml"), baseExample);
  mkdirSync(path.join(folder, "sub"));
  symlinkSync("loop", path.join(folder, "loop"));
  sh("mkfifo fifo.vpn.yaml && mkdir secret && cp vpn.yaml secret");
  writeFileSync(path.join(folder, "large.yaml"), "");
  truncateSync(path.join(folder, "large.yaml"), 3e9);
  chmodSync(path.join(folder, "secret"), 0);
});
afterAll(() => {
  chmodSync(path.join(folder, "secret"), 0o700);
  rmSync(folder, { recursive: true });
});

const long = "x".repeat(300);

describe("a PATH that cannot be read", () => {
  test.each([
    ["vpn.yaml/x", "what should be its folder is a file"],
    ["vpn.yaml/*.yaml", "what should be its folder is a file"],
    ["loop", "the path leads through a loop of symbolic links"],
    [`${long}/vpn.yaml`, "the name is too long"],
    ["fifo.vpn.yaml", "it is not a regular file"],
    ["/dev/zero", "it is not a regular file"],
    ...(isRoot ? [] : [["secret/vpn.yaml", "no permission"]]),
  ])("%s is said in one sentence", async (given, reason) => {
    for (const command of [["check"], ["build"], ["build", "--check"]]) {
      const { status, stdout, stderr } = await vpngen(folder, [...command, given]);
      expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: "",
        stderr: expect.stringMatching(sentence),
      });
      expect(stderr).toContain(reason);
    }
  });

  test("is said likewise where init should write", async () => {
    for (const [given, reason] of [
      ["vpn.yaml/x.vpn.yaml", "what should be its folder is a file"],
      ["loop/vpn.yaml", "loop of symbolic links"],
      [`${long}/vpn.yaml`, "the name is too long"],
      ["none/vpn.yaml", "there is no folder none"],
    ] as const) {
      const { status, stderr } = await vpngen(folder, ["init", "--yes", given]);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(sentence) });
      expect(stderr).toContain(reason);
    }
  });

  test("is read no further than it is looked at", () => {
    expect(sh("vpngen check large.yaml", { NODE_OPTIONS: "--max-old-space-size=64" })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("the file is larger than 1 MiB [yaml/size]"),
    });
    expect(sh("vpngen check - </dev/zero")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("[yaml/size]"),
    });
  });
});

describe("a sops file that is none", () => {
  const declared = `${baseExample}preSharedKeys: { source: sops, sops: { file: FILE } }\n`;
  test.each([
    ["pipe.yaml", "mkfifo pipe.yaml", "it is not a regular file"],
    ["zero.yaml", "ln -s /dev/zero zero.yaml", "it is not a regular file"],
    ["sub.yaml", "mkdir sub.yaml", "it is a folder"],
  ])("%s is said to be none", (file, make, reason) => {
    writeFileSync(path.join(folder, "sops.vpn.yaml"), declared.replace("FILE", file));
    const { stderr } = sh(`${make} && vpngen check sops.vpn.yaml`);
    expect(stderr).toContain(`cannot read ${file}: ${reason} [secrets/sops-file-missing]`);
  });
});

describe("streams and folders", () => {
  test("a folder as standard input", () => {
    expect(sh("vpngen check - <sub")).toEqual({
      status: 2,
      stdout: "",
      stderr: "vpngen: cannot read standard input: it is a folder\n",
    });
  });

  test.each(["build --check", "explain", "schema", "--help", "check --format json vpn.yaml"])(
    "a full disk behind the output of %s",
    (command) => {
      expect(sh(`vpngen ${command} >/dev/full`)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(
          "vpngen: cannot write to standard output: no space left on the disk\n",
        ),
      });
    },
  );

  test("a full disk behind standard error leaves the status", () => {
    expect(sh("vpngen check vpn.yaml 2>/dev/full")).toEqual({ status: 2, stdout: "", stderr: "" });
  });

  test("a reader that leaves early is no failure", () => {
    // The reader is gone before anything is written.
    sh("{ sleep 0.5; vpngen explain 2>early.err; echo $? >early.status; } | true");
    expect(sh("cat early.status early.err")).toEqual({ status: 0, stdout: "0\n", stderr: "" });
  });

  test("a full disk behind what is remembered", () => {
    sh("mkdir up && cp vpn.yaml up && cd up && vpngen build && vpngen build");
    expect(sh("cd up && vpngen build >/dev/full")).toMatchObject({
      status: 2,
      stderr: "vpngen: cannot write to standard output: no space left on the disk\n",
    });
  });

  test.each(["check vpn.yaml", "build", "init --yes"])("a working folder that is gone: %s", (command) => {
    const { status, stderr } = sh(`mkdir gone && cd gone && rmdir ../gone && vpngen ${command}`);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/^vpngen: /) });
    expect(stderr).not.toContain("defect");
  });
});

describe("a hostile name", () => {
  const names = [
    "\u001b[31mred",
    "##[add-mask]x",
    "a\n::stop-commands::x",
    "a\n::error::x",
    "##vso[task.x]y",
  ];
  test.each(names)("%j is shown so that neither a terminal nor a runner acts on it", async (name) => {
    const at = path.join(folder, name);
    mkdirSync(at);
    writeFileSync(
      path.join(at, "vpn.yaml"),
      `${baseExample}# ${name.replaceAll("\n", " ").replace("\u001b", "")}\n`,
    );
    mkdirSync(path.join(at, "none"));
    for (const args of [
      ["check", name],
      ["check", "--format", "github", name],
      ["check", `${name}/none`],
      ["check", `${name}/none/vpn.yaml`],
      ["build", "--check", name],
      ["build", name],
      ["build", "--format", "json", name],
      ["check", "--format", "json", name],
      ["check", "--format", "sarif", name],
    ]) {
      const { stdout, stderr } = await vpngen(folder, args);
      const lines = `${stdout}${stderr}`.split(/[\n\r]/);
      const commands = lines.filter((line) => /^\s*::|##\w*\[/.test(line));
      const annotations = /^::(error|warning|notice) (file=[^:]*)?title=[\w/-]+::/;
      expect(
        commands.filter((line) => !annotations.test(line) && !/^::(error|warning|notice) file=/.test(line)),
        args.join(" "),
      ).toEqual([]);
      expect(`${stdout}${stderr}`, args.join(" ")).not.toContain("\u001b");
    }
  });
});
