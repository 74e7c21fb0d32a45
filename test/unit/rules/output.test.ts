import { testBorders } from "./borders.ts";

testBorders([
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
]);
