import { expect, test } from "vitest";
import type { TargetName } from "../../../src/target-names.ts";
import { emit } from "../../../src/targets/all.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { exampleTopology } from "../../support/examples.ts";
import { type Prologue, readPrologue } from "../../support/prologue.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const everyTarget: readonly TargetName[] = ["cloudformation", "tunnel-options", "terraform", "gcloud"];

function rollOf(topology: Topology, targets = everyTarget): string | undefined {
  return emit(topology, { sourceName: "vpn.yaml", targets }).find(({ path }) => path === "roll.sh")?.text;
}

function prologueOf(topology: Topology, targets = everyTarget): Prologue {
  return readPrologue(rollOf(topology, targets) ?? "");
}

test("is made where both sides can be changed", () => {
  expect(rollOf(tokyo)).toBeDefined();
  expect(rollOf(tokyo, ["tunnel-options", "gcloud"])).toBeDefined();
  expect(rollOf(tokyo, ["cloudformation", "terraform"])).toBeUndefined();
  expect(rollOf(tokyo, ["cloudformation", "tunnel-options"])).toBeUndefined();
});

test("knows the tools that there are artifacts for", () => {
  expect(prologueOf(tokyo).GCP_TOOLS).toEqual(["terraform", "gcloud"]);
  expect(prologueOf(tokyo, ["tunnel-options", "gcloud"]).GCP_TOOLS).toEqual(["gcloud"]);
});

test("lets the stack follow only where its template sets the options", () => {
  expect(prologueOf(tokyo)).toMatchObject({
    TEMPLATE: "aws/cloudformation.yaml",
    STACK_PARAMETERS: ["GcpAddress0", "GcpAddress1", "CustomerGatewayDeviceNames"],
  });
  const owned = { ...tokyo, aws: { ...tokyo.aws, optionsOwner: "script" as const } };
  expect(prologueOf(owned).TEMPLATE).toBe("");
  expect(prologueOf(tokyo, ["tunnel-options", "terraform"]).TEMPLATE).toBe("");
});

test("carries both spellings of the suite, and no key", () => {
  expect(prologueOf(tokyo)).toMatchObject({
    OPTION_NAMES: expect.arrayContaining(["Phase1DHGroupNumbers"]),
    SUITE_FIELDS: expect.arrayContaining(["phase1.dh"]),
    SUITE_VALUES: expect.arrayContaining(["Group-14"]),
    GCP_SECRETS: ["tokyo-psk-a1", "tokyo-psk-a2", "tokyo-psk-b1", "tokyo-psk-b2"],
  });
});
