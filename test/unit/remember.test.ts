/** What the fast way goes by: each kind of run for itself, and nothing that cannot be compared. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { build } from "../../src/cli/build.ts";
import { readMemory } from "../../src/cli/memory.ts";
import { recall } from "../../src/cli/recall.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import { printed } from "../support/printed.ts";
import {
  atOnce,
  contextOf,
  enter,
  entry,
  fast,
  leave,
  put,
  read,
  replaceUnseen,
  settle,
  slow,
} from "../support/recall.ts";

vi.mock("../../src/cli/context.ts", async (original) => {
  const { printed } = await import("../support/printed.ts");
  const print = (text: string) => printed.push(text);
  return { ...(await original<object>()), print, printError: print };
});

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
  expect(fast()).toBeUndefined();
  expect(fast(args)).toBe(await slow(args));
  expect(fast([...args, "--check"])).toBeUndefined();
});

describe("--staged", () => {
  const args = ["--staged", "."];
  const git = (...given: string[]) => execFileSync("git", given, { stdio: "ignore" });
  beforeEach(async () => {
    fs.rmSync(".git", { recursive: true });
    git("init", "--quiet");
    await slow();
    git("add", "--all");
    await settle(args);
  });

  /** Status and words, the fast way and the slow way. */
  const bothWays = async () => {
    const statuses = [recall(contextOf(["build", ...args])), await build(contextOf(args))];
    return { statuses, said: [fast(args), await slow(args)] };
  };

  test("where all is staged, finds nothing new", async () => {
    const { statuses, said } = await bothWays();
    expect(statuses).toEqual([0, 0]);
    expect(said[0]).toMatch(/^\d+ artifacts are up to date\n$/);
    expect(said[0]).toBe(said[1]);
  });

  test.each<[string, () => void]>([
    ["an artifact that is not staged any longer", () => git("rm", "--cached", "generated/tokyo/RUNBOOK.md")],
    ["a mode that is not", () => git("update-index", "--chmod=-x", "generated/tokyo/deploy.sh")],
    [
      "a vpn.yaml that is staged as it was",
      () => {
        put("vpn.yaml", `${baseExample}# old\n`);
        git("add", "vpn.yaml");
        put("vpn.yaml", baseExample);
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
    const { statuses, said } = await bothWays();
    expect(statuses).toEqual([1, 1]);
    expect(said[0]).toContain("a commit would not hold these");
    expect(said[0]).toBe(said[1]);
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
  ])("leaves %s to the slow way", (_, change) => {
    change();
    expect(fast(args)).toBeUndefined();
    expect(printed).toEqual([]);
  });

  test("does not count the draft that nobody added", async () => {
    put("draft.vpn.yaml", "nothing: yet\n");
    expect(fast(args)).toBe(await slow(args));
  });
});

test("what stands behind -- is a PATH", async () => {
  put("--check/vpn.yaml", baseExample);
  await slow(["--", "--check"]);
  await slow(["--", "--check"]);
  expect(fast(["--", "--check"])).toBeUndefined();
});

test("--check neither leaves anything nor goes by anything", async () => {
  await slow();
  await slow(["--check"]);
  expect(fs.existsSync("../cache")).toBe(false);
  await settle();
  expect(fast(["--check"])).toBeUndefined();
});

test("a run that wrote something, or lists orphans, is not remembered", async () => {
  await slow();
  expect(fast()).toBeUndefined();
  put("vpn.yaml", `${baseExample}output: { targets: [cloudformation] }\n`);
  await settle();
  expect(fast()).toBeUndefined();
});

test("findings are printed again, in colour where they were", async () => {
  put("vpn.yaml", withWarning);
  await settle();
  expect(fast()).toContain("[mtu/fixed-platform]");
  expect(fast()).toBe(await slow());
  vi.stubEnv("FORCE_COLOR", "1");
  expect(fast()).toBe(await slow());
  vi.unstubAllEnvs();
});

test("a sops file that is named counts as a source, and one that is missing is looked for again", async () => {
  put("vpn.yaml", `${baseExample}preSharedKeys: { source: sops, sops: { file: keys.enc.yaml } }\n`);
  await settle();
  expect(fast()).toBeUndefined();
  const keys = ["a1", "a2", "b1", "b2"].map((tunnel) => `${tunnel}: ENC[AES256_GCM,data:x,type:str]\n`);
  put("keys.enc.yaml", `${keys.join("")}sops: { version: 3.9.0 }\n`);
  await settle();
  expect(fast()).toBe(await slow());
  replaceUnseen("keys.enc.yaml", "a2", "c2");
  expect(fast()).toBeUndefined();
});

