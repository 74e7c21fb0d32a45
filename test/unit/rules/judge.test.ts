import { expect, test } from "vitest";
import { judge } from "../../../src/judge.ts";
import { baseExample } from "../../../src/rules/base-example.ts";
import { type Rule, runRule, sectionRule, topologyRule } from "../../../src/rules/rule.ts";
import { parseFile } from "../../../src/source/parse.ts";

const words = {
  severity: "warning",
  title: "t",
  why: "w",
  fix: "f",
  source: "s",
  bad: { yaml: "", at: [] },
  good: { yaml: "" },
} as const;
const atGcp = sectionRule({
  ...words,
  id: "x/gcp",
  needs: ["gcp"],
  *check({ gcp }) {
    yield {
      at: ["gcp", "asn"],
      message: `${gcp.asn}`,
      fix: "own",
      related: [{ at: ["gcp"], message: "here" }],
    };
  },
});
const whole = topologyRule({
  ...words,
  id: "x/whole",
  needs: "topology",
  *check({ topology }) {
    yield { at: ["name"], part: "key", message: topology.name };
  },
});
const together = runRule({
  ...words,
  id: "x/run",
  needs: "run",
  *check(vpns) {
    yield {
      at: ["name"],
      file: vpns.at(-1)?.file ?? "",
      message: `${vpns.length}`,
      related: [{ at: ["name"], file: "other.yaml", message: "there" }],
    };
  },
});
const rules: readonly Rule[] = [atGcp, whole, together];

function judged(...texts: string[]) {
  const files = texts.map((text, index) => parseFile({ path: `${index}.yaml`, text }));
  return judge(files, { rules }).map(({ rule, place, message, fix }) => [rule, place.file, message, fix]);
}

test("a rule on sections runs where these are whole, one on the topology where the file is", () => {
  const broken = baseExample.replace("name: tokyo", "name: [tokyo, osaka]");
  expect(judged(baseExample, broken)).toEqual([
    ["x/gcp", "0.yaml", "64512", "own"],
    ["x/gcp", "1.yaml", "64512", "own"],
    ["x/whole", "0.yaml", "tokyo", "f"],
    ["x/run", "0.yaml", "1", "f"],
  ]);
});

test("a file whose section is broken is passed over by the rules on it", () => {
  const broken = baseExample.replace("asn: 64512", "asn: many");
  expect(judged(broken)).toEqual([["x/run", "", "0", "f"]]);
  expect(judged("gcp: 1")).toEqual([["x/run", "", "0", "f"]]);
});

test("a rule that does not read the broken value runs", () => {
  const broken = baseExample.replace("network: prod", "network: [prod, test]");
  expect(judged(broken)).toEqual([
    ["x/gcp", "0.yaml", "64512", "own"],
    ["x/run", "", "0", "f"],
  ]);
});

test("an error of a rule's own is not taken for a value that cannot be read", () => {
  const failing: Rule = runRule({
    ...words,
    id: "x/failing",
    needs: "run",
    check() {
      throw new TypeError("a defect");
    },
  });
  expect(() => judge([], { rules: [failing] })).toThrow("a defect");
});

test("places default to the file that is looked at, and to the value", () => {
  const findings = judge([parseFile({ path: "a.yaml", text: baseExample })], { rules });
  expect(findings.map(({ place }) => ("part" in place ? place.part : ""))).toEqual(["value", "key", "value"]);
  expect(findings.map(({ related }) => related.map((one) => one.place))).toEqual([
    [{ file: "a.yaml", path: ["gcp"], part: "value" }],
    [],
    [{ file: "other.yaml", path: ["name"], part: "value" }],
  ]);
  expect(findings.map(({ severity }) => severity)).toEqual(["warning", "warning", "warning"]);
});
