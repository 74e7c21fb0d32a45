/** By what a build is skipped: each kind of run for itself, and nothing that cannot be compared. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { baseExample } from "../../src/rules/base-example.ts";
import {
  atOnce,
  enter,
  entry,
  later,
  leave,
  notSkipped,
  put,
  read,
  replaceUnseen,
  settle,
  skipped,
  whole,
} from "../support/builds.ts";

beforeEach(enter);
afterEach(leave);

/** The base example under another name, with a VPC, route table and security group of its own. */
const other = baseExample.replace("name: tokyo", "name: other").replaceAll("0a1b", "0a11");
const withWarning = `${baseExample}workloads: [{ name: api, on: fargate }]\n`;

test.each([
  ["--format", "json"],
  ["--out", "elsewhere"],
  ["--target", "terraform"],
  ["--prune"],
  ["vpn.yaml"],
  ["./vpn.yaml", "vpn.yaml"],
])("a run with %s %s is remembered for itself", async (...args) => {
  await settle(args);
  expect(skipped()).toEqual(notSkipped);
  expect(skipped(args)).toEqual(await whole(args));
  expect(skipped([...args, "--check"])).toEqual(notSkipped);
});

describe("--staged", () => {
  const args = ["--staged", "."];
  const git = (...given: string[]) => execFileSync("git", given, { stdio: "ignore" });
  beforeEach(async () => {
    fs.rmSync(".git", { recursive: true });
    git("init", "--quiet");
    await whole();
    git("add", "--all");
    await settle(args);
  });

  test("where all is staged, finds nothing new", async () => {
    const run = skipped(args);
    expect(run).toEqual({ status: 0, printed: expect.stringMatching(/^\d+ artifacts are up to date\n$/) });
    expect(await whole(args)).toEqual(run);
  });

  test.each<[string, () => void]>([
    ["an artifact that is not staged any longer", () => git("rm", "--cached", "generated/tokyo/RUNBOOK.md")],
    ["a mode that is not", () => git("update-index", "--chmod=-x", "generated/tokyo/deploy.sh")],
    [
      "a vpn.yaml that is staged as it was",
      () => {
        put("../old.yaml", `${baseExample}# old\n`);
        const id = execFileSync("git", ["hash-object", "-w", "../old.yaml"], { encoding: "utf8" }).trim();
        git("update-index", "--cacheinfo", `100644,${id},vpn.yaml`);
      },
    ],
    [
      "an orphan that was staged and is gone",
      () => {
        put("generated/tokyo/old.sh", "");
        git("add", "--force", "generated/tokyo/old.sh");
        fs.rmSync("generated/tokyo/old.sh");
      },
    ],
  ])("says the same of %s", async (_, change) => {
    change();
    const run = skipped(args);
    expect(run).toEqual({ status: 1, printed: expect.stringContaining("a commit would not hold these") });
    expect(await whole(args)).toEqual(run);
  });

  test.each<[string, () => void]>([
    ["a vpn.yaml that git tracks no longer", () => git("rm", "--cached", "vpn.yaml")],
    [
      "a new one that it tracks",
      () => {
        put("new.vpn.yaml", other);
        git("add", "new.vpn.yaml");
      },
    ],
    ["a repository that is gone", () => fs.rmSync(".git", { recursive: true })],
    ["an edit", () => put("vpn.yaml", baseExample.replace("65000", "65001"))],
  ])("leaves %s to a build", (_, change) => {
    change();
    expect(skipped(args)).toEqual(notSkipped);
  });

  test("does not count the draft that nobody added", async () => {
    put("draft.vpn.yaml", "nothing: yet\n");
    expect(skipped(args)).toEqual(await whole(args));
  });
});

test("what stands behind -- is a PATH", async () => {
  put("--check/vpn.yaml", baseExample);
  await whole(["--", "--check"]);
  await whole(["--", "--check"]);
  expect(skipped(["--", "--check"])).toEqual(notSkipped);
});