describe("a folder", () => {
  const git = (...args: string[]) => execFileSync("git", args, { stdio: "ignore" });
  beforeEach(async () => {
    fs.rmSync(".git", { recursive: true });
    git("init", "--quiet");
    put("more/vpn.yaml", other);
    await settle(["."]);
    expect(fast(["."])).toBe(await slow(["."]));
  });

  test.each<[string, () => void]>([
    ["a new file", () => put("new.vpn.yaml", baseExample.replace("tokyo", "new"))],
    ["a file that is gone", () => fs.unlinkSync("more/vpn.yaml")],
    ["a file that git ignores now", () => put(".gitignore", "more/\n")],
    ["a file that only this clone ignores now", () => put(".git/info/exclude", "more/\n")],
    ["a file that is moved", () => fs.renameSync("more", "less")],
  ])("%s is seen", (_, change) => {
    change();
    expect(fast(["."])).toBeUndefined();
  });

  test("a file that is no vpn.yaml is not", () => {
    put("more/values.yaml", "a: 1\n");
    put(".gitignore", "*.txt\n");
    expect(fast(["."])).toBeDefined();
  });
});

test("of more files than can be held in memory, each is remembered by its digest", async () => {
  const files = Array.from({ length: 36 }, (_, index) => `vpns/${index}/vpn.yaml`);
  for (const [index, file] of files.entries()) {
    const id = String(index).padStart(8, "0");
    const text = baseExample.replace("name: tokyo", `name: vpn-${index}`).replaceAll("0a1b2c3d", id);
    put(file, text.replace("network: prod", `network: prod-${index}`));
  }
  await settle(["vpns"]);
  const memory = readMemory(contextOf(["vpns"]));
  expect(memory?.artifacts.length).toBeGreaterThan(36 * 10);
  expect(fast(["vpns"])).toBe(await slow(["vpns"]));
  const last = "vpns/35/generated/vpn-35/RUNBOOK.md";
  put(last, read(last));
  expect(fast(["vpns"])).toBe(await slow(["vpns"]));
  replaceUnseen(last, "vpn-35", "vpn-53");
  expect(fast(["vpns"])).toBeUndefined();
  expect(await slow(["vpns"])).toContain(`updated   ${last}`);
  expect(await slow(["vpns"])).toMatch(/ artifacts are up to date\n$/);
}, 60_000);

