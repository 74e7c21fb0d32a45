/** `vpngen build --staged`: what a commit would hold. */
import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { baseExample, secondExample } from "../../src/rules/base-example.ts";
import { bundledBin } from "../support/cli.ts";
import { vpngen } from "../support/in-process.ts";
import { newRepository, type Repository } from "../support/repository.ts";

let bin: string;
let repository: Repository;
/** In the tests' own process. */
const build = async (given = ".", options = { in: "." }) => {
  const args = ["build", "--prune", "--staged", given];
  const { status, stdout, stderr } = await vpngen(path.join(repository.folder, options.in), args);
  return { status, output: stdout + stderr };
};
const commit = () => repository.run("git add --all && git commit --quiet --message x");
const upToDate = { status: 0, output: expect.stringMatching(/^\d+ artifacts are up to date\n$/) };

beforeAll(async () => {
  bin = await bundledBin("cli-staged");
});
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("GIT_")) vi.stubEnv(name, undefined);
  vi.stubEnv("GIT_CONFIG_GLOBAL", "/dev/null");
  repository = newRepository({ paths: [bin] });
  repository.write("vpn.yaml", baseExample);
  repository.run("git add vpn.yaml");
});
afterEach(() => {
  vi.unstubAllEnvs();
  repository.remove();
});

test("what was written is not staged yet, nor later, until it is", async () => {
  expect(await build()).toMatchObject({
    status: 1,
    output: expect.stringContaining("a commit would not hold these as they stand now; git add them"),
  });
  expect((await build()).output).toContain("\n  generated/tokyo/secrets.sh\n");
  repository.run("git add generated");
  expect(await build()).toEqual(upToDate);
  expect(repository.run("vpngen build --check --staged .")).toEqual(upToDate);
});

test("what runs without --staged remember says nothing of what is staged", () => {
  const plain = () => repository.run("vpngen build .");
  const staged = () => repository.run("vpngen build --prune --staged .");
  plain();
  expect(plain()).toEqual(upToDate);
  expect(plain()).toEqual(upToDate);
  expect(staged()).toMatchObject({ status: 1 });
  commit();
  expect(staged()).toEqual(upToDate);
  repository.run("git rm --cached --quiet generated/tokyo/secrets.sh");
  expect(plain()).toEqual(upToDate);
  expect(staged()).toMatchObject({ status: 1, output: expect.stringContaining("secrets.sh") });
});

test("a change of mode alone, and a staged deletion, are noticed", async () => {
  await build();
  commit();
  const script = path.join(repository.folder, "generated/tokyo/secrets.sh");
  chmodSync(script, 0o644);
  repository.run("git add --all");
  expect(await build()).toMatchObject({
    status: 1,
    output: expect.stringContaining("mode set  generated/tokyo/secrets.sh"),
  });
  repository.run("git reset --quiet --hard && git rm --quiet generated/tokyo/secrets.sh");
  expect(await build()).toMatchObject({
    status: 1,
    output: expect.stringContaining("created   generated/tokyo/secrets.sh"),
  });
});

test("an orphan that was deleted must be staged as deleted", async () => {
  await build();
  commit();
  repository.write("vpn.yaml", `${baseExample}output: { targets: [cloudformation] }\n`);
  repository.run("git add vpn.yaml");
  expect(await build()).toMatchObject({
    status: 1,
    output: expect.stringContaining("deleted   generated/tokyo/gcp/gcloud.sh"),
  });
  expect((await build()).output).toContain("\n  generated/tokyo/gcp/gcloud.sh\n");
  commit();
  expect((await build()).status).toBe(0);
});

test("a vpn.yaml that is not staged as it stands is named", async () => {
  await build();
  commit();
  repository.write("vpn.yaml", `${baseExample}# later\n`);
  expect(await build()).toMatchObject({
    status: 1,
    output: expect.stringMatching(/add them\n {2}vpn\.yaml\n$/),
  });
});

test("what git ignores need not be staged", async () => {
  repository.write(".gitignore", "generated/\n");
  expect((await build()).status).toBe(0);
  expect(existsSync(path.join(repository.folder, "generated/tokyo/RUNBOOK.md"))).toBe(true);
});

test("a draft that was never added stops nothing, and files of the user need not be staged", async () => {
  await build();
  commit();
  repository.write("draft.vpn.yaml", "version: 1\n");
  repository.write("generated/tokyo/gcp/terraform/terraform.tfvars", "");
  expect(await build()).toEqual(upToDate);
  expect(repository.run("vpngen build .").status).toBe(1);
});

test("rules across files see every tracked file, from a glob too", async () => {
  const inside =
    "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }\n";
  repository.write("vpn.yaml", baseExample + inside);
  repository.write("deep/batch.vpn.yaml", secondExample + inside);
  repository.run("git add --all");
  for (const paths of [".", "**/*.yaml"]) {
    expect(await build(paths)).toMatchObject({
      status: 1,
      output: expect.stringContaining("[addressing/inside-shared]"),
    });
  }
});

