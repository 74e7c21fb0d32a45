import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import { type ParsedFile, parseFile } from "../../../src/source/parse.ts";
import { anyCharacters } from "../../support/arbitrary-values.ts";
import { exampleFiles, exampleText } from "../../support/examples.ts";

const tokyo = exampleText("examples/tokyo/vpn.yaml");
const parsed = (text: string): ParsedFile => parseFile({ path: "vpn.yaml", text });
const wholeSections = (text: string) => Object.keys(parsed(text).sections).sort();
const allSections = wholeSections(tokyo);

describe("a parsed file", () => {
  it.each(exampleFiles)("of an example is whole: %s", (file) => {
    const { config, diagnostics, sections } = parsed(exampleText(file));
    expect(diagnostics).toEqual([]);
    expect(config).toEqual(sections);
  });

  it("has every section, those that are absent with their defaults", () => {
    const { sections } = parsed(tokyo);
    expect(sections.preSharedKeys).toMatchObject({ source: "generated", gcp: { locations: [] } });
    expect(sections.names?.gcp.peers).toEqual({});
    expect(sections.output?.targets).toHaveLength(4);
  });

  it.each([
    ["aws", "asn: 65000", "asn: many"],
    ["gcp", "network: prod", "network: [prod, test]"],
    ["ipsec", "dhGroup: 14", "dhGroup: {}"],
  ])("keeps every section if a value of %s is broken, and says which one", (section, from, to) => {
    const text = tokyo.replace(from, to);
    expect(wholeSections(text)).toEqual(allSections);
    expect(parsed(text).partial).toEqual([section]);
    expect(parsed(text).config).toBeUndefined();
  });

  it.each([
    ["version", "version: 1", "version: 2"],
    ["workloads", "workloads:", "workloads: none\nx-was:"],
    ["gcp", "gcp:", "gcp: 1\nx-was:"],
  ])("keeps the other sections if all of %s is broken", (section, from, to) => {
    const text = tokyo.replace(from, to);
    expect(wholeSections(text)).toEqual(allSections.filter((name) => name !== section));
    expect(parsed(text).config).toBeUndefined();
  });

  it("means the same with unknown keys, each of which is a finding", () => {
    const text = `${tokyo.replace("network: prod", "network: prod\n  colour: blue")}colour: blue\n`;
    expect(parsed(text).config).toEqual(parsed(tokyo).config);
    expect(parsed(text).diagnostics.map(({ rule }) => rule)).toEqual([
      "shape/unknown-key",
      "shape/unknown-key",
    ]);
  });

  it("ignores keys that begin with `x-`, and takes anchors from there", () => {
    const text = tokyo
      .replace("version: 1", "x-asn: &asn 65000\nx-any: { __proto__: 1, of: [it] }\nversion: 1")
      .replace("asn: 65000", "asn: *asn");
    expect(parsed(text).config).toEqual(parsed(tokyo).config);
  });

  it("takes `constructor` and `toString` for names of tags, and gives tags no other prototype", () => {
    const { config } = parsed(
      tokyo.replace("tags: { team: media }", "tags: { constructor: a, toString: b }"),
    );
    expect(Object.entries(config?.aws.tags ?? {})).toEqual([
      ["constructor", "a"],
      ["toString", "b"],
    ]);
  });

  it("refuses `__proto__` as a name of a tag, which would be lost", () => {
    const { diagnostics, sections } = parsed(tokyo.replace("tags: { team", "tags: { __proto__: x, team"));
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["shape/unknown-key"]);
    expect(sections.aws?.tags).toEqual({ team: "media" });
  });

  it("reads values as texts that arrive unchanged, or refuses them", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), anyCharacters({ maxLength: 20 })), (value) => {
        const { config, diagnostics } = parsed(
          tokyo.replace("team: media", () => `team: ${JSON.stringify(value)}`),
        );
        if (diagnostics.length === 0) expect(config?.aws.tags).toEqual({ team: value });
        else expect(value).toMatch(/[\p{C}\u2028\u2029]/u);
      }),
    );
  });

  it("never says what stands where a pre-shared key could, and never shows it", () => {
    const key = "Correct.Horse_Battery1";
    const places = [
      `preSharedKeys: ${key}`,
      `preSharedKeys: [${key}]`,
      `preSharedKeys: { a1: ${key}, 2: "${key}" }`,
      `preSharedKeys: { source: ${key} }`,
      `preSharedKeys: { aws: ${key}, gcp: [${key}] }`,
      `preSharedKeys: { aws: { storage: ${key}, psk: ${key} } }`,
      `preSharedKeys: { sops: { file: [${key}] } }`,
      `x-psk: &p ${key}\npreSharedKeys: { gcp: *p }`,
      `password: ${key}`,
    ];
    for (const place of places) {
      const { hidden, text } = parsed(`${tokyo}${place}\n`);
      const { diagnostics } = compile([{ path: "vpn.yaml", text }]);
      expect(JSON.stringify(diagnostics)).not.toContain(key);
      expect(diagnostics.length).toBeGreaterThan(0);
      let masked = text;
      for (const [start, end] of hidden.spans)
        masked = masked.slice(0, start) + "*".repeat(end - start) + masked.slice(end);
      expect(masked).not.toContain(key);
    }
  });

  it("hides no name of a secret", () => {
    for (const file of exampleFiles)
      expect(parsed(exampleText(file)).hidden).toEqual({ spans: [], texts: [] });
  });
});
