/** The facets: that they see each edit and each value, and say of an edit what the table of changes says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween, levelOf, levelOfAll, reaches, worst } from "../../../src/facets/compare.ts";
import type { Form } from "../../../src/facets/effect.ts";
import { parseFile } from "../../../src/source/parse.ts";
import { buildTopology } from "../../../src/topology/build.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { arbitraryVpn, withKeysReversed } from "../../support/arbitrary.ts";
import { edits } from "../../support/edits/all.ts";
import { bases, type Edit, edited, rowOf, titleOf } from "../../support/edits/edit.ts";
import { exampleFiles, exampleText, topologyOf } from "../../support/examples.ts";
import { type Leaf, leavesOf, withLeaf } from "../../support/leaves.ts";

const forms: readonly Form[] = ["terraform", "gcloud", "terraform-aws"];

const changesOf = (edit: Edit) =>
  changesBetween(topologyOf(exampleText(bases[edit.base])), topologyOf(edited(edit)));

test.each(edits.map((edit) => [titleOf(edit), edit] as const))("%s does what its row says", (_, edit) => {
  const changes = changesOf(edit);
  const row = rowOf(edit);
  if (changes.length === 0) {
    expect(row.id).toBe("nothing");
    return;
  }
  expect(changes.map((change) => change.row.id)).toContain(row.id);
  for (const form of ["terraform", "gcloud"] as const)
    expect(worst(changes.map((change) => levelOf(change.row, form)))).toBe(levelOf(row, form));
});

test.each([
  [["a1"], "tunnel"],
  [["a1", "a2"], "connection"],
  [["a1", "b1"], "all"],
  [["a1", "a2", "b1"], "all"],
])("Terraform takes down the tunnels that get another name, as %j", (tunnels, level) => {
  const names = Object.fromEntries(tunnels.map((id) => [`names.gcp.tunnels.${id}`, `another-${id}`]));
  const changes = changesOf({ key: "names.gcp.tunnels.a1", base: "tokyo", values: names });
  expect(levelOfAll(changes, "terraform")).toBe(level);
  const alsoGateway = { ...names, "names.gcp.externalGateway": "another" };
  const more = changesOf({ key: "names.gcp.tunnels.a1", base: "tokyo", values: alsoGateway });
  expect(levelOfAll(more, "terraform")).toBe("all");
});

/** Leaves that no cloud can show, and why. */
const unseen: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^suite\.(aead|gcp|aws\.(phase2|ikeVersion))/, "follows from the cipher, the hash and the DH group"],
  [/^mtu\./, "follows from the suite"],
  [/^bgp\.(holdTime|priority)/, "follows from the keepalive, or is the same for every VPN"],
  [
    /^connections\.\d\.(id|gatewayInterface|tunnels)/,
    "fixed by the shape of a VPN; its tunnels are listed once more",
  ],
  [/^tunnels\.\d\.(id|connection|gatewayInterface|peerInterface)/, "fixed by the shape of a VPN"],
  [/^tunnels\.\d\.(awsInside|gcpInside)/, "follows from the inside CIDR"],
  [/^aws\.logs\./, "is only there with `enabled`"],
  [/^aws\.gateway\.origin\.existing/, "is there with its id"],
  [/^aws\.vpcs\.\d+\.securityGroups\.\d+\.allow/, "reach without a range of Google Cloud is none"],
  [/^output\.(stateBucket|statePrefix)/, "a prefix is only there with its bucket"],
];

function other({ value }: Leaf): Leaf["value"] {
  return typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `${value}x`;
}

/** ICMP and "all" have no ports, which the topology writes as 0. */
function unseenLeavesOf(topology: Topology): string[] {
  return leavesOf(topology)
    .filter(({ path, value }) => !(/Port$/.test(String(path.at(-1))) && value === 0))
    .filter((leaf) => {
      const after = withLeaf(topology, leaf.path, other(leaf)) as Topology;
      return changesBetween(topology, after).length === 0;
    })
    .map(({ path }) => path.join("."))
    .filter((path) => !unseen.some(([pattern]) => pattern.test(path)));
}

describe("every value of a VPN is a facet, or follows from one", () => {
  test.each(exampleFiles)("in %s", (file) => {
    expect(unseenLeavesOf(topologyOf(exampleText(file)))).toEqual([]);
  });

  test("in random VPNs", () => {
    fc.assert(
      fc.property(arbitraryVpn(), ({ text }) => {
        expect(unseenLeavesOf(topologyOf(text))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});

test("a VPN does not differ from itself, whatever the order of its keys", () => {
  fc.assert(
    fc.property(arbitraryVpn(), ({ text, document }) => {
      const reordered = JSON.stringify(withKeysReversed(document));
      expect(changesBetween(topologyOf(text), topologyOf(reordered))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test("two edits are at least as bad as each", () => {
  const base = topologyOf(exampleText(bases.tokyo));
  const ofTokyo = edits.filter((edit) => edit.base === "tokyo");
  fc.assert(
    fc.property(fc.constantFrom(...ofTokyo), fc.constantFrom(...ofTokyo), (one, two) => {
      const both = parseFile({
        path: "vpn.yaml",
        text: edited({ ...one, values: { ...two.values, ...one.values } }),
      });
      fc.pre(both.config !== undefined);
      const level = (topology: Topology, form: Form) => levelOfAll(changesBetween(base, topology), form);
      for (const form of forms) {
        const together = level(buildTopology(both.config as never), form);
        expect(reaches(together, level(topologyOf(edited(one)), form))).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});