describe("a repository with a Prettier configuration", () => {
  const configured = async (file: string, text: string) => {
    put(file, text);
    await settle();
    return fast();
  };

  test.each([
    [".prettierrc", "tabWidth: 4\n"],
    [".prettierrc.json", '{ "tabWidth": 4 }\n'],
    [".prettierrc.toml", "tabWidth = 4\n"],
    [".editorconfig", "[*]\nindent_size = 4\n"],
    ["package.json", '{ "prettier": { "tabWidth": 4 } }\n'],
  ])("%s is no reason to be slow", async (file, text) => {
    expect(await configured(file, text)).toBe(await slow());
    expect(read("generated/tokyo/aws/cloudformation.yaml")).toMatch(/^ {8}Type: AWS::/m);
  });

  test.each([
    ["prettier.config.cjs", "module.exports = { tabWidth: 4 };\n"],
    [".prettierrc.mjs", "export default { tabWidth: 4 };\n"],
  ])("%s is a program, and what it says is not remembered", async (file, text) => {
    expect(await configured(file, text)).toBeUndefined();
  });

  test("a configuration in a package is not remembered", async () => {
    put("node_modules/our-style/index.cjs", "module.exports = { tabWidth: 4 };\n");
    put("node_modules/our-style/package.json", '{ "main": "index.cjs" }\n');
    expect(await configured(".prettierrc.json", '"our-style"\n')).toBeUndefined();
    fs.unlinkSync(".prettierrc.json");
    expect(await configured("package.json", '{ "prettier": "our-style" }\n')).toBeUndefined();
  });

  test("plug-ins are not remembered", async () => {
    put("plugin.cjs", "module.exports = {};\n");
    expect(await configured(".prettierrc", "plugins: [./plugin.cjs]\n")).toBeUndefined();
  });

  test("a configuration of this moment is not remembered, as it may be changing", async () => {
    put(".prettierrc", "tabWidth: 4\n");
    await settle([], atOnce);
    expect(fast()).toBeUndefined();
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
    [
      "another Prettier in NODE_PATH",
      () => {
        put("../elsewhere/prettier/package.json", '{ "name": "prettier", "version": "3.0.0" }\n');
        vi.stubEnv("NODE_PATH", path.resolve("../elsewhere"));
      },
    ],
    [
      "another Prettier in the home directory",
      () => {
        put("../home/.node_modules/prettier/package.json", '{ "name": "prettier", "version": "3.0.0" }\n');
        vi.stubEnv("HOME", path.resolve("../home"));
      },
    ],
  ])("%s is seen", async (_, change) => {
    expect(await configured(".prettierrc", "tabWidth: 4\n")).toBeDefined();
    change();
    expect(fast()).toBeUndefined();
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
    expect(fast()).toBe(await slow());
    fs.unlinkSync("node_modules/prettier");
    link("3.1.0");
    expect(fast()).toBeUndefined();
  });

  test("that Node does not find where it mostly is, is not remembered", async () => {
    putPrettier("node_modules/prettier", "3.0.0");
    put(".prettierrc", "tabWidth: 4\n");
    fs.writeFileSync("node_modules/prettier/package.json", '{ "main": "./none.cjs" }');
    fs.unlinkSync("node_modules/prettier/index.cjs");
    await settle();
    expect(fast()).toBeUndefined();
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
    "another run's": (file) => {
      const text = read(file).replaceAll("repository", "repositorx");
      fs.writeFileSync(file, text);
    },
    "of another form": (file) => {
      const [key] = read(file).split("\0");
      fs.writeFileSync(file, `${key}\0{}${key}\0{}`);
    },
    "open to others": (file) => fs.chmodSync(file, 0o622),
    "a folder": (file) => {
      fs.unlinkSync(file);
      fs.mkdirSync(file);
    },
  };

  test.each(Object.keys(damage))("an entry that is %s counts for nothing, and is put right", async (name) => {
    await settle();
    const file = entry();
    damage[name]?.(file);
    expect(fast()).toBeUndefined();
    const output = await slow();
    if (name === "a folder") fs.rmdirSync(file);
    await slow();
    expect(fast()).toBe(output);
  });

  test("nothing that stands in the user's files is in it, and copies of earlier releases go", async () => {
    put("../cache/vpngen/old.copy", "x");
    fs.chmodSync("../cache/vpngen", 0o700);
    const sops = "preSharedKeys: { source: sops, sops: { file: keys.env } }";
    put("vpn.yaml", `# a comment of the user's\n${baseExample}${sops}\n`);
    put("keys.env", "a1=one-for-a1\na2=one-for-a2\nb1=one-for-b1\nb2=one-for-b2\n");
    put(".prettierrc", "# how we format\ntabWidth: 2\n");
    await settle();
    expect(fast()).toMatch(/up to date/);
    const kept = fs.readdirSync("../cache/vpngen").filter((name) => !name.endsWith(".code"));
    expect(kept).toEqual([expect.stringMatching(/\.run$/)]);
    const text = kept.map((name) => fs.readFileSync(`../cache/vpngen/${name}`, "utf8")).join();
    const told = ["a comment of", "one-for-", "how we format", "#!/bin/bash", "Resources:"];
    expect(told.filter((part) => text.includes(part))).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)("an entry of another user counts for nothing", async () => {
    await settle();
    fs.chownSync(entry(), 12345, 12345);
    expect(fast()).toBeUndefined();
  });

  test("a cache that cannot be written is no cache", async () => {
    put("../cache", "a file");
    await settle();
    expect(fast()).toBeUndefined();
    expect(await slow()).toMatch(/up to date/);
  });

  test("only its user can read it, and nothing of it lies beside the artifacts", async () => {
    await settle();
    expect(fs.statSync(path.dirname(entry())).mode & 0o777).toBe(0o700);
    expect(fs.statSync(entry()).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(".").sort()).toEqual([".git", "generated", "vpn.yaml"]);
  });

  test("the oldest entries go", async () => {
    await slow();
    for (let index = 0; index < 505; index++) {
      put(`../cache/vpngen/${index}.run`, "");
      fs.utimesSync(`../cache/vpngen/${index}.run`, index, index);
    }
    fs.chmodSync("../cache/vpngen", 0o700);
    await slow();
    const left = fs.readdirSync("../cache/vpngen").filter((name) => name.endsWith(".run"));
    expect(left).toHaveLength(500);
    expect(left).not.toContain("5.run");
    expect(left).toContain("6.run");
  });
});
