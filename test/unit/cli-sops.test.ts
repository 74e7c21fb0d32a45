/** The sops file that a `vpn.yaml` names, as the command looks for it and speaks of it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { baseExample, encryptedExample } from "../../src/rules/base-example.ts";
import { vpngen } from "../support/in-process.ts";

let folder: string;
const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const naming = (file: string) => `${baseExample}preSharedKeys: { source: sops, sops: { file: ${file} } }\n`;
/** The findings of a run, as `RULE MESSAGE`. */
const found = async (args: readonly string[], input = ""): Promise<string[]> => {
  const { diagnostics } = JSON.parse(
    (await vpngen(folder, ["check", "--format", "json", ...args], input)).stdout,
  ) as {
    diagnostics: { rule: string; message: string }[];
  };
  return diagnostics.map(({ rule, message }) => `${rule} ${message}`);
};
const secret = "correct.horse.battery";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-sops-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("an encrypted file beside vpn.yaml is fine, from wherever the command runs", async () => {
  put("net/vpn.yaml", naming("keys/s.yaml"));
  put("net/keys/s.yaml", encryptedExample);
  expect(await found(["net"])).toEqual([]);
  expect(await found([path.join(folder, "net/vpn.yaml")])).toEqual([]);
  expect(await vpngen(folder, ["build", "net"])).toMatchObject({ status: 0, stderr: "" });
  expect(await vpngen(path.join(folder, "net"), ["build", "--check"])).toMatchObject({
    status: 0,
    stderr: "",
  });
});

test("a missing one is an error that says where it is looked for, and nothing is written", async () => {
  put("net/vpn.yaml", naming("s.yaml"));
  put("s.yaml", encryptedExample);
  const { status, stdout, stderr } = await vpngen(folder, ["build", "net"]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(
    `net/vpn.yaml:20:46: error: cannot read net/s.yaml: there is no such file [secrets/sops-file-missing]
  20 | preSharedKeys: { source: sops, sops: { file: s.yaml } }
     |                                              ^^^^^^`,
  );
});

test("standard input has its file in the working directory", async () => {
  expect(await found(["-"], naming("s.yaml"))).toEqual([
    "secrets/sops-file-missing cannot read s.yaml: there is no such file",
  ]);
  put("s.yaml", encryptedExample);
  expect(await found(["-"], naming("s.yaml"))).toEqual([]);
});

test.each(["text", "json", "sarif", "github"])(
  "a plain one is an error that shows none of it, as %s",
  async (format) => {
    put("vpn.yaml", naming("s.yaml"));
    for (const text of [
      `a1: ${secret}\n`,
      `a1=${secret}\n`,
      `- ${secret}\n`,
      `a1: &x ${secret}\nsops: { a: *x }\n`,
    ]) {
      put("s.yaml", text);
      const { status, stdout, stderr } = await vpngen(folder, ["check", "--format", format]);
      expect(status).toBe(1);
      expect(stdout + stderr).toMatch(/secrets\/sops-file-(plain|keys)/);
      expect(stdout + stderr).not.toContain("horse");
    }
  },
);

test("all that is wrong with it is told in one run", async () => {
  put("vpn.yaml", naming("s.yaml"));
  put("s.yaml", `a1: ${secret}\na2: ""\n`);
  expect(await found([])).toEqual([
    "secrets/sops-file-plain s.yaml is not encrypted: it lacks the mapping `sops`, which sops adds",
    "secrets/sops-file-keys s.yaml holds nothing for a2, b1 and b2 at its top",
  ]);
  put("s.yaml", encryptedExample.replace(/^(a1|b2): .*/gm, `$1: ${secret}`));
  expect(await found([])).toEqual([
    "secrets/sops-file-plain s.yaml is encrypted in part: what it holds for a1 and b2 can be read",
  ]);
});

test("a folder, or what can be read without end, is not read", async () => {
  put("vpn.yaml", naming("s.yaml"));
  mkdirSync(path.join(folder, "s.yaml"));
  expect(await found([])).toEqual(["secrets/sops-file-missing cannot read s.yaml: it is a folder"]);
  rmSync(path.join(folder, "s.yaml"), { recursive: true });
  execFileSync("mkfifo", [path.join(folder, "s.yaml")]);
  expect(await found([])).toEqual(["secrets/sops-file-missing cannot read s.yaml: it is not a regular file"]);
  put("vpn.yaml", naming("vpn.yaml/s.yaml"));
  expect(await found([])).toEqual([
    "secrets/sops-file-missing cannot read vpn.yaml/s.yaml: what should be its folder is a file",
  ]);
});

test("what is no YAML or JSON, or very large, has only to be there", async () => {
  put("vpn.yaml", naming("s.env"));
  expect(await found([])).toEqual(["secrets/sops-file-missing cannot read s.env: there is no such file"]);
  put("s.env", `a1=${secret}\n`);
  expect(await found([])).toEqual([]);
  put("vpn.yaml", naming("s.yaml"));
  put("s.yaml", `a1: ${secret}\n${"# x\n".repeat(300_000)}`);
  expect(await found([])).toEqual([]);
});

test("a file that is broken elsewhere hides nothing of it; keys of another source have no file", async () => {
  put("vpn.yaml", naming("s.yaml").replace("asn: 65000", "asn: many"));
  expect(await found([])).toEqual([
    expect.stringMatching(/^shape\/type /),
    "secrets/sops-file-missing cannot read s.yaml: there is no such file",
  ]);
  put("vpn.yaml", naming("s.yaml").replace("source: sops", "source: existing"));
  expect(await found([])).toEqual([expect.stringMatching(/^secrets\/sops-file /)]);
});

test("each of several files has its own", async () => {
  put("a.vpn.yaml", naming("s.yaml"));
  put("b/vpn.yaml", naming("../s.yaml").replace("name: tokyo", "name: other").replaceAll("0a1b", "0a22"));
  const missing = (file: string) => `secrets/sops-file-missing cannot read ${file}: there is no such file`;
  expect(await found(["a.vpn.yaml", "b"])).toEqual([missing("s.yaml"), missing("b/../s.yaml")]);
  put("s.yaml", encryptedExample);
  expect(await found(["a.vpn.yaml", "b"])).toEqual([]);
});