test("a repository whose last VPN is deleted is fine; a file that is named must be there", async () => {
  repository.run("git rm --quiet --force vpn.yaml");
  expect(await build()).toEqual({ status: 0, output: "0 artifacts are up to date\n" });
  expect((await build("vpn.yaml")).status).toBe(2);
});

test("works from a folder below, on a path above, and in a hook of a linked work tree", async () => {
  repository.write("network/vpn.yaml", readFileSync(path.join(repository.folder, "vpn.yaml"), "utf8"));
  rmSync(path.join(repository.folder, "vpn.yaml"));
  repository.run("git add --all");
  await build("network");
  commit();
  expect((await build("..", { in: "network" })).status).toBe(0);
  expect((await build("../network/vpn.yaml", { in: "network" })).status).toBe(0);
  repository.write(".git/hooks/pre-commit", "#!/bin/sh\nexec vpngen build --prune --staged network\n");
  chmodSync(path.join(repository.folder, ".git/hooks/pre-commit"), 0o755);
  repository.run("git worktree add --quiet linked");
  repository.write("linked/network/vpn.yaml", `${baseExample.replace("65000", "65001")}`);
  expect(repository.run("git commit --all --message x", { in: "linked" })).toMatchObject({
    status: 1,
    output: expect.stringContaining("updated   network/generated/tokyo/aws/cloudformation.yaml"),
  });
  expect(repository.run("git commit --all --message x", { in: "linked" }).status).toBe(0);
});

test("outside of a repository the message says what git says", async () => {
  rmSync(path.join(repository.folder, ".git"), { recursive: true });
  expect(await build("vpn.yaml")).toMatchObject({
    status: 2,
    output: expect.stringContaining("--staged asks git, which says: fatal: not a git repository"),
  });
});

test("scripts that git would commit without their executable bit are named, with the command that mends it", async () => {
  await build();
  repository.run("git config core.fileMode false");
  commit();
  for (const { status, output } of [await build(), await build()]) {
    expect(status).toBe(1);
    expect(output).toMatch(/run this:\n {2}git update-index --chmod=\+x -- .*generated\/tokyo\/deploy\.sh/);
    expect(output).not.toContain("git add");
  }
  const [, command = ""] = /run this:\n {2}(.*)\n/.exec((await build()).output) ?? [];
  repository.run(command);
  expect(await build()).toEqual(upToDate);
});

test.each([
  { GIT_LITERAL_PATHSPECS: "1" },
  { GIT_GLOB_PATHSPECS: "1" },
  { GIT_NOGLOB_PATHSPECS: "1" },
  { GIT_ICASE_PATHSPECS: "1" },
  { GIT_TRACE: "1" },
  { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "core.quotePath", GIT_CONFIG_VALUE_0: "true" },
])("%j does not switch the hook off", async (settings) => {
  repository.write("deep/er/vpn.yaml", readFileSync(path.join(repository.folder, "vpn.yaml"), "utf8"));
  repository.run("git rm --quiet --cached --force vpn.yaml && rm vpn.yaml && git add --all");
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { status, output } = await build();
  expect(status).toBe(1);
  expect(output).toContain("\n  deep/er/generated/tokyo/secrets.sh\n");
});

test("signs in a folder's name match nothing else", async () => {
  repository.write("[ab]/vpn.yaml", readFileSync(path.join(repository.folder, "vpn.yaml"), "utf8"));
  repository.run("git rm --quiet --cached --force vpn.yaml && rm vpn.yaml && git add --all");
  expect((await build()).output).toContain("\n  [ab]/generated/tokyo/secrets.sh\n");
  commit();
  expect(await build()).toEqual(upToDate);
});

test("a vpn.yaml in a folder whose name is not UTF-8 is not passed over", async () => {
  repository.run("mkdir $'caf\\xe9' && cp vpn.yaml $'caf\\xe9/' && git add --all");
  const { status, output } = await build();
  expect(status).toBe(2);
  expect(output).toMatch(/^vpngen: the path of caf\S*\/vpn\.yaml is not UTF-8/);
  repository.run("rm -rf .git");
  expect(repository.run("vpngen build .")).toMatchObject({
    status: 2,
    output: expect.stringContaining("UTF-8"),
  });
});

test("without git the message says that it is not there", () => {
  const { status, output } = repository.run(
    `mkdir only && ln -s "${process.execPath}" only/node && PATH=$PWD/only:${bin} vpngen build --staged vpn.yaml`,
  );
  expect(status).toBe(2);
  expect(output).toContain("vpngen: --staged needs git, which is not in the PATH\n");
});
