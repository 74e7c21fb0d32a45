import { testBorders } from "./borders.ts";

const tgw = "type: tgw, id: tgw-0a1b2c3d4e5f60718";
const vpc = "id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16]";
const outside = "routeTables: external, securityGroups: external";
const pairs = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: v`).join(", ");
const of = (length: number) => "x".repeat(length);

testBorders([
  {
    rule: "naming/aws-distinct",
    yaml: "names: { aws: { gateway: x, connections: { a: % } } }",
    passes: ["x"],
    found: [],
  },
  {
    rule: "naming/name",
    yaml: "name: %",
    passes: ["a", "a-1", of(63)],
    found: ["1a", "a-", "A", "-a", of(64), '""', "a.b", "a/b"],
  },
  {
    rule: "naming/aws-region",
    yaml: "aws: { region: % }",
    passes: ["us-east-1", "us-gov-west-1", "ap-southeast-4"],
    found: ["us-east", "us-east-1a", "asia-northeast1", '""'],
  },
  {
    rule: "naming/aws-account",
    yaml: "aws: { account: % }",
    passes: ['"123456789012"'],
    found: ['"12345678901"', '"1234567890123"', '"1234-5678-9012"'],
  },
  {
    rule: "naming/gcp-region",
    yaml: "gcp: { region: % }",
    passes: ["us-east4", "northamerica-northeast1"],
    found: ["us-east-1", "us-east4-a", '""'],
  },
  {
    rule: "naming/gcp-project",
    yaml: "gcp: { project: % }",
    passes: ["media1", `a${of(29)}`, '"example.com:media1"'],
    found: ["media", `a${of(30)}`, "Media-prod", "media-", "1media"],
  },
  {
    rule: "naming/gcp-project",
    yaml: "preSharedKeys: { gcp: { project: % } }",
    passes: ["media1"],
    found: ["media"],
  },
  { rule: "naming/gcp-names", yaml: "name: %", passes: [of(54), "a", of(64)], found: [of(55), of(63)] },
  {
    rule: "naming/gcp-names",
    yaml: "gcp: { router: { name: % } }",
    passes: ["r", of(63)],
    found: [of(64), "R"],
  },
  { rule: "naming/gcp-names", yaml: "gcp: { gateway: { name: % } }", passes: ["g"], found: ["g_"] },
  {
    rule: "naming/gcp-names",
    yaml: "names: { gcp: { peers: { b2: % } } }",
    passes: ["pp", of(63)],
    found: ["p", of(64), "pp-"],
  },
  {
    rule: "naming/gcp-names",
    yaml: "names: { gcp: { interfaces: { b1: % } } }",
    passes: ["i"],
    found: ["I"],
  },
  { rule: "naming/gcp-names", yaml: "names: { gcp: { externalGateway: % } }", passes: ["e"], found: ["e e"] },
  {
    rule: "naming/gcp-names",
    yaml: "gcp: { firewall: external }\nnames: { gcp: { firewall: % } }",
    passes: ["f", "F"],
    found: [],
  },
  { rule: "naming/gcp-names", yaml: "names: { gcp: { firewall: % } }", passes: ["f"], found: ["F"] },
  {
    rule: "naming/aws-names",
    yaml: "names: { aws: { gateway: % } }",
    passes: ["g", of(256), '"a b_.:/=+-@1"'],
    found: [of(257), '""', "a;b", "a$b"],
  },
  // What is wrong with `name` is another rule's.
  { rule: "naming/aws-names", yaml: "name: %", passes: ["a;b"], found: [] },
  {
    rule: "naming/aws-names",
    yaml: "names: { aws: { customerGateways: { b: % } } }",
    passes: ["g"],
    found: ["a;b"],
  },
  {
    rule: "naming/aws-distinct",
    yaml: "names: { aws: { customerGateways: { a: x, b: % } } }",
    passes: ["y"],
    found: ["x"],
  },
  {
    rule: "naming/gcp-distinct",
    yaml: "names: { gcp: { peers: { a1: tokyo-p, b2: % } } }",
    passes: ["tokyo-b2", "tokyo-q"],
    found: ["tokyo-p", "tokyo-a2"],
  },
  {
    rule: "naming/stack",
    yaml: "names: { aws: { stack: % } }",
    passes: ["S", of(128)],
    found: [of(129), "1s", "a_b"],
  },
  {
    rule: "naming/log-group",
    yaml: "aws: { logs: { group: % } }",
    passes: ["g", of(512), '"/a.b-c_d#e"'],
    found: [of(513), '""', "a:b"],
  },
  {
    rule: "naming/log-retention",
    yaml: "aws: { logs: { group: g, retentionDays: % } }",
    passes: [1, 90, 3653],
    found: [0, 2, 91, 3654],
  },
  {
    rule: "naming/topic",
    yaml: "aws: { alarms: { topic: % } }",
    passes: ['"arn:aws:sns:us-east-1:123456789012:a"', '"arn:aws-cn:sns:cn-north-1:123456789012:a.fifo"'],
    found: ["a", '"arn:aws:sqs:us-east-1:123456789012:a"', '"arn:aws:sns:us-east-1:1:a"'],
  },
  {
    rule: "naming/topic-place",
    yaml: 'aws: { account: "123456789012", alarms: { topic: % } }',
    passes: ['"arn:aws:sns:ap-northeast-1:123456789012:a"', "nonsense"],
    found: ['"arn:aws:sns:ap-northeast-1:210987654321:a"', '"arn:aws:sns:ap-northeast-3:123456789012:a"'],
  },
  {
    rule: "naming/tags",
    yaml: "aws: { tags: { % } }",
    passes: [pairs(49), "k: ''", `${of(128)}: v`, `k: ${of(256)}`, "Ä b: ü", "xaws:y: v"],
    found: [
      pairs(50),
      `${of(129)}: v`,
      `k: ${of(257)}`,
      "'aws:x': v",
      "'AWS:x': v",
      "Name: v",
      "'': v",
      "k;: v",
      "k: v;",
    ],
  },
  {
    rule: "naming/labels",
    yaml: "gcp: { labels: { % } }",
    passes: [pairs(64), "k: ''", `${of(63)}: v`, `k: ${of(63)}`, "k: ü_1-"],
    found: [pairs(65), `${of(64)}: v`, `k: ${of(64)}`, "K: v", "1: v", "'': v", "k: V", "k: a.b"],
  },
  {
    rule: "naming/existing-unnamed",
    yaml: "gcp: { router: { % } }",
    passes: ["existing: true, name: r", "existing: false"],
    found: ["existing: true"],
  },
  {
    rule: "naming/resource-id",
    yaml: `aws: { vpcs: [{ ${vpc}, routeTables: [%], securityGroups: external }] }`,
    passes: ["rtb-0a1b2c3d", "rtb-0a1b2c3d4e5f60718"],
    found: ["rtb-0a1b2c3", "rtb-0a1b2c3d4", "rtb-0a1b2c3g", "tgw-rtb-0a1b2c3d", '""'],
  },
  {
    rule: "naming/resource-id",
    yaml: `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: [{ id: %, allow: [icmp] }] }] }`,
    passes: ["sg-0a1b2c3d"],
    found: ["sg"],
  },
  {
    rule: "naming/resource-id",
    yaml: `aws: { vpcs: [{ ${vpc}, ${outside}, subnets: [%] }] }`,
    passes: ["subnet-0a1b2c3d"],
    found: ["subnet"],
  },
  {
    rule: "naming/resource-id",
    yaml: `aws: { gateway: { ${tgw}, routeTables: { % } } }`,
    passes: ["associate: tgw-rtb-0a1b2c3d", "propagate: [tgw-rtb-0a1b2c3d]"],
    found: ["associate: rtb-0a1b2c3d", "propagate: [rtb-0a1b2c3d]"],
  },
  {
    rule: "naming/bucket",
    yaml: "output: { terraform: { backend: { gcs: { bucket: %, prefix: p } } } }",
    passes: ["a.b-c_1", "abc"],
    found: ["ab", "-abc", "abc-", "Abc"],
  },
  {
    rule: "naming/log-prefix",
    yaml: "aws: { logs: % }",
    passes: ["{ group: /aws/vendedlogs/a }", "{ group: 'a b' }"],
    found: ["{ group: /aws/vpn }", "{ group: aws/vendedlogs/a }", "{ group: /a, existing: true }"],
  },
]);
