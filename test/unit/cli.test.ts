import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { baseExample } from "../../src/rules/base-example.ts";
import type { Run } from "../support/cli.ts";
import { vpngen } from "../support/in-process.ts";

let folder: string;
const run = (args: readonly string[], input: string | Uint8Array = ""): Promise<Run> =>
  vpngen(folder, args, input);
const put = (file: string, text: string | Uint8Array) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
/** The base example under another name, with a VPC, route table and security group of its own. */
const named = (name: "one" | "two") =>
  baseExample.replace("name: tokyo", `name: ${name}`).replaceAll("0a1b", name === "one" ? "0a11" : "0a22");
const fine = { status: 0, stdout: expect.stringMatching(/^\d+ artifacts are up to date\n$/), stderr: "" };
const broken = baseExample.replace("asn: 64512", "asn: 65000");

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-cli-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("build", () => {
  test("writes the artifacts beside the file, lists them, and says what is next", async () => {
    put("vpn.yaml", baseExample);
    const { status, stdout, stderr } = await run(["build"]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("created   generated/tokyo/aws/cloudformation.yaml\n");
    expect(stdout).toContain("Next: generated/tokyo/RUNBOOK.md says what to run, in order\n");
    expect(statSync(path.join(folder, "generated/tokyo/aws/tunnel-options.sh")).mode & 0o111).toBe(0o111);
    expect(statSync(path.join(folder, "generated/tokyo/aws/cloudformation.yaml")).mode & 0o111).toBe(0);
  });

  test("a second run writes nothing, and says that all is up to date", async () => {
    put("vpn.yaml", baseExample);
    await run(["build"]);
    const before = statSync(path.join(folder, "generated/tokyo/RUNBOOK.md"), { bigint: true }).mtimeNs;
    expect(await run(["build"])).toEqual(fine);
    expect(statSync(path.join(folder, "generated/tokyo/RUNBOOK.md"), { bigint: true }).mtimeNs).toBe(before);
  });

  test("an error in one file of a run writes nothing for any", async () => {
    put("a.vpn.yaml", named("one"));
    put("b.vpn.yaml", named("two").replace("asn: 64512", "asn: 65000"));
    const { status, stdout, stderr } = await run(["build", "."]);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("b.vpn.yaml:");
    expect(stderr).toContain("[bgp/asn-equal]");
    expect(existsSync(path.join(folder, "generated"))).toBe(false);
  });

  test("--check shows a diff of what is stale, writes nothing, and ends with 1", async () => {
    put("vpn.yaml", baseExample);
    await run(["build"]);
    put("vpn.yaml", baseExample.replace("asn: 65000", "asn: 65001"));
    const before = read("generated/tokyo/aws/cloudformation.yaml");
    const { status, stdout, stderr } = await run(["build", "--check"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^-.*65000/m);
    expect(stdout).toMatch(/^\+.*65001/m);
    expect(stderr).toContain("run vpngen build");
    expect(read("generated/tokyo/aws/cloudformation.yaml")).toBe(before);
  });

  test("--check finds what is missing, edited by hand, orphaned, or has the wrong mode", async () => {
    put("vpn.yaml", baseExample);
    await run(["build"]);
    expect(await run(["build", "--check"])).toEqual(fine);
    rmSync(path.join(folder, "generated/tokyo/RUNBOOK.md"));
    chmodSync(path.join(folder, "generated/tokyo/aws/tunnel-options.sh"), 0o644);
    put("generated/tokyo/gcp/terraform/main.tf", "edited by hand\n");
    put("vpn.yaml", `${baseExample}output: { targets: [cloudformation, tunnel-options, terraform] }\n`);
    const { status, stdout } = await run(["build", "--check"]);
    expect(status).toBe(1);
    for (const file of ["RUNBOOK.md", "aws/tunnel-options.sh", "gcp/terraform/main.tf", "gcp/gcloud.sh"]) {
      expect(stdout).toContain(`generated/tokyo/${file}`);
    }
    expect(read("generated/tokyo/gcp/terraform/main.tf")).toBe("edited by hand\n");
  });

  test("an orphan is listed, and deleted with --prune alone", async () => {
    put("vpn.yaml", baseExample);
    await run(["build"]);
    put("vpn.yaml", `${baseExample}output: { targets: [cloudformation] }\n`);
    expect((await run(["build"])).stdout).toContain("orphaned  generated/tokyo/gcp/gcloud.sh\n");
    expect(existsSync(path.join(folder, "generated/tokyo/gcp/gcloud.sh"))).toBe(true);
    expect((await run(["build", "--prune"])).stdout).toContain("deleted   generated/tokyo/gcp/gcloud.sh\n");
    expect(existsSync(path.join(folder, "generated/tokyo/gcp"))).toBe(false);
  });

  test("a file that vpngen did not make is never touched, and stops the run", async () => {
    put("vpn.yaml", baseExample);
    put("generated/tokyo/aws/cloudformation.yaml", "mine\n");
    const { status, stderr } = await run(["build"]);
    expect(status).toBe(2);
    expect(stderr).toContain("generated/tokyo/aws/cloudformation.yaml");
    expect(read("generated/tokyo/aws/cloudformation.yaml")).toBe("mine\n");
    expect(existsSync(path.join(folder, "generated/tokyo/RUNBOOK.md"))).toBe(false);
  });

  test("state, lock and variables of Terraform stay as they are, with --prune too", async () => {
    put("vpn.yaml", baseExample);
    await run(["build"]);
    const own = ["terraform.tfstate", ".terraform.lock.hcl", "backend.tf", "aws-addresses.auto.tfvars.json"];
    for (const file of own) put(`generated/tokyo/gcp/terraform/${file}`, "mine\n");
    put("vpn.yaml", `${baseExample}output: { targets: [cloudformation] }\n`);
    expect((await run(["build", "--prune"])).status).toBe(0);
    for (const file of own) expect(read(`generated/tokyo/gcp/terraform/${file}`)).toBe("mine\n");
  });

  test("--out takes the place of the output directory", async () => {
    put("deep/vpn.yaml", baseExample);
    expect((await run(["build", "deep/vpn.yaml", "--out", "elsewhere"])).status).toBe(0);
    expect(existsSync(path.join(folder, "elsewhere/tokyo/RUNBOOK.md"))).toBe(true);
    expect(existsSync(path.join(folder, "deep/generated"))).toBe(false);
  });

  test("--target writes and checks only these targets", async () => {
    put("vpn.yaml", baseExample);
    expect((await run(["build", "--target", "cloudformation"])).status).toBe(0);
    expect(existsSync(path.join(folder, "generated/tokyo/gcp"))).toBe(false);
    expect((await run(["build", "--check", "--target", "cloudformation"])).status).toBe(0);
    expect((await run(["build", "--check"])).status).toBe(1);
  });

  test("--format json gives findings and files on standard output", async () => {
    put("vpn.yaml", baseExample);
    const { stdout, stderr } = await run(["build", "--format", "json"]);
    const report = JSON.parse(stdout);
    expect(stderr).toBe("");
    expect(report).toMatchObject({ version: 1, diagnostics: [] });
    expect(report.files).toContainEqual({ path: "generated/tokyo/RUNBOOK.md", action: "create" });
  });

  test("a Prettier configuration of the repository is obeyed, in --check too", async () => {
    put("vpn.yaml", baseExample);
    put(".prettierrc", '{ "tabWidth": 4 }\n');
    mkdirSync(path.join(folder, ".git"));
    expect((await run(["build"])).status).toBe(0);
    expect(read("generated/tokyo/aws/cloudformation.yaml")).toMatch(/^ {4}\S/m);
    expect(await run(["build", "--check"])).toEqual(fine);
  });
});

describe("check", () => {
  test("says that a file is right", async () => {
    put("vpn.yaml", baseExample);
    expect(await run(["check"])).toEqual({ status: 0, stdout: "", stderr: "no findings in 1 file\n" });
  });

  test("reads standard input", async () => {
    const { status, stderr } = await run(["check", "-"], broken);
    expect(status).toBe(1);
    expect(stderr).toContain("<stdin>:");
  });

  test("--max-warnings turns too many warnings into a failure", async () => {
    put("vpn.yaml", `${baseExample}workloads: [{ name: api, on: fargate }]\n`);
    expect((await run(["check"])).status).toBe(0);
    expect((await run(["check", "--max-warnings", "0"])).status).toBe(1);
  });

  test("--format json puts errors on standard output", async () => {
    put("vpn.yaml", broken);
    const { status, stdout, stderr } = await run(["check", "--format", "json"]);
    expect(status).toBe(1);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout).diagnostics[0]).toMatchObject({ rule: "bgp/asn-equal", file: "vpn.yaml" });
  });
});

