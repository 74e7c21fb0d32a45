/** The permissions that the runbook lists are those that the artifacts need: none is missing, and none is there for nothing. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longestPolicy } from "../../../src/facts/iam.ts";
import { awsCalls } from "../../../src/targets/permissions/aws-calls.ts";
import { googleCalls } from "../../../src/targets/permissions/google-calls.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { arbitraryVpn } from "../../support/arbitrary.ts";
import { type Artifacts, artifactAt, artifactsOf } from "../../support/artifacts.ts";
import { exampleFiles, exampleText, oneApplyFile, topologyOf } from "../../support/examples.ts";
import {
  actionsIn,
  callsOfArtifacts,
  difference,
  googlePermissionsIn,
  type Need,
  needsOfAwsCalls,
  needsOfTemplate,
  needsOnGoogle,
  type Policy,
  policiesIn,
  terraformResources,
  unlistedCalls,
} from "../../support/policies.ts";
import { callsIn } from "../../support/script-calls.ts";

/** What no call and no handler names, and why it is there. */
const beside: readonly Need[] = [
  {
    permission: "iam:CreateServiceLinkedRole",
    because: "AWS creates its service's role for the account's first VPN or attachment",
  },
];
/** What Secrets Manager does with a KMS key for its caller. */
const withKmsKey: readonly Need[] = ["kms:Decrypt", "kms:GenerateDataKey"].map((permission) => ({
  permission,
  because: "Secrets Manager encrypts with the caller's permissions",
}));

const files = [...exampleFiles, oneApplyFile] as const;
const made = new Map(files.map((file) => [file, madeOf(exampleText(file))]));
const example = (file: (typeof files)[number]) => made.get(file) as Made;

interface Made {
  readonly topology: Topology;
  readonly artifacts: Artifacts;
}

function madeOf(text: string): Made {
  return { topology: topologyOf(text), artifacts: artifactsOf(text) };
}

/** What the policies have to have, by account. */
function awsNeeds(vpn: Made): Map<string, Need[]> {
  const { topology, artifacts } = vpn;
  return new Map(
    [...policiesIn(artifacts).keys()].map((account) => {
      const path = account === "" ? "aws/cloudformation.yaml" : `aws/vpc-${account}.yaml`;
      const template = artifacts[path];
      const needs = [
        ...(template === undefined ? [] : needsOfTemplate(path, template)),
        ...needsOfAwsCalls(vpn, account),
        ...beside,
        ...(account === "" && topology.keys.awsKmsKey !== "" ? withKmsKey : []),
      ];
      return [account, needs];
    }),
  );
}

/** Everything in which the runbook's permissions and the needs of the artifacts differ. */
function differences(vpn: Made): string[] {
  const policies = policiesIn(vpn.artifacts);
  const google = googlePermissionsIn(vpn.artifacts);
  const pairs = [
    ...[...awsNeeds(vpn)].map(([account, needs]) => ({
      place: `AWS ${account}`,
      has: actionsIn(policies.get(account) as Policy),
      needs,
    })),
    ...(["vpn", "keys"] as const).map((on) => ({
      place: `Google Cloud, ${on}`,
      has: google[on],
      needs: needsOnGoogle(vpn, on),
    })),
  ];
  return pairs.flatMap(({ place, has, needs }) => {
    const { lacks, unneeded } = difference(has, needs);
    return [
      ...lacks.map((each) => `${place} lacks ${each}`),
      ...unneeded.map((each) => `${place} never needs ${each}`),
    ];
  });
}

const lengths = ({ artifacts }: Made) =>
  [...policiesIn(artifacts).values()].map((policy) => JSON.stringify(policy).length);

