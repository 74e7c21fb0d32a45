/** The commands that apply an edit: those that the table of changes names, in an order that works. */
import { describe, expect, test } from "vitest";
import { changesBetween } from "../../../src/facets/compare.ts";
import { formsOf, planOf } from "../../../src/facets/plan.ts";
import { edits } from "../../support/edits/all.ts";
import { bases, type Edit, edited, editedBy, effectOf, titleOf } from "../../support/edits/edit.ts";
import { exampleText, topologyOf } from "../../support/examples.ts";

const changesOf = (base: Edit["base"], text: string) =>
  changesBetween(topologyOf(exampleText(bases[base])), topologyOf(text));

/** What stands for a way of the table among the commands. */
const commandOf = {
  deploy: /^\.\/deploy\.sh$/,
  gcloud: /^\.\/deploy\.sh$/,
  interrupt: /^\.\/deploy\.sh --interrupt$/,
  "roll --suite": /^\.\/roll\.sh --suite$/,
  "roll --psk": /^\.\/roll\.sh --psk$/,
  "roll --inside-cidrs": /^\.\/roll\.sh --inside-cidrs$/,
  "tgw-routes --move": /^aws\/tgw-routes\.sh --move$/,
  "gcloud.sh replace": /^gcp\/gcloud\.sh replace [ab][12]$/,
  "move the state": /^terraform .*-migrate-state$/,
} as const;

describe.each(["terraform", "gcloud"] as const)("with %s", (form) => {
  test.each(edits.map((edit) => [titleOf(edit), edit] as const))("%s is applied by its way", (_, edit) => {
    const changes = changesOf(edit.base, edited(edit));
    const { commands, refused } = planOf(changes, form);
    const { way } = effectOf(edit, form);
    if (changes.length === 0) expect(commands).toEqual([]);
    else if (way === "refused" || way === "another VPN") {
      expect(refused).not.toEqual([]);
      expect(commands).toEqual([]);
    } else {
      expect(refused).toEqual([]);
      expect(commands.filter((command) => commandOf[way].test(command))).not.toEqual([]);
      expect(commands.at(-1)).toMatch(/^\.\/deploy\.sh/);
    }
  });
});

const find = (key: string): Edit => {
  const edit = edits.find((one) => one.key === key && one.base === "tokyo");
  if (edit === undefined) throw new Error(`no edit of ${key}`);
  return edit;
};
const planFor = (form: "terraform" | "gcloud", ...keys: readonly string[]) =>
  planOf(changesOf("tokyo", editedBy(keys.map(find))), form).commands;

test("several edits become one list: inside CIDRs, suite with its options, names, then the rest", () => {
  expect(planFor("gcloud", "ipsec.dhGroup", "ipsec.dpd.timeout", "tunnels.insideCidrs", "aws.tags")).toEqual([
    "./roll.sh --inside-cidrs",
    "./roll.sh --suite",
    "./deploy.sh",
  ]);
  expect(planFor("gcloud", "names.gcp.peers.b1", "names.gcp.tunnels.a2")).toEqual([
    "gcp/gcloud.sh replace a2",
    "gcp/gcloud.sh replace b1",
    "./deploy.sh",
  ]);
  expect(planFor("terraform", "ipsec.dhGroup", "gcp.keepalive")).toEqual([
    "./roll.sh --suite",
    "./deploy.sh --interrupt",
  ]);
});

test("an edit that is refused keeps the others from being applied", () => {
  expect(planFor("terraform", "ipsec.dhGroup", "gcp.asn")).toEqual([]);
});

test("a Terraform root with both sides is applied, and another VPN is not", () => {
  const oneApply = (key: string) => planOf(changesOf("tokyo", edited(find(key))), "terraform-aws").commands;
  expect(oneApply("ipsec.dhGroup")).toEqual(["terraform -chdir=terraform apply"]);
  expect(oneApply("gcp.asn")).toEqual([]);
});

test("the targets tell in which forms a VPN can be applied", () => {
  expect(formsOf(["cloudformation", "tunnel-options", "terraform", "gcloud"])).toEqual([
    "terraform",
    "gcloud",
  ]);
  expect(formsOf(["cloudformation", "gcloud"])).toEqual(["gcloud"]);
  expect(formsOf(["terraform-aws"])).toEqual(["terraform-aws"]);
});
