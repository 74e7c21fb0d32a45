/** What deploy.sh compares with the clouds, and how it judges ranges and versions. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { emitted } from "../../support/cloudformation.ts";
import { exampleFiles, exampleTopology } from "../../support/examples.ts";
import { settingsOf } from "../../support/scripts.ts";

const templates = path.resolve(import.meta.dirname, "../../../templates");

/** Runs lines of bash with parts of a script; answers what each line's status is. */
function statuses(parts: readonly string[], lines: readonly string[]): boolean[] {
  const bodies = parts.map((part) => readFileSync(path.join(templates, part), "utf8"));
  const script = [...bodies, ...lines.map((line) => `if ${line}; then echo yes; else echo no; fi`)].join(
    "\n",
  );
  const text = execFileSync("bash", ["-c", script], { encoding: "utf8" });
  return text
    .trim()
    .split("\n")
    .map((line) => line === "yes");
}

describe("preflight", () => {
  test.each([
    ["1.40.23", "1.40.23", true],
    ["1.41.0", "1.40.23", true],
    ["1.9.99", "1.40.23", false],
    ["2.27.9", "2.27.23", false],
    ["3.2", "3.2", true],
    ["3.1", "3.2", false],
    ["5.2", "3.2", true],
    ["528.0.0", "526.0.0", true],
    ["526.0.08", "526.0.9", false],
  ])("takes version %s for at least %s: %s", (version, floor, wanted) => {
    expect(statuses(["lib/preflight/versions.sh"], [`at_least ${version} ${floor}`])).toEqual([wanted]);
  });

  test.each([
    ["10.20.0.0/16", "10.20.0.0/16", true],
    ["10.20.128.0/17", "10.20.0.0/16", true],
    ["10.20.0.0/16", "10.20.0.0/17 10.20.128.0/17", true],
    ["10.20.0.0/16", "10.20.0.0/17 10.21.0.0/16", false],
    ["10.20.0.0/16", "10.21.0.0/16", false],
    ["0.0.0.0/0", "10.0.0.0/8", false],
  ])("finds that %s is held by %s: %s", (range, others, wanted) => {
    const parts = ["lib/common/is-address.sh", "lib/common/cidr.sh", "lib/preflight/aws-network.sh"];
    expect(statuses(parts, [`covers_range ${range} ${others}`])).toEqual([wanted]);
  });

  test("computes with nothing that is not a range", () => {
    const parts = ["lib/common/is-address.sh", "lib/common/cidr.sh", "lib/preflight/aws-network.sh"];
    const hostile = [
      "10.0.0.0/8",
      "a[$(touch x)]/8",
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0/8",
      "10.0.0.0/08",
      "/8",
      "",
    ];
    expect(
      statuses(
        parts,
        hostile.map((text) => `is_range '${text}'`),
      ),
    ).toEqual([true, ...hostile.slice(1).map(() => false)]);
  });

  test("never takes a list that was read in part for a whole one", () => {
    const warn = (text: string) => `asked eval 'echo "${text}" >&2; echo answer'`;
    expect(
      statuses(
        ["lib/checks/report.sh"],
        [warn("WARNING: Python 3.8 is old"), warn("WARNING: Some requests did not succeed."), "asked false"],
      ),
    ).toEqual([true, false, false]);
  });

  test.each(exampleFiles)("names the resources of %s by the logical ids of its template", (file) => {
    const topology = exampleTopology(file);
    const { ROUTE_ROWS, RULE_ROWS } = settingsOf(topology);
    const templates = emitted(topology)
      .map(({ text }) => text)
      .join("\n");
    const ids = [...(ROUTE_ROWS ?? []), ...(RULE_ROWS ?? [])].map((row) => row.split(" ")[1] ?? "");
    for (const id of ids) expect(templates).toContain(`\n  ${id}:\n`);
    const made = [...templates.matchAll(/^ {2}((?:Route(?!Prop)|Ingress)\w+):$/gm)].map(([, id]) => id);
    expect(ids.toSorted()).toEqual(made.toSorted());
  });
});
