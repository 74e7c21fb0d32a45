import { testBorders } from "./borders.ts";

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
