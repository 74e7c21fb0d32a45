/** No script reads VPN connections, whose answers can hold keys, with an aws CLI that keeps a history of its answers. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { targetNames } from "../../../src/target-names.ts";
import { emit } from "../../../src/targets/all.ts";
import { exampleTopology } from "../../support/examples.ts";
import { whatRuns } from "../../support/reachable.ts";
import { callsIn } from "../../support/script-calls.ts";

const topology = exampleTopology("examples/existing-tgw/vpn.yaml");
const folders = {
  cloudformation: targetNames.filter((target) => target !== "terraform-aws"),
  "terraform-aws": ["terraform-aws"],
} as const;
const artifacts = Object.entries(folders).flatMap(([folder, targets]) => {
  const files = emit(topology, { sourceName: "vpn.yaml", targets });
  const texts = Object.fromEntries(files.map(({ path: file, text }) => [file, text]));
  return files.map((artifact) => ({ ...artifact, folder, runs: whatRuns(artifact.text, texts) }));
});

/** What each script must be told to do its work; the others need nothing. */
const given: Readonly<Record<string, readonly string[]>> = {
  "aws/tunnel-options.sh": ["--tunnel", "a1"],
  "destroy.sh": ["--gcp", "gcloud", "--name", topology.name],
  "deploy.sh": ["--gcp", "gcloud", "--yes"],
  "roll.sh": ["--suite", "--gcp", "gcloud"],
};

const readers = artifacts.filter(
  ({ path: file, executable, runs }) =>
    executable && callsIn(file, runs).some(({ call }) => call === "ec2 describe-vpn-connections"),
);

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "vpngen-history-"));
  mkdirSync(path.join(home, "bin"));
  for (const { folder, path: file, text } of artifacts) {
    const whole = path.join(home, folder, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, text, { mode: 0o755 });
  }
  const commands = {
    aws: `printf '%s\\n' "$*" >>"$CALLS"
case "$*" in
*--version*) echo "aws-cli/2.30.0 Python/3.13.0 Linux/6.1" ;;
"configure get cli_history"*) echo enabled ;;
sts*) printf '%s\\t%s\\n' ${topology.aws.account} arn:aws:iam::${topology.aws.account}:user/test ;;
*) exit 9 ;;
esac`,
    gcloud: "exit 9",
    terraform: "exit 9",
  };
  for (const [name, text] of Object.entries(commands))
    writeFileSync(path.join(home, "bin", name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
});
afterAll(() => rmSync(home, { recursive: true }));

test("several scripts read connections", () => {
  expect(readers.map(({ path: file }) => file)).toEqual(
    expect.arrayContaining(["deploy.sh", "destroy.sh", "roll.sh", "verify.sh", "aws/tunnel-options.sh"]),
  );
});

test.each(readers)("$path of $folder refuses before it reads any", ({ folder, path: file }) => {
  const calls = path.join(home, "calls");
  writeFileSync(calls, "");
  const result = spawnSync(path.join(home, folder, file), given[file] ?? [], {
    env: { PATH: `${path.join(home, "bin")}:${process.env.PATH}`, HOME: home, CALLS: calls },
    encoding: "utf8",
    input: "",
  });
  expect(result, result.stderr).toMatchObject({ status: 3 });
  expect(result.stderr).toContain("aws configure set cli_history disabled");
  const made = readFileSync(calls, "utf8");
  expect(made).toContain("configure get cli_history");
  expect(made).not.toContain("describe-vpn-connections");
});
