import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as aws from "../../../src/facts/aws.ts";
import * as awsNetwork from "../../../src/facts/aws-network.ts";
import * as cli from "../../../src/facts/cli.ts";
import * as gcp from "../../../src/facts/gcp.ts";
import * as internet from "../../../src/facts/internet.ts";
import * as sops from "../../../src/facts/sops.ts";
import * as terraform from "../../../src/facts/terraform.ts";
import { judge } from "../../../src/judge.ts";
import { allRules } from "../../../src/rules/all.ts";
import { parseFile } from "../../../src/source/parse.ts";
import { exampleFiles, exampleText } from "../../support/examples.ts";
import { findingsOn } from "./lay-over.ts";

const folder = path.resolve(import.meta.dirname, "../../../src/rules");

/** Errors that a bad example cannot help having besides its own. */
const alsoFound: Readonly<Record<string, readonly string[]>> = {};

test("every file in a topic's folder is one rule of the list, whose id is its path", () => {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(path.join(folder, name)).map((file) => `${name}/${file}`));
  expect(files.map((file) => file.replace(/\.ts$/, "")).sort()).toEqual(allRules.map(({ id }) => id).sort());
});

test("the base example has no findings", () => {
  expect(findingsOn({ yaml: "{}" })).toEqual([]);
  expect(findingsOn({ yaml: "{}", others: ["{}"] })).toEqual([]);
});

describe.each(allRules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("finds its bad example at the place that it says, on one line each, and no other error", () => {
    const findings = findingsOn(rule.bad);
    const own = findings.filter((finding) => finding.rule === id);
    expect(own.map(({ place, severity }) => ({ path: "path" in place ? place.path : [], severity }))).toEqual(
      [{ path: rule.bad.at, severity: rule.severity }],
    );
    const others = findings.filter(({ rule: other, severity }) => other !== id && severity === "error");
    expect(others.map((finding) => finding.rule)).toEqual(alsoFound[id] ?? []);
    for (const { message, fix } of findings) {
      expect(message).toMatch(/^[^\n]*[^.\n]$/);
      expect(fix).toMatch(/^[A-Z][^\n]*[.?]$/);
    }
  });

  test("finds nothing in its good example, and no rule an error", () => {
    const findings = findingsOn(rule.good);
    expect(findings.filter(({ rule: found, severity }) => found === id || severity === "error")).toEqual([]);
  });

  test("rests on a fact, and speaks in sentences", () => {
    const sources = [aws, awsNetwork, cli, gcp, internet, sops, terraform]
      .flatMap((facts) => Object.values(facts))
      .map(({ source }) => source);
    expect(sources).toContain(rule.source);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].*\.$/s);
    expect(rule.fix).toMatch(/^[A-Z].*[.?]$/s);
  });
});

describe("the examples of the repository", () => {
  const both = ["examples/eight-tunnels/blue.vpn.yaml", "examples/eight-tunnels/green.vpn.yaml"] as const;
  const runs = [
    ...exampleFiles.filter((file) => !file.includes("eight-tunnels")).map((file) => [file]),
    [...both],
  ];

  test.each(runs.map((files) => [files.join(" and "), files] as const))("%s has no errors", (_, files) => {
    const findings = judge(files.map((file) => parseFile({ path: file, text: exampleText(file) })));
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const warnings = findings.filter(({ severity }) => severity === "warning").map(({ rule }) => rule);
    // It shows the warning about Fargate.
    expect(warnings).toEqual(files.includes("examples/existing-tgw/vpn.yaml") ? ["mtu/fixed-platform"] : []);
  });
});