test("--check neither leaves anything nor goes by anything", async () => {
  await whole();
  await whole(["--check"]);
  expect(fs.existsSync("../cache")).toBe(false);
  await settle();
  expect(skipped(["--check"])).toEqual(notSkipped);
});

test("a run that wrote something, or lists orphans, is not remembered", async () => {
  await whole();
  expect(skipped()).toEqual(notSkipped);
  put("vpn.yaml", `${baseExample}output: { targets: [cloudformation] }\n`);
  await settle();
  expect(skipped()).toEqual(notSkipped);
});

test("findings are printed again, in colour where they were", async () => {
  put("vpn.yaml", withWarning);
  await settle();
  expect(skipped().printed).toContain("[mtu/fixed-platform]");
  expect(skipped()).toEqual(await whole());
  const colour = { FORCE_COLOR: "1" };
  expect(skipped([], colour)).toEqual(notSkipped);
  const run = await whole([], colour);
  expect(run.printed).toContain("\u001b[");
  expect(skipped([], colour)).toEqual(run);
});

test("a sops file that is named counts as a source, and one that is missing is looked for again", async () => {
  put("vpn.yaml", `${baseExample}preSharedKeys: { source: sops, sops: { file: keys.enc.yaml } }\n`);
  await settle();
  expect(skipped()).toEqual(notSkipped);
  const keys = ["a1", "a2", "b1", "b2"].map((tunnel) => `${tunnel}: ENC[AES256_GCM,data:x,type:str]\n`);
  put("keys.enc.yaml", `${keys.join("")}sops: { version: 3.9.0 }\n`);
  await settle();
  expect(skipped()).toEqual(await whole());
  replaceUnseen("keys.enc.yaml", "a2", "c2");
  expect(skipped()).toEqual(notSkipped);
});

describe("a folder", () => {
  const git = (...args: string[]) => execFileSync("git", args, { stdio: "ignore" });
  beforeEach(async () => {
    fs.rmSync(".git", { recursive: true });
    git("init", "--quiet");
    put("more/vpn.yaml", other);
    await settle(["."]);
    expect(skipped(["."])).toEqual(await whole(["."]));
  });

  test.each<[string, () => void]>([
    ["a new file", () => put("new.vpn.yaml", baseExample.replace("tokyo", "new"))],
    ["a file that is gone", () => fs.unlinkSync("more/vpn.yaml")],
    ["a file that git ignores now", () => put(".gitignore", "more/\n")],
    ["a file that only this clone ignores now", () => put(".git/info/exclude", "more/\n")],
    ["a file that is moved", () => fs.renameSync("more", "less")],
  ])("%s is seen", (_, change) => {
    change();
    expect(skipped(["."])).toEqual(notSkipped);
  });

  test("a file that is no vpn.yaml is not", () => {
    put("more/values.yaml", "a: 1\n");
    put(".gitignore", "*.txt\n");
    expect(skipped(["."]).status).toBe(0);
  });
});

test("standard input and globs are not remembered", async () => {
  for (const args of [["-", "--out", "elsewhere"], ["*.yaml"]]) {
    await settle(args);
    expect(skipped(args)).toEqual(notSkipped);
  }
});

