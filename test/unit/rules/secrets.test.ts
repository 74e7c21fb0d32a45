import { describe, expect, test } from "vitest";
import { encryptedExample } from "../../../src/rules/base-example.ts";
import { testBorders } from "./borders.ts";
import { findingsOn } from "./lay-over.ts";

const of = (length: number) => "x".repeat(length);

testBorders([
  {
    rule: "secrets/tunnel-placeholder",
    yaml: "preSharedKeys: { gcp: { secrets: % } }",
    passes: ['"{tunnel}"', '"{name}-{tunnel}"'],
    found: ['"{name}"', "psk", '"{Tunnel}"', '""'],
  },
  {
    rule: "secrets/aws-name",
    yaml: "preSharedKeys: { aws: { secrets: % } }",
    passes: ['"{tunnel}"', '"a b"', '"a/_+=.@-{tunnel}"', `"${of(510)}{tunnel}"`],
    found: [`"${of(511)}{tunnel}"`, '"{region}/{tunnel}"', '"a b{tunnel}"'],
  },
  {
    rule: "secrets/gcp-name",
    yaml: "preSharedKeys: { gcp: { secrets: % } }",
    passes: ['"{tunnel}"', '"a b"', '"a-B_1{tunnel}"', `"${of(253)}{tunnel}"`],
    found: [`"${of(254)}{tunnel}"`, '"a.{tunnel}"', '"a/{tunnel}"'],
  },
  // What is wrong with the VPN's name is the matter of naming/name; what it makes too long is theirs.
  { rule: "secrets/aws-name", yaml: 'name: "%"', passes: ["\u6771\u4eac"], found: [] },
  { rule: "secrets/gcp-name", yaml: 'name: "%"', passes: ["\u6771\u4eac"], found: [] },
  {
    rule: "secrets/gcp-name",
    yaml: `name: "%"\npreSharedKeys: { gcp: { secrets: "${of(193)}{name}{tunnel}" } }`,
    passes: [of(60), `${of(62)}-`],
    found: [of(61)],
  },
  {
    rule: "secrets/sops-file",
    yaml: "preSharedKeys: { source: % }",
    passes: ["generated", "existing", "sops, sops: { file: s.yaml }"],
    found: [
      "sops",
      'sops, sops: { file: "" }',
      "generated, sops: { file: s.yaml }",
      "existing, sops: { file: s.yaml }",
    ],
  },
  {
    rule: "secrets/sops-format",
    yaml: "preSharedKeys: { source: sops, sops: { file: % } }",
    passes: ["s.yaml", "s.yml", "a/s.json", "s.env", "s.ini", '""'],
    found: ["s", "s.yaml.enc", "s.YAML", "yaml", "s.yamls", "s.toml"],
  },
  {
    rule: "secrets/kms-key",
    yaml: "preSharedKeys: { aws: { kmsKey: % } }",
    passes: [
      "alias/vpn",
      "1234abcd-12ab-34cd-56ef-1234567890ab",
      "mrk-1234abcd12ab34cd56ef1234567890ab",
      '"arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
      '"arn:aws-cn:kms:cn-north-1:123456789012:alias/vpn"',
    ],
    found: ["vpn", "alias/", "alias/a b", '""', '"arn:aws:kms:us-east-1:1:key/a"'],
  },
  {
    rule: "secrets/location",
    yaml: "preSharedKeys: { gcp: { locations: [us-east4, %] } }",
    passes: ["us-east1"],
    found: ["us-east4", "us-east-1", "us-east4-a"],
  },
  {
    rule: "secrets/one-apply",
    yaml: "preSharedKeys: { % }\noutput: { targets: [terraform-aws] }",
    passes: ["source: generated", "aws: { storage: SecretsManager }"],
    found: ["source: sops, sops: { file: s.yaml }", "aws: { storage: Standard }"],
  },
  {
    rule: "secrets/one-apply",
    yaml: "preSharedKeys: { source: existing, aws: { storage: Standard } }\noutput: { targets: [%] }",
    passes: ["terraform", "cloudformation, gcloud"],
    found: [],
  },
  {
    rule: "secrets/unused",
    yaml: "preSharedKeys: { source: existing, % }",
    passes: ["aws: {}", "gcp: { locations: [] }"],
    found: ["aws: { kmsKey: alias/vpn }", "gcp: { locations: [us-east4] }"],
  },
  {
    rule: "secrets/unused",
    yaml: "preSharedKeys: { source: %, gcp: { locations: [us-east4] } }",
    passes: ["generated"],
    found: ["existing"],
  },
]);