describe("the runbook", () => {
  test.each(exampleFiles)(
    "of %s lists what templates, scripts and Terraform need, and nothing else",
    (file) => {
      expect(differences(example(file))).toEqual([]);
      const accounts = file.includes("existing-tgw") ? ["", "210987654321"] : [""];
      expect([...policiesIn(example(file).artifacts).keys()]).toEqual(accounts);
    },
  );

  test("of generated VPNs does so too, with policies that are short enough, and no call is unknown", () => {
    fc.assert(
      fc.property(arbitraryVpn(), ({ text }) => {
        const vpn = madeOf(text);
        expect(differences(vpn)).toEqual([]);
        expect(unlistedCalls(vpn.artifacts)).toEqual([]);
        expect(Math.max(...lengths(vpn))).toBeLessThan(longestPolicy.value);
      }),
      { numRuns: 100, seed: 20261130 },
    );
  });

  test.each(exampleFiles)("of %s misses each action and permission that is taken out", (file) => {
    const vpn = example(file);
    const policies = policiesIn(vpn.artifacts);
    const google = googlePermissionsIn(vpn.artifacts);
    const lists = [
      ...[...awsNeeds(vpn)].map(([account, needs]) => ({
        has: actionsIn(policies.get(account) as Policy),
        needs,
      })),
      ...(["vpn", "keys"] as const).map((on) => ({ has: google[on], needs: needsOnGoogle(vpn, on) })),
    ];
    for (const { has, needs } of lists)
      for (const taken of has) {
        const rest = has.filter((other) => other !== taken);
        expect(difference(rest, needs).lacks).toEqual([expect.stringContaining(`${taken}: `)]);
      }
  });

  test.each(files)("of %s has policies that are short enough, each statement limited", (file) => {
    const vpn = example(file);
    for (const length of lengths(vpn)) expect(length).toBeLessThan(longestPolicy.value);
    for (const policy of policiesIn(vpn.artifacts).values())
      for (const { Resource, Condition, Sid } of policy.Statement)
        expect(Resource === "*" ? Condition : { Resource }, Sid).toBeDefined();
  });

  test.each(files)("of %s has policies that name each action once, as IAM spells it", (file) => {
    for (const policy of policiesIn(example(file).artifacts).values()) {
      const actions = actionsIn(policy);
      expect(new Set(actions).size).toBe(actions.length);
      for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:[A-Z][A-Za-z]+$/);
    }
  });
});

describe("the tables of calls", () => {
  test.each(files)("have every call of the scripts and the runbook of %s, and its resources", (file) => {
    const { artifacts } = example(file);
    expect(unlistedCalls(artifacts)).toEqual([]);
    const listed = googleCalls.flatMap(({ call, scripts }) => scripts.map((script) => `${script} ${call}`));
    for (const { script, call } of terraformResources(artifacts))
      expect(listed).toContain(`${artifactAt(script)} ${call}`);
  });

  test("have no call that no script makes", () => {
    const existing = exampleText(oneApplyFile).replace(
      "\ngcp:\n",
      "\ngcp:\n  router: { name: core, existing: true }\n  gateway: { name: core, existing: true }\n",
    );
    const controlled = exampleText("examples/tokyo/vpn.yaml").replace(
      "\ntunnels:\n",
      "\ntunnels:\n  lifecycleControl: true\n",
    );
    const vpns = [...made.values(), madeOf(existing), madeOf(controlled)];
    const found = new Set(
      vpns.flatMap(({ artifacts }) =>
        [...callsOfArtifacts(artifacts), ...terraformResources(artifacts)].map(
          ({ script, call }) => `${artifactAt(script)} ${call}`,
        ),
      ),
    );
    const listed = [...awsCalls, ...googleCalls].flatMap(({ call, scripts }) =>
      scripts.map((script) => `${script} ${call}`),
    );
    expect(listed.filter((call) => !found.has(call))).toEqual([]);
  });
});

describe("a call is found in a script", () => {
  test.each([
    ["in_aws ec2 describe-vpcs --vpc-ids x", ["ec2 describe-vpcs"]],
    ["if ! said=$(in_aws ec2 describe-vpcs 2>&1); then", ["ec2 describe-vpcs"]],
    ['refuse "stuck. Run: aws cloudformation cancel-update-stack"', ["cloudformation cancel-update-stack"]],
    ["gcloud beta compute routers get-status core", ["compute routers get-status"]],
    ["rows=$(gcloud services list --enabled)", ["services list"]],
    ["gcloud resource-manager org-policies describe x", ["resource-manager org-policies describe"]],
    ['change "removing $1" routers remove-interface "$1"', ["compute routers remove-interface"]],
    ['make "$TODO" vpn-gateways "$GATEWAY"', ["compute vpn-gateways create", "compute vpn-gateways update"]],
    ["# in_aws ec2 describe-vpcs", []],
    ['fail "gcloud does not start"', []],
    ['say "AWS would not change tunnel a1"', []],
    ["in_aws() {", []],
  ])("%s", (line, calls) => {
    expect(callsIn("deploy.sh", line).map(({ call }) => call)).toEqual(calls);
  });

  test("or the test fails where a line does not say what it calls", () => {
    expect(() => callsIn("deploy.sh", 'look() {\n\tin_aws ec2 "$1"\n}')).toThrow(
      "deploy.sh:2 calls what its text does not name",
    );
  });

  test("one that no table has is named with its text and where it belongs", () => {
    const artifacts = {
      "deploy.sh": "#!/usr/bin/env bash\nin_aws ec2 describe-instances\n\ngcloud projects list\n",
      "RUNBOOK.md": "",
    };
    expect(unlistedCalls(artifacts)).toEqual([
      expect.stringMatching(
        /^deploy\.sh calls "ec2 describe-instances".*to src\/targets\/permissions\/aws-calls\.ts$/,
      ),
      expect.stringMatching(
        /^deploy\.sh calls "projects list".*to src\/targets\/permissions\/google-calls\.ts$/,
      ),
    ]);
  });
});
