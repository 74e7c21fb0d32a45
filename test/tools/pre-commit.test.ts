/** The hooks as the real pre-commit runs them: installed from a git revision of this checkout, in a throwaway repository. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { baseExample, secondExample } from "../../src/rules/base-example.ts";
import { fileIn } from "../support/documents.ts";
import { ownRevision } from "../support/own-revision.ts";
import { newRepository, type Repository } from "../support/repository.ts";
import { requireTool } from "./require.ts";

requireTool("pre-commit")("pre-commit", () => {
  let revision: Repository;
  let repository: Repository;
  const config = (ids: string) =>
    fileIn("docs/hooks.md", ".pre-commit-config.yaml")
      .replace(/URL-OF-VPNGEN.*/, revision.folder)
      .replace("- id: vpngen", ids);
  const commit = (options = "--all") => repository.run(`git commit ${options} --message x`);
  const read = (file: string) => readFileSync(path.join(repository.folder, file), "utf8");
  const times = () => {
    const files = repository.run("git ls-files '*generated/*'").output.trimEnd().split("\n");
    return new Map(
      files.map((file) => [file, statSync(path.join(repository.folder, file), { bigint: true }).mtimeNs]),
    );
  };

  beforeAll(() => {
    revision = ownRevision("v0.1.0");
    repository = newRepository({
      // What `npm ci` put into npm's cache need not be fetched again.
      env: {
        PRE_COMMIT_HOME: path.join(revision.folder, ".git/pre-commit"),
        npm_config_prefer_offline: "true",
      },
    });
    repository.write(".pre-commit-config.yaml", config("- id: vpngen"));
    repository.write("vpn.yaml", baseExample);
    repository.write("batch/vpn.yaml", secondExample);
    repository.run("pre-commit install && git add --all");
  });
  afterAll(() => {
    repository.remove();
    revision.remove();
  });

  test("the first commit fails, since nobody has added what the hook wrote; the second holds it all", () => {
    const first = commit("");
    expect(first).toMatchObject({
      status: 1,
      output: expect.stringMatching(/vpngen\.+Failed[\s\S]*created {3}generated\/tokyo\/RUNBOOK\.md/),
    });
    expect(commit("").status).toBe(1);
    repository.run("git add --all");
    expect(commit("")).toMatchObject({ status: 0, output: expect.stringMatching(/vpngen\.+Passed/) });
    expect(repository.run("git status --porcelain").output).toBe("");
    const tracked = repository.run("git ls-files").output;
    expect(tracked).toMatch(/^generated\/tokyo\/\.vpngen\.json$/m);
    expect(tracked).toMatch(/^batch\/generated\/[^/]+\/RUNBOOK\.md$/m);
  });

  test("a commit of something else starts nothing", () => {
    const before = times();
    repository.write("README.md", "# VPNs\n");
    repository.write("values.yaml", "a: 1\n");
    repository.write("docs/generated.md", "# Made\n");
    repository.run("git add --all");
    expect(commit("")).toMatchObject({
      status: 0,
      output: expect.stringMatching(/^vpngen\.+\(no files to check\)Skipped$/m),
    });
    expect(times()).toEqual(before);
  });

  test("a commit that only deletes, or edits in a folder of another name, is left to vpngen-check", () => {
    const third = secondExample
      .replace(/name: \S+/, "name: third")
      .replaceAll("0b2c3d", "0c3d4e")
      .replace("10.21.0.0/16", "10.22.0.0/16");
    repository.write("more/vpn.yaml", `${third}output: { directory: made }\n`);
    repository.run("git add --all");
    commit("");
    repository.run("git add --all");
    expect(commit("").status).toBe(0);
    const runbook = repository.run("git ls-files 'more/made/third/RUNBOOK.md'").output.trim();
    const unseen: readonly [change: string, found: string][] = [
      [`echo mine >> ${runbook}`, `stale: ${runbook}`],
      ["git rm --quiet generated/tokyo/RUNBOOK.md", "missing: generated/tokyo/RUNBOOK.md"],
    ];
    for (const [change, found] of unseen) {
      repository.write(".pre-commit-config.yaml", config("- id: vpngen"));
      repository.run("git add --all && git commit --quiet --no-verify --allow-empty --message config");
      repository.run(`${change} && git add --all`);
      expect(commit("")).toMatchObject({ status: 0, output: expect.stringContaining("Skipped") });
      repository.write(".pre-commit-config.yaml", config("- id: vpngen-check"));
      expect(commit()).toMatchObject({ status: 1, output: expect.stringContaining(found) });
      repository.run("git reset --quiet --hard HEAD~1");
    }
  });

  test("a change in vpn.yaml writes what depends on it, and no other file", () => {
    const before = times();
    repository.write("vpn.yaml", baseExample.replace("asn: 65000", "asn: 65010"));
    const first = commit();
    expect(first).toMatchObject({
      status: 1,
      output: expect.stringContaining("files were modified by this hook"),
    });
    const changed = [...times()].filter(([file, time]) => before.get(file) !== time).map(([file]) => file);
    expect(changed).toContain("generated/tokyo/aws/cloudformation.yaml");
    expect(changed).not.toContain("generated/tokyo/gcp/terraform/versions.tf");
    expect(changed.filter((file) => file.startsWith("batch/"))).toEqual([]);
    expect(commit().status).toBe(0);
  });

  test("a file that is wrong only beside another is refused, though the other is not part of the commit", () => {
    const inside =
      "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }\n";
    repository.write("vpn.yaml", baseExample.replace("asn: 65000", "asn: 65010") + inside);
    commit();
    expect(commit().status).toBe(0);
    repository.write("batch/vpn.yaml", secondExample + inside);
    expect(commit()).toMatchObject({
      status: 1,
      output: expect.stringContaining("[addressing/inside-shared]"),
    });
    repository.run("git checkout --quiet HEAD -- .");
  });

  test("a hand edit of an artifact is undone, and the commit refused", () => {
    const text = read("generated/tokyo/secrets.sh");
    repository.write("generated/tokyo/secrets.sh", `${text}echo by hand\n`);
    expect(commit()).toMatchObject({
      status: 1,
      output: expect.stringContaining("updated   generated/tokyo/secrets.sh"),
    });
    expect(read("generated/tokyo/secrets.sh")).toBe(text);
    repository.run("git reset --quiet --hard");
  });

  test("vpngen-check refuses a stale artifact and a hand edit, and writes nothing", () => {
    repository.write(".pre-commit-config.yaml", config("- id: vpngen-check"));
    expect(commit().status).toBe(0);
    repository.write("vpn.yaml", baseExample);
    const before = times();
    expect(commit()).toMatchObject({
      status: 1,
      output: expect.stringMatching(/^-.*65010[\s\S]*run vpngen build/m),
    });
    expect(times()).toEqual(before);
    repository.run("git reset --quiet --hard");
    repository.write("generated/tokyo/RUNBOOK.md", "mine\n");
    expect(commit()).toMatchObject({ status: 1, output: expect.stringContaining("-mine") });
    expect(read("generated/tokyo/RUNBOOK.md")).toBe("mine\n");
    repository.run("git reset --quiet --hard");
  });
});
