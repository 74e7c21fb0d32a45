import { testBorders } from "./borders.ts";

const impersonate = "terraform: { impersonate: a-b-c-d@e.gserviceaccount.com }";

testBorders([
  {
    rule: "output/one-apply-unused",
    yaml: "%\noutput: { targets: [terraform-aws] }",
    passes: [
      "aws: { tunnelOptions: template }",
      'preSharedKeys: { aws: { secrets: "{name}/psk/{tunnel}" }, gcp: { secrets: "{name}-psk-{tunnel}", locations: [] } }',
    ],
    found: [
      "aws: { tunnelOptions: script }",
      'preSharedKeys: { aws: { secrets: "{name}/{tunnel}" } }',
      "preSharedKeys: { aws: { kmsKey: alias/vpn } }",
      'preSharedKeys: { gcp: { secrets: "{name}-{tunnel}" } }',
      "preSharedKeys: { gcp: { project: media-keys } }",
      "preSharedKeys: { gcp: { locations: [us-east4] } }",
    ],
  },
  {
    rule: "output/one-apply-unused",
    yaml: "aws: { tunnelOptions: script }\noutput: { targets: [%] }",
    passes: ["terraform", "cloudformation, tunnel-options"],
    found: ["terraform-aws"],
  },
  {
    rule: "output/one-apply-fuzz",
    yaml: "ipsec: { rekey: { fuzz: % } }\noutput: { targets: [terraform-aws] }",
    passes: [1, 100],
    found: [0],
  },
  {
    rule: "output/one-apply-fuzz",
    yaml: "ipsec: { rekey: { fuzz: 0 } }\noutput: { targets: [%] }",
    passes: ["terraform"],
    found: ["terraform-aws", "gcloud, terraform-aws"],
  },
  {
    rule: "output/one-owner",
    yaml: "output: { targets: [%] }",
    passes: ["terraform-aws", "cloudformation, gcloud", ""],
    found: ["terraform-aws, gcloud", "terraform, terraform-aws"],
  },
  {
    rule: "output/terraform-unused",
    yaml: `output: { targets: [%], ${impersonate} }`,
    passes: ["terraform", "terraform-aws"],
    found: ["cloudformation"],
  },
  {
    rule: "output/directory",
    yaml: "output: { directory: % }",
    passes: ["generated", "a/b", ".", "..a", "a../b", "./a"],
    found: ['""', "/a", "..", "a/..", "a/../b", '"~"', "~/a", "'a\\b'", '"c:x"'],
  },
  {
    rule: "output/targets",
    yaml: "output: { targets: [%] }",
    passes: ["gcloud", "gcloud, terraform"],
    found: ["", "gcloud, gcloud"],
  },
  {
    rule: "output/options-unset",
    yaml: "aws: { tunnelOptions: script }\noutput: { targets: [%] }",
    passes: ["cloudformation, tunnel-options", "gcloud"],
    found: ["cloudformation", "cloudformation, gcloud"],
  },
  {
    rule: "output/root-only",
    yaml: "output: { terraform: { form: module, % } }",
    passes: [""],
    found: ["impersonate: a-b-c-d@e.gserviceaccount.com", "backend: { gcs: { bucket: abc, prefix: p } }"],
  },
  {
    rule: "output/terraform-unused",
    yaml: "output: { targets: [gcloud], terraform: { % } }",
    passes: ["", "form: module"],
    found: ["impersonate: a-b-c-d@e.gserviceaccount.com", "backend: { gcs: { bucket: abc, prefix: p } }"],
  },
  {
    rule: "output/no-effect",
    yaml: "gcp: { router: { name: r, existing: true }, % }",
    passes: [""],
    found: ["keepalive: 20"],
  },
  {
    rule: "output/no-effect",
    yaml: "aws: { logs: { group: g, % } }",
    passes: ["retentionDays: 30", "existing: true", "retentionDays: 30, existing: false"],
    found: ["retentionDays: 30, existing: true"],
  },
  {
    rule: "output/no-effect",
    yaml: "aws: { gateway: { type: vgw% } }\nnames: { aws: { gateway: g } }",
    passes: [""],
    found: [", id: vgw-0a1b2c3d"],
  },
  {
    rule: "output/no-effect",
    yaml: "gcp: { firewall: external }\nnames: { gcp: { % } }",
    passes: ["externalGateway: e"],
    found: ["firewall: f"],
  },
  {
    rule: "output/no-effect",
    yaml: "gcp: { firewall: % }\nnames: { gcp: { firewall: f } }",
    passes: ["{ allow: [icmp] }"],
    found: ["external"],
  },
]);
