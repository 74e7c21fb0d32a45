/** The facts of `src/facts` against what the vendors publish for machines, as far as it is installed here. */
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import * as aws from "../../src/facts/aws.ts";
import * as awsNetwork from "../../src/facts/aws-network.ts";
import * as cli from "../../src/facts/cli.ts";
import * as gcp from "../../src/facts/gcp.ts";
import * as gcpAnswers from "../../src/facts/gcp-answers.ts";
import * as iam from "../../src/facts/iam.ts";
import * as internet from "../../src/facts/internet.ts";
import * as sops from "../../src/facts/sops.ts";
import * as terraform from "../../src/facts/terraform.ts";
import { resourceBlock } from "./fake-google/schema.ts";
import { requireTool } from "./require.ts";
import { awsComparisons, awsNetworkComparisons } from "./vendors/aws.ts";
import type { Comparisons } from "./vendors/comparison.ts";
import { googleComparisons } from "./vendors/google.ts";
import { at, runGcloud } from "./vendors/models.ts";
import { internetComparisons } from "./vendors/python-addresses.ts";
import { tunnelOptions } from "./vendors/tunnel-options.ts";
import { withoutData } from "./vendors/without-data.ts";

const modules = { aws, awsNetwork, cli, gcp, gcpAnswers, iam, internet, sops, terraform };
const names = Object.entries(modules).flatMap(([module, facts]) =>
  Object.keys(facts).map((name) => `${module}.${name}`),
);
const compared = [
  ...named("aws", { ...tunnelOptions, ...awsComparisons }),
  ...named("awsNetwork", awsNetworkComparisons),
  ...named("gcp", googleComparisons),
  ...named("internet", internetComparisons),
];
/** Compared below, each in a test of its own. */
const inOwnTests = [
  "gcp.gcloudCipherTrack",
  "gcp.googleProviderVersion",
  "gcp.terraformVersion",
  "terraform.awsProviderVersions",
];

function named(module: keyof typeof modules, comparisons: Comparisons) {
  return Object.entries(comparisons).map(([name, comparison]) => ({
    name: `${module}.${name}`,
    ...comparison,
  }));
}

describe("the list of comparisons", () => {
  it("has every fact once: compared, or known to stand only in prose", () => {
    const listed = [...compared.map(({ name }) => name), ...inOwnTests, ...Object.keys(withoutData)];
    expect(listed.toSorted()).toEqual(names.toSorted());
  });

  it("says of each fact that is not compared where it stands instead", () => {
    for (const reason of Object.values(withoutData)) expect(reason).toMatch(/^\w.*\w$/);
  });
});

requireTool(
  "python3",
  "aws",
  "cfn-lint",
  "gcloud",
)("the vendors' data", () => {
  it.each(compared)("agrees with $name", ({ ours, theirs }) => {
    const sayings = Object.entries(theirs());
    expect(sayings.length).toBeGreaterThan(0);
    for (const [where, theirs] of sayings) expect(theirs, where).toEqual(ours);
  });

  it("has the cipher flags in the track of gcloud that gcp.gcloudCipherTrack names", () => {
    const help = ["compute", "vpn-tunnels", "create", "--help"];
    const text = runGcloud(gcp.gcloudCipherTrack.value, ...help);
    const flags = [...new Set(text.match(/--phase[12]-\w+/g))].toSorted();
    expect(flags).toEqual([
      ...["--phase1-dh", "--phase1-encryption", "--phase1-integrity", "--phase1-prf"],
      ...["--phase2-encryption", "--phase2-integrity", "--phase2-pfs"],
    ]);
  });
});

requireTool("terraform")("the installed Terraform", () => {
  it("is one that gcp.terraformVersion allows", () => {
    const text = execFileSync("terraform", ["version", "-json"], { encoding: "utf8", stdio: "pipe" });
    const { terraform_version: installed } = JSON.parse(text) as { terraform_version: string };
    const least = gcp.terraformVersion.value.replace(">= ", "");
    expect(installed.localeCompare(least, "en", { numeric: true })).toBeGreaterThanOrEqual(0);
  });
});

describe("the google provider's schema, as the fake has it", () => {
  it("has what gcp.googleProviderVersion is demanded for", () => {
    const tunnel = resourceBlock("google_compute_vpn_tunnel");
    expect(at(tunnel.attributes, "shared_secret_wo").write_only).toBe(true);
    const phases = at(tunnel.block_types, "cipher_suite").block.block_types;
    const roles = ["phase1", "phase2"].map((phase) => at(phases, phase).block.attributes);
    expect(roles.map((attributes) => Object.keys(attributes ?? {}).toSorted())).toEqual([
      ["dh", "encryption", "integrity", "prf"],
      ["encryption", "integrity", "pfs"],
    ]);
    for (const attributes of roles)
      for (const { type } of Object.values(attributes ?? {})) expect(type).toEqual(["list", "string"]);
  });
});