describe("a repository with a Prettier configuration", () => {
  const configured = async (file: string, text: string) => {
    // It would take longest, and one kind of formatted file is as good as two.
    put(".prettierignore", "RUNBOOK.md\n");
    put(file, text);
    await settle();
    return skipped();
  };

  test.each([
    [".prettierrc", "tabWidth: 4\n"],
    [".prettierrc.json", '{ "tabWidth": 4 }\n'],
    [".prettierrc.toml", "tabWidth = 4\n"],
    [".editorconfig", "[*]\nindent_size = 4\n"],
    ["package.json", '{ "prettier": { "tabWidth": 4 } }\n'],
  ])("%s is no reason not to skip", async (file, text) => {
    expect(await configured(file, text)).toEqual(await whole());
    expect(read("generated/tokyo/aws/cloudformation.yaml")).toMatch(/^ {8}Type: AWS::/m);
  });

  test.each([
    ["prettier.config.cjs", "module.exports = { tabWidth: 4 };\n"],
    [".prettierrc.mjs", "export default { tabWidth: 4 };\n"],
  ])("%s is a program, and what it says is not remembered", async (file, text) => {
    expect(await configured(file, text)).toEqual(notSkipped);
  });

  test("a configuration in a package is not remembered", async () => {
    put("node_modules/our-style/index.cjs", "module.exports = { tabWidth: 4 };\n");
    put("node_modules/our-style/package.json", '{ "main": "index.cjs" }\n');
    expect(await configured(".prettierrc.json", '"our-style"\n')).toEqual(notSkipped);
    fs.unlinkSync(".prettierrc.json");
    expect(await configured("package.json", '{ "prettier": "our-style" }\n')).toEqual(notSkipped);
  });

  test("plug-ins are not remembered", async () => {
    put("plugin.cjs", "module.exports = {};\n");
    expect(await configured(".prettierrc", "plugins: [./plugin.cjs]\n")).toEqual(notSkipped);
  });

  test("a configuration of this moment is not remembered, as it may be changing", async () => {
    put(".prettierrc", "tabWidth: 4\n");
    await settle([], atOnce);
    expect(skipped()).toEqual(notSkipped);
  });

  test.each<[string, () => void]>([
    ["an edit that leaves size and times", () => replaceUnseen(".prettierrc", "4", "8")],
    ["that it is gone", () => fs.unlinkSync(".prettierrc")],
    ["another one beside it", () => put(".editorconfig", "[*]\nmax_line_length = 60\n")],
    ["one above the repository", () => put("../.prettierrc.yaml", "tabWidth: 8\n")],
    ["one below", () => put("generated/tokyo/.prettierrc", "tabWidth: 8\n")],
    ["what it ignores", () => put(".prettierignore", "generated\n")],
    ["what git ignores", () => put(".gitignore", "generated\n")],
    ["another root", () => fs.mkdirSync("generated/.hg")],
    [
      "another Prettier",
      () => {
        put("node_modules/prettier/package.json", '{ "name": "prettier", "version": "3.0.0" }\n');
        put("node_modules/prettier/index.js", "module.exports = {};\n");
      },
    ],
    ["another Prettier without a package.json", () => put("node_modules/prettier/index.js", "")],
    ["another Prettier above the repository", () => put("../node_modules/prettier/index.js", "")],
  ])("%s is seen", async (_, change) => {
    expect((await configured(".prettierrc", "tabWidth: 4\n")).status).toBe(0);
    change();
    expect(skipped()).toEqual(notSkipped);
  });
});

/** A Prettier that formats nothing, of that version. */
function putPrettier(folder: string, version: string): void {
  put(`${folder}/package.json`, JSON.stringify({ name: "prettier", version, main: "./index.cjs" }));
  const nothing =
    "clearConfigCache: async () => {}, resolveConfigFile: async () => null, resolveConfig: async () => null";
  put(`${folder}/index.cjs`, `module.exports = { version: "${version}", ${nothing} };\n`);
}

describe("a repository with a Prettier of its own", () => {
  test("which a package manager has linked, is remembered with that one", async () => {
    putPrettier("node_modules/.store/prettier@3.0.0/node_modules/prettier", "3.0.0");
    putPrettier("node_modules/.store/prettier@3.1.0/node_modules/prettier", "3.1.0");
    const link = (version: string) =>
      fs.symlinkSync(`.store/prettier@${version}/node_modules/prettier`, "node_modules/prettier");
    link("3.0.0");
    put(".prettierrc", "tabWidth: 4\n");
    await settle();
    expect(skipped()).toEqual(await whole());
    fs.unlinkSync("node_modules/prettier");
    link("3.1.0");
    expect(skipped()).toEqual(notSkipped);
  });

  test("that Node does not find where it mostly is, is not remembered", async () => {
    putPrettier("node_modules/prettier", "3.0.0");
    put(".prettierrc", "tabWidth: 4\n");
    fs.writeFileSync("node_modules/prettier/package.json", '{ "main": "./none.cjs" }');
    fs.unlinkSync("node_modules/prettier/index.cjs");
    await settle();
    expect(skipped()).toEqual(notSkipped);
  });
});