describe("a sops file", () => {
  const yaml = "preSharedKeys: { source: sops, sops: { file: s.yaml } }";
  const at = ["preSharedKeys", "sops", "file"];
  /** Rule and message of each finding, all at the file's name. */
  const found = (sops: string | null, name = "s.yaml") =>
    findingsOn({ yaml: yaml.replace("s.yaml", name), sops }).map(({ rule, place, message }) => {
      expect(place).toEqual({ file: "vpn.yaml", path: at, part: "value" });
      return `${rule}: ${message}`;
    });
  const without = (...ids: string[]) =>
    encryptedExample.replace(new RegExp(`^(${ids.join("|")}): .*\n`, "gm"), "");
  const plain = (...ids: string[]) =>
    encryptedExample.replace(new RegExp(`^(${ids.join("|")}): .*`, "gm"), "$1: x");
  const missing = "secrets/sops-file-missing: cannot read";
  const keys = "secrets/sops-file-keys: s.yaml holds nothing for";
  const readable = "secrets/sops-file-plain: s.yaml is encrypted in part: what it holds for";

  test.each<[string, string | null, string[]]>([
    ["is whole and encrypted", encryptedExample, []],
    ["is not there", null, [`${missing} s.yaml: there is no such file`]],
    ["lacks a key", without("b2"), [`${keys} b2 at its top`]],
    ["lacks two keys", without("a1", "b1"), [`${keys} a1 and b1 at its top`]],
    ["lacks three keys", without("a1", "a2", "b1"), [`${keys} a1, a2 and b1 at its top`]],
    ["has a key without a value", `${without("a2")}a2:\n`, [`${keys} a2 at its top`]],
    ["can be read in part", plain("a2"), [`${readable} a2 can be read`]],
    [
      "can be read in part, and lacks a key",
      `${plain("a2", "b1").replace(/^b2.*\n/m, "")}`,
      [`${readable} a2 and b1 can be read`, `${keys} b2 at its top`],
    ],
    [
      "is plain",
      "a1: x\na2: x\nb1: x\nb2: x\n",
      ["secrets/sops-file-plain: s.yaml is not encrypted: it lacks the mapping `sops`, which sops adds"],
    ],
    ["is plain text", "x\n", ["secrets/sops-file-keys: s.yaml is no YAML or JSON with keys at its top"]],
    ["has other values that can be read", `${encryptedExample}note: x\n`, []],
  ])("that %s", (_, sops, expected) => {
    expect(found(sops)).toEqual(expected);
  });

  test("of a format that is not looked into has only to be there", () => {
    expect(found("x", "s.env")).toEqual([]);
    expect(found(null, "s.env")).toEqual([`${missing} s.env: there is no such file`]);
  });

  test("with a name that could be a key is not named", () => {
    const name = `${"kJ8fN2pQx7LmZ4vR"}${"t9WbYc3hD6gS5aEu"}`;
    const hidden = "the file (hidden, since its name looks like a key)";
    const about = found(null, name).filter((message) => !message.startsWith("secrets/literal-key"));
    expect(about).toEqual([
      `secrets/sops-format: sops takes ${hidden} for a binary file by its name; .yaml, .yml, .json, .env and .ini have keys`,
      `${missing} ${hidden}: there is no such file`,
    ]);
  });

  test("that was not given is not judged", () => {
    expect(findingsOn({ yaml })).toEqual([]);
  });
});
