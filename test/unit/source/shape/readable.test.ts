/** One mistake in the shape of a file costs its own finding, hides no other one and causes none. */
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile } from "../../../../src/compile.ts";
import type { Path } from "../../../../src/diagnostic.ts";
import { allRules } from "../../../../src/rules/all.ts";
import { exampleFiles, exampleText } from "../../../support/examples.ts";
import { filesOf } from "../../rules/lay-over.ts";

type Json = { [key: string]: unknown };

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** Paths of all values that pass the test. */
function pathsIn(value: unknown, wanted: (value: unknown) => boolean, at: Path = []): Path[] {
  const own = wanted(value) ? [at] : [];
  if (!isObject(value)) return own;
  const step = (key: string) => (Array.isArray(value) ? Number(key) : key);
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, child]) => pathsIn(child, wanted, [...at, step(key)])),
  ];
}

/** A copy in which the value at the path is another one. */
function changed(document: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(document);
  const copy = (Array.isArray(document) ? [...document] : { ...(document as Json) }) as Json;
  copy[step] = changed(copy[step], rest, change);
  return copy;
}

/** Every finding as its rule and place. */
function found(document: unknown): string[] {
  const { diagnostics, files } = compile([{ path: "vpn.yaml", text: JSON.stringify(document) }]);
  if (diagnostics.some(({ severity }) => severity === "error")) expect(files).toEqual([]);
  return diagnostics
    .map(({ rule, place }) => `${rule} ${"path" in place ? place.path.join(".") : ""}`)
    .sort();
}

const isMapping = (value: unknown) => isObject(value) && !Array.isArray(value);
/** Mappings whose keys are the user's take any. */
const isFree = (path: Path) => /(tags|labels)$/.test(path.join("."));

const documents = exampleFiles.map((file) => [file, parse(exampleText(file)) as Json] as const);

describe.each(documents)("in %s", (_, document) => {
  const before = found(document);
  const mappings = pathsIn(document, isMapping).filter((path) => !isFree(path));

  it("an unknown key in any mapping is one finding more", () => {
    expect(mappings.length).toBeGreaterThan(5);
    for (const path of mappings) {
      const document2 = changed(document, path, (value) => ({ qqqqqq: 1, ...(value as Json) }));
      expect(found(document2)).toEqual(
        [...before, `shape/unknown-key ${[...path, "qqqqqq"].join(".")}`].sort(),
      );
    }
  });

  it("a value of a wrong type is one finding more, and causes none", () => {
    const values = pathsIn(document, (value) => !isMapping(value));
    expect(values.length).toBeGreaterThan(20);
    for (const path of values) {
      const [more, ...others] = found(
        changed(document, path, (value) => (Array.isArray(value) ? 7 : [[{}]])),
      ).filter((finding) => !before.includes(finding));
      expect([path, others]).toEqual([path, []]);
      expect(more?.replace(/^shape\/(type|value) /, "")).toMatch(new RegExp(`^${path.join("\\.")}`));
    }
  });

  it("a missing key is one finding more at most, and causes none", () => {
    for (const path of pathsIn(document, () => true).filter((one) => typeof one.at(-1) === "string")) {
      const name = String(path.at(-1));
      const without = changed(document, path.slice(0, -1), (value) => {
        const { [name]: _removed, ...rest } = value as Json;
        return rest;
      });
      if (!found(without).includes(`shape/missing-key ${path.join(".")}`)) continue;
      expect(found(without).filter((finding) => !before.includes(finding))).toEqual([
        `shape/missing-key ${path.join(".")}`,
      ]);
    }
  });
});

const examples = allRules.filter(({ bad }) => bad.others === undefined && bad.sops === undefined);

it.each(examples)("an unknown key in any section does not hide $id", ({ bad }) => {
  const document = JSON.parse(filesOf(bad)[0]?.text ?? "") as Json;
  const before = found(document);
  for (const path of pathsIn(document, isMapping).filter((one) => one.length < 2)) {
    const more = changed(document, path, (value) => ({ ...(value as Json), qqqqqq: 1 }));
    expect(found(more)).toEqual([...before, `shape/unknown-key ${[...path, "qqqqqq"].join(".")}`].sort());
  }
});

describe("what can only be one thing", () => {
  const [, tokyo] = documents.find(([file]) => file === "examples/tokyo/vpn.yaml") ?? ["", {}];

  it.each([
    [["aws", "asn"], "65000", ["bgp/asn-equal gcp.asn", "shape/type aws.asn"]],
    [["aws", "asn"], "ASN 65000", ["bgp/asn-equal gcp.asn", "shape/type aws.asn"]],
    [["aws", "asn"], "many", ["shape/type aws.asn"]],
  ] as const)("is judged as what it is: %j is %j", (path, value, expected) => {
    const equal = changed(tokyo, ["gcp", "asn"], () => 65000);
    const before = found(changed(equal, ["aws", "asn"], () => 65001));
    expect(found(changed(equal, path, () => value)).filter((one) => !before.includes(one))).toEqual(expected);
  });

  it("is judged under the key that is meant, and shown at the one that is written", () => {
    const document = changed(tokyo, ["gcp"], (gcp) => {
      const { network, ...rest } = gcp as Json;
      return { ...rest, netwrok: network, asn: 65000 };
    });
    expect(found(document)).toEqual(
      expect.arrayContaining(["bgp/asn-equal gcp.asn", "shape/unknown-key gcp.netwrok"]),
    );
    const bad = changed(document, ["gcp", "netwrok"], () => "Prod");
    const text = JSON.stringify(bad);
    const { diagnostics, parsed } = compile([{ path: "vpn.yaml", text }]);
    const finding = diagnostics.find(({ rule }) => rule === "naming/gcp-network");
    expect(finding?.place).toEqual({ file: "vpn.yaml", path: ["gcp", "network"], part: "value" });
    expect(text.slice(...(parsed[0]?.spanOf(["gcp", "network"], "value") ?? []))).toBe('"Prod"');
  });
});