describe("the cache", () => {
  const damage: Readonly<Record<string, (file: string) => void>> = {
    gone: (file) => fs.unlinkSync(file),
    empty: (file) => fs.truncateSync(file),
    "cut short": (file) => fs.truncateSync(file, Math.floor(fs.statSync(file).size / 3)),
    "half of zeros": (file) => {
      const bytes = fs.readFileSync(file);
      fs.writeFileSync(file, bytes.fill(0, bytes.length >> 1));
    },
    "changed by a bit": (file) => {
      const bytes = fs.readFileSync(file);
      bytes[bytes.length >> 2] = (bytes[bytes.length >> 2] ?? 0) ^ 1;
      fs.writeFileSync(file, bytes);
    },
    "another run's": (file) => fs.writeFileSync(file, read(file).replaceAll("repository", "repositorx")),
    "of another form": (file) => fs.writeFileSync(file, "{}{}"),
    "open to others": (file) => fs.chmodSync(file, 0o622),
    "in a folder that is open to others": (file) => fs.chmodSync(path.dirname(file), 0o777),
    "a folder": (file) => {
      fs.unlinkSync(file);
      fs.mkdirSync(file);
    },
  };

  test.each(Object.keys(damage))("an entry that is %s counts for nothing, and is put right", async (name) => {
    await settle();
    const file = entry();
    damage[name]?.(file);
    expect(skipped()).toEqual(notSkipped);
    const run = await whole();
    if (name === "a folder") fs.rmdirSync(file);
    fs.chmodSync(path.dirname(file), 0o700);
    await whole();
    expect(skipped()).toEqual(run);
  });

  test("nothing that stands in the user's files is in it", async () => {
    const sops = "preSharedKeys: { source: sops, sops: { file: keys.env } }";
    put("vpn.yaml", `# a comment of the user's\n${baseExample}${sops}\n`);
    put("keys.env", "a1=one-for-a1\na2=one-for-a2\nb1=one-for-b1\nb2=one-for-b2\n");
    put(".prettierrc", "# how we format\ntabWidth: 2\n");
    await settle();
    expect(skipped().status).toBe(0);
    const text = read(entry());
    const told = ["a comment of", "one-for-", "how we format", "#!/usr/bin/env", "Resources:"];
    expect(told.filter((part) => text.includes(part))).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)("an entry of another user counts for nothing", async () => {
    await settle();
    fs.chownSync(entry(), 12345, 12345);
    expect(skipped()).toEqual(notSkipped);
  });

  test("a cache that cannot be written is no cache", async () => {
    put("../cache", "a file");
    await settle();
    expect(skipped()).toEqual(notSkipped);
    expect((await whole()).printed).toMatch(/up to date/);
  });

  test("only its user can read it, and nothing of it lies beside the artifacts", async () => {
    await settle();
    expect(fs.statSync(path.dirname(entry())).mode & 0o777).toBe(0o700);
    expect(fs.statSync(entry()).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(".").sort()).toEqual([".git", "generated", "vpn.yaml"]);
  });

  test("is used neither way where VPNGEN_CACHE is off", async () => {
    const off = { VPNGEN_CACHE: "off" };
    await whole([], off);
    await later();
    await whole([], off);
    expect(fs.existsSync("../cache")).toBe(false);
    await settle();
    expect(skipped([], off)).toEqual(notSkipped);
    expect(skipped().status).toBe(0);
  });
});