describe("PATH", () => {
  test("a folder gives every vpn.yaml and *.vpn.yaml in it that git does not ignore", async () => {
    spawnSync("git", ["init", "-q"], { cwd: folder });
    put(".gitignore", "ignored/\n");
    put("vpn.yaml", named("one"));
    put("teams/two.vpn.yaml", named("two"));
    put("ignored/vpn.yaml", broken);
    put("other.yaml", "not: ours\n");
    expect((await run(["build", "."])).stdout.match(/^Next: .*$/gm)).toEqual([
      "Next: teams/generated/two/RUNBOOK.md says what to run, in order",
      "Next: generated/one/RUNBOOK.md says what to run, in order",
    ]);
  });

  test("a glob that the shell left alone, and a file named twice, which counts once", async () => {
    put("one.vpn.yaml", named("one"));
    put("two.vpn.yaml", named("two"));
    const { status, stdout } = await run(["build", "*.vpn.yaml", "./one.vpn.yaml"]);
    expect(status).toBe(0);
    expect(stdout.match(/^Next: /gm)).toHaveLength(2);
  });

  test.each([
    [["check", "absent.yaml"], "absent.yaml"],
    [["check"], "there is no vpn.yaml"],
    [["check", "empty"], "no vpn.yaml and no *.vpn.yaml in empty"],
    [["check", "*.nothing"], "no file matches *.nothing"],
  ])("%j cannot be read, and ends with 2", async (args, message) => {
    mkdirSync(path.join(folder, "empty"));
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("usage", () => {
  test.each([
    [["biuld"], "Did you mean `build`"],
    [["build", "--chekc"], "Did you mean `--check`"],
    [["build", "--target", "cloudfromation"], "cloudformation"],
    [["check", "--format", "xml"], "text, json, sarif or github"],
    [["check", "--max-warnings", "few"], "whole number"],
    [["build", "--check", "--prune"], "--check"],
    [["schema", "vpn.yaml"], "vpn.yaml"],
  ])("%j is wrong, and the message helps", async (args, message) => {
    const { status, stderr } = await run(args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("--help and --version answer on standard output, for the program and for each command", async () => {
    expect((await run(["--help"])).stdout).toMatch(/build[\s\S]*check[\s\S]*schema/);
    for (const command of ["build", "check", "schema"]) {
      expect(await run([command, "--help"])).toMatchObject({
        status: 0,
        stdout: expect.stringContaining(`vpngen ${command}`),
      });
    }
    expect((await run(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await run([])).toMatchObject({ status: 2, stdout: "" });
  });

  test("schema prints the JSON Schema", async () => {
    expect(JSON.parse((await run(["schema"])).stdout)).toHaveProperty("properties.gcp");
  });
});

test("every example builds, and its committed artifacts are up to date", async () => {
  cpSync(path.resolve(import.meta.dirname, "../../examples"), path.join(folder, "examples"), {
    recursive: true,
  });
  expect(await run(["build", "--check", "examples"])).toMatchObject({ status: 0 });
});
