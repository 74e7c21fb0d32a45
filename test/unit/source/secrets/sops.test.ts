import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { encryptedExample } from "../../../../src/rules/base-example.ts";
import { parseFile } from "../../../../src/source/parse.ts";
import { type Neighbour, readSops, sopsPathOf } from "../../../../src/source/secrets/sops.ts";

const contentOf = (neighbour: Neighbour, path = "s.yaml") => readSops(path, neighbour).content;
const keysOf = (text: string) => {
  const content = contentOf(text);
  return content.kind === "keys" ? Object.fromEntries(content.keys) : content.kind;
};
const secret = "correct.horse.battery";

describe("what is seen of a sops file", () => {
  test("is which keys it has, and whether they are encrypted", () => {
    const mixed = `${encryptedExample.replace(/^a2:.*/m, `a2: ${secret}`).replace(/^b1:.*/m, "b1:")}`;
    expect(keysOf(mixed)).toEqual({
      a1: "encrypted",
      a2: "plain",
      b1: "none",
      b2: "encrypted",
      sops: "none",
    });
  });

  test.each([
    ["null", "none"],
    ['""', "none"],
    ["~", "none"],
    ["[x]", "none"],
    ["{ a: x }", "none"],
    ["x", "plain"],
    ["12345678", "plain"],
    ["true", "plain"],
    ["ENC[AES256_GCM,data:]", "plain"],
    [`ENC[AES256_GCM,data:YQ==] ${secret}`, "plain"],
    [`${secret} ENC[AES256_GCM,data:YQ==]`, "plain"],
    ["ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]", "encrypted"],
    ["|-\n  ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]", "encrypted"],
    ["|\n  ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]", "encrypted"],
  ])("a value of %s is %s", (value, state) => {
    expect(keysOf(`a1: ${value}\n`)).toEqual({ a1: state });
  });

  test("has the metadata of sops only as a mapping at the top", () => {
    const hasMetadata = (text: string) => contentOf(text);
    expect(hasMetadata(encryptedExample)).toMatchObject({ hasMetadata: true });
    expect(hasMetadata("a1: x\n")).toMatchObject({ hasMetadata: false });
    expect(hasMetadata("a1: x\nsops: true\n")).toMatchObject({ hasMetadata: false });
    expect(hasMetadata("a1: { sops: { mac: x } }\n")).toMatchObject({ hasMetadata: false });
  });

  test("is the same of JSON, which sops indents by tabs, and of bytes", () => {
    const json =
      '{\n\t"a1": "ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]",\n\t"sops": {\n\t\t"mac": "x"\n\t}\n}\n';
    const expected = {
      kind: "keys",
      hasMetadata: true,
      keys: new Map([
        ["a1", "encrypted"],
        ["sops", "none"],
      ]),
    };
    expect(contentOf(json, "s.json")).toEqual(expected);
    expect(contentOf(new TextEncoder().encode(json), "s.json")).toEqual(expected);
  });

  test.each(["", "x", "- a1", "a1: [", `a1=${secret}`, "a1: x\n\0"])("is that %j is broken", (text) => {
    expect(contentOf(text)).toEqual({ kind: "broken" });
  });

  test("is nothing where the name or the size says that it is not for us", () => {
    for (const path of ["s.env", "s.ini", "s.yaml.enc", "yaml"])
      expect(contentOf(`a1=${secret}`, path)).toEqual({ kind: "opaque" });
    expect(contentOf(`a1: ${"x".repeat(1024 * 1024)}`)).toEqual({ kind: "opaque" });
    for (const path of ["s.yml", "s.yaml", "s.json", "a.b/s.yaml"])
      expect(contentOf("{}", path)).toMatchObject({ kind: "keys" });
  });

  test("is why it cannot be read", () => {
    expect(contentOf({ unreadable: "it is a folder" })).toEqual({
      kind: "unreadable",
      reason: "it is a folder",
    });
  });

  test("holds no value", () => {
    for (const text of [`a1: ${secret}\n`, `a1=${secret}`, `a1: [${secret}]`, `- ${secret}`])
      expect(
        JSON.stringify(readSops("s.yaml", text), (_, value) => (value instanceof Map ? [...value] : value)),
      ).not.toContain(secret);
  });
});

test.each([
  ["vpn.yaml", "s.yaml", "s.yaml"],
  ["./vpn.yaml", "s.yaml", "s.yaml"],
  ["a/b/vpn.yaml", "../s.yaml", "a/b/../s.yaml"],
  ["/etc/vpn.yaml", "s.yaml", "/etc/s.yaml"],
  ["/vpn.yaml", "s.yaml", "/s.yaml"],
  ["a/vpn.yaml", "/etc/s.yaml", "/etc/s.yaml"],
  ["<stdin>", "s.yaml", "s.yaml"],
])("the sops file that %s names as %s is %s", (path, file, expected) => {
  const text = `preSharedKeys: { source: sops, sops: { file: ${file} } }\n`;
  expect(sopsPathOf(parseFile({ path, text }))).toBe(expected);
});

test.each([
  "preSharedKeys: {}",
  "preSharedKeys: { source: sops }",
  'preSharedKeys: { source: sops, sops: { file: "" } }',
  "preSharedKeys: { source: existing, sops: { file: s.yaml } }",
  "preSharedKeys: { source: sops, sops: { file: [s.yaml, t.yaml] } }",
  "preSharedKeys: { source: 7, sops: { file: s.yaml } }",
  "version: 1",
])("%s declares no sops file", (text) => {
  expect(sopsPathOf(parseFile({ path: "vpn.yaml", text }))).toBeUndefined();
});

test("the example's sops file is encrypted, and whole", () => {
  const read = (file: string) =>
    readFileSync(path.join(import.meta.dirname, "../../../../examples/sops-cbc", file), "utf8");
  const declared = sopsPathOf(parseFile({ path: "vpn.yaml", text: read("vpn.yaml") }));
  expect(declared).toBe("secrets.enc.yaml");
  expect(contentOf(read("secrets.enc.yaml"))).toMatchObject({ hasMetadata: true });
  const encrypted = { a1: "encrypted", a2: "encrypted", b1: "encrypted", b2: "encrypted" };
  expect(keysOf(read("secrets.enc.yaml"))).toEqual({ ...encrypted, sops: "none" });
});
