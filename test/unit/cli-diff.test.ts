/** `vpngen diff`: what it says of pull requests, where it finds the two versions, and how it ends. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { diffOf } from "../../src/facets/vpn-diff.ts";
import { diffMarkdown } from "../../src/report/diff-markdown.ts";
import { parseFile } from "../../src/source/parse.ts";
import { diffCases, versionsOf } from "../support/diff-cases.ts";
import { bases, edited } from "../support/edits/edit.ts";
import { exampleText } from "../support/examples.ts";
import { vpngen } from "../support/in-process.ts";

const goldens = path.resolve(import.meta.dirname, "../diff");
const tokyo = exampleText(bases.tokyo);
const withAnotherCipher = edited({ key: "", base: "tokyo", values: { "ipsec.encryption": "AES128-GCM-16" } });

let repository: string;
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
  writeFileSync(path.join(repository, file), text);
};
const git = (...args: readonly string[]) =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: repository,
    stdio: "pipe",
  });
const commit = () => {
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "change");
};
const diff = (...args: readonly string[]) => vpngen(repository, ["diff", ...args]);

beforeEach(() => {
  repository = mkdtempSync(path.join(tmpdir(), "vpngen-diff-"));
  git("init", "--quiet");
  write("vpn.yaml", tokyo);
  commit();
});
afterEach(() => rmSync(repository, { recursive: true }));

describe("a pull request", () => {
  const formats = { text: "txt", markdown: "md", json: "json", github: "github" } as const;

  test.each(Object.entries(diffCases))("%s is reported as test/diff says", async (name, one) => {
    const [before, after] = versionsOf(one);
    write("vpn.yaml", before);
    commit();
    write("vpn.yaml", after);
    for (const [format, ending] of Object.entries(formats)) {
      const { status, stdout } = await diff("--format", format);
      const golden = path.join(goldens, `${name}.${ending}`);
      if (process.env.UPDATE === "1") writeFileSync(golden, stdout);
      expect(stdout).toBe(readFileSync(golden, "utf8"));
      expect(status).toBe(name === "invalid" ? 1 : 0);
    }
  });

  test("has all its reports in test/diff, and nothing else is there", () => {
    const wanted = Object.keys(diffCases).flatMap((name) =>
      Object.values(formats).map((ending) => `${name}.${ending}`),
    );
    expect(readdirSync(goldens).toSorted()).toEqual(wanted.toSorted());
  });
});

describe("the two versions", () => {
  test("are HEAD and the working tree, and a file that is equal is not mentioned", async () => {
    write("other/vpn.yaml", exampleText(bases.sops));
    commit();
    expect(await diff()).toMatchObject({ status: 0, stdout: "no vpn.yaml differs\n" });
    write("vpn.yaml", withAnotherCipher);
    const { stdout } = await diff();
    expect(stdout).toContain("vpn.yaml: one tunnel at a time goes down");
    expect(stdout).not.toContain("other/");
  });

  test("can be what is staged, two revisions, or two files", async () => {
    write("vpn.yaml", withAnotherCipher);
    expect((await diff("--staged")).stdout).toBe("no vpn.yaml differs\n");
    git("add", "vpn.yaml");
    expect((await diff("--staged")).stdout).toContain("one tunnel at a time");
    commit();
    expect((await diff()).stdout).toBe("no vpn.yaml differs\n");
    expect((await diff("--from", "HEAD~1", "--to", "HEAD")).stdout).toContain("one tunnel at a time");
    write("before.yaml", tokyo);
    expect((await diff("--from", "before.yaml", "--to", "vpn.yaml")).stdout).toContain(
      "one tunnel at a time",
    );
  });

  test("are matched by the name of the VPN if a file has moved", async () => {
    mkdirSync(path.join(repository, "media"));
    renameSync(path.join(repository, "vpn.yaml"), path.join(repository, "media/vpn.yaml"));
    expect((await diff()).stdout).toBe("media/vpn.yaml (was vpn.yaml): the VPN stays as it is\n");
  });

  test("of a new file and of one that is gone are one", async () => {
    rmSync(path.join(repository, "vpn.yaml"));
    write("other/vpn.yaml", exampleText(bases.sops));
    const { stdout } = await diff();
    expect(stdout).toContain("other/vpn.yaml: a new VPN");
    expect(stdout).toContain("vpn.yaml: the file is gone, the VPN stays until its destroy.sh runs");
  });

  test("are looked for where the PATHs say, also from a folder below the top", async () => {
    write("a/vpn.yaml", exampleText(bases.sops));
    write("b/vpn.yaml", exampleText(bases.tgw));
    commit();
    write("a/vpn.yaml", edited({ key: "", base: "sops", values: { "ipsec.dhGroup": 19 } }));
    write("b/vpn.yaml", edited({ key: "", base: "tgw", values: { "aws.tags": { a: "b" } } }));
    expect((await diff("a")).stdout).not.toContain("b/vpn.yaml");
    const below = await vpngen(path.join(repository, "a"), ["diff", "../b/vpn.yaml", "."]);
    expect(below.stdout).toMatch(/^vpn\.yaml: .*\n(.*\n)*\.\.\/b\/vpn\.yaml: no interruption/);
  });
});

test("a build says what the edit does, if git knows the file as it was", async () => {
  await vpngen(repository, ["build"]);
  write("vpn.yaml", withAnotherCipher);
  const line = "Since HEAD, vpn.yaml: one tunnel at a time goes down. ./roll.sh --suite, then ./deploy.sh\n";
  expect((await vpngen(repository, ["build"])).stdout).toContain(line);
  commit();
  write("vpn.yaml", `# A comment.\n${withAnotherCipher}`);
  expect((await vpngen(repository, ["build"])).stdout).not.toContain("Since HEAD");
  rmSync(path.join(repository, ".git"), { recursive: true });
  write("vpn.yaml", tokyo);
  const { status, stdout, stderr } = await vpngen(repository, ["build"]);
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: expect.not.stringContaining("Since"),
    stderr: "",
  });
});

describe("the end", () => {
  test("is 1 if an edit reaches the level of --fail-on", async () => {
    write("vpn.yaml", withAnotherCipher);
    expect(await diff("--fail-on", "all")).toMatchObject({ status: 0 });
    expect(await diff("--fail-on", "tunnel")).toMatchObject({ status: 1 });
  });

  test.each([
    [["--from", "nothing"], "--from needs a revision of git or a file; there is no nothing"],
    [["--from=--output=/tmp/x"], "there is no --output=/tmp/x"],
    [["--fail-on", "bad"], "--fail-on is another, addresses, all, connection or tunnel, not bad"],
    [["--staged", "--to", "HEAD"], "--staged compares with git's index"],
    [["--from", "vpn.yaml"], "--from names a file; name the other one with --to"],
  ])("is 2 with %j", async (args, message) => {
    const { status, stderr } = await diff(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });

  test("is 2 outside a repository", async () => {
    rmSync(path.join(repository, ".git"), { recursive: true });
    expect(await diff()).toMatchObject({ status: 2 });
  });
});

test("a version with an error shows its findings, and compares nothing", async () => {
  write("vpn.yaml", edited({ key: "", base: "tokyo", values: { "ipsec.dhGroup": 5 } }));
  const { status, stdout, stderr } = await diff();
  expect(status).toBe(1);
  expect(stdout).toContain("vpn.yaml: a version has errors");
  expect(stderr).toContain("[crypto/dh-group]");
});

test("two hundred files stay below what GitHub takes as a comment, and the comment says what it cut", () => {
  const [before, after] = [tokyo, withAnotherCipher].map((text) => parseFile({ path: "", text }));
  const one = diffOf(
    { path: "", config: before?.config, errors: [] },
    { path: "", config: after?.config, errors: [] },
  );
  const markdown = diffMarkdown(Array.from({ length: 200 }, (_, at) => ({ ...one, path: `${at}/vpn.yaml` })));
  expect(markdown.length).toBeLessThan(60_000);
  expect(markdown).toMatch(/^<!-- vpngen diff -->\n/);
  expect(markdown).toMatch(/\d+ more VPNs are not shown here; run `vpngen diff`\.\n$/);
});

test("values and paths never become markup, mentions or commands of CI", async () => {
  const path = "`|<img src=x>\n::error::x/vpn.yaml";
  write(path, tokyo.replace("name: tokyo", "name: tokyo-2"));
  commit();
  const values = { name: "tokyo-2", "aws.tags": { note: "@someone" } };
  write(path, edited({ key: "", base: "tokyo", values }));
  const markdown = (await diff("--format", "markdown")).stdout;
  expect(markdown).toContain("### `` `|<img src=x> ::error::x/vpn.yaml ``: no interruption");
  expect(markdown).toContain("`note`: – → `@someone`");
  for (const format of ["github", "text", "markdown"]) {
    const { stdout } = await diff("--format", format);
    expect(stdout.split("\n").filter((line) => /^\s*::error/.test(line))).toEqual([]);
  }
});
