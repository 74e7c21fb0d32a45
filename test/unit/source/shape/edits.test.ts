/** What a machine can do about a mistake in the shape of a file. */
import { describe, expect, it } from "vitest";
import type { Edits, Path } from "../../../../src/diagnostic.ts";
import { baseExample } from "../../../../src/rules/base-example.ts";
import { parseFile } from "../../../../src/source/parse.ts";

const editsOf = (text: string): (Edits | undefined)[] =>
  parseFile({ path: "vpn.yaml", text }).diagnostics.map(({ edits }) => edits);

/** The base example after a change. */
function withChange(from: string, to: string): string {
  expect(baseExample).toContain(from);
  return baseExample.replace(from, () => to);
}

const network = "  network: prod\n";
const write = (at: Path, value: unknown) => ({ kind: "write", at, value });

describe("a safe edit", () => {
  it.each([
    ["asn: 64512", 'asn: "64512"', "Write 64512", write(["gcp", "asn"], 64512)],
    ["asn: 64512", "asn: AS64512", "Write 64512", write(["gcp", "asn"], 64512)],
    ["asn: 64512", "asn: ６４５１２", "Write 64512", write(["gcp", "asn"], 64512)],
    ["version: 1\n", "", "Add version: 1", write(["version"], 1)],
    ["version: 1", 'version: "1"', "Write 1", write(["version"], 1)],
    [network, `${network}  keepalive: 20s\n`, "Write 20", write(["gcp", "keepalive"], 20)],
    [
      network,
      `${network}  router: { existing: yes }\n`,
      "Write true",
      write(["gcp", "router", "existing"], true),
    ],
    [network, `${network}  labels: { a: 010 }\n`, "Put it in quotes", write(["gcp", "labels", "a"], "010")],
    ["type: vgw", "type: VGW", "Write vgw", write(["aws", "gateway", "type"], "vgw")],
    ["{ type: vgw }", "vgw", "Write it below type", write(["aws", "gateway"], { type: "vgw" })],
    [
      "{ type: vgw }",
      "[{ type: vgw }]",
      "Remove the list around it",
      write(["aws", "gateway"], { type: "vgw" }),
    ],
    ["network: prod", "network: [prod]", "Write a single value", write(["gcp", "network"], "prod")],
    ["[10.128.0.0/20]", "10.128.0.0/20", "Write it as a list", write(["gcp", "cidrs"], ["10.128.0.0/20"])],
    [
      "[10.128.0.0/20]",
      "10.128.0.0/20, 10.129.0.0/20",
      "Write it as a list",
      write(["gcp", "cidrs"], ["10.128.0.0/20", "10.129.0.0/20"]),
    ],
    [
      "network:",
      "netwrok:",
      "Rename it to network",
      { kind: "move", at: ["gcp", "netwrok"], to: ["gcp", "network"] },
    ],
    [
      "routeTables:",
      "route_tables:",
      "Rename it to routeTables",
      { kind: "move", at: ["aws", "vpcs", 0, "route_tables"], to: ["aws", "vpcs", 0, "routeTables"] },
    ],
  ])("of %j written as %j is: %s", (from, to, title, edit) => {
    expect(editsOf(withChange(from, to))).toEqual([{ applicability: "safe", title, edits: [edit] }]);
  });
});

describe("a safe edit of the text", () => {
  const apply = (text: string): string => {
    const [edits, ...others] = editsOf(text);
    expect(others).toEqual([]);
    if (edits?.applicability !== "safe") throw new Error(`no safe edit: ${JSON.stringify(edits)}`);
    return edits.edits.toReversed().reduce((changed, edit) => {
      if (edit.kind !== "replace") throw new Error(edit.kind);
      return changed.slice(0, edit.span[0]) + edit.text + changed.slice(edit.span[1]);
    }, text);
  };

  it.each([
    ["a missing space", withChange("network: prod", "network:prod"), baseExample],
    ["a missing space in braces", withChange("{ type: vgw }", "{ type:vgw }"), baseExample],
    ["an equal sign", withChange("network: prod", "network = prod"), baseExample],
    ["a colon of full width", withChange("network: prod", "network：prod"), baseExample],
    ["a space of full width", withChange("  network", "　 network"), baseExample],
    ["a missing quote", withChange("network: prod", 'network: "prod'), withChange(": prod", ': "prod"')],
    [
      "a missing quote in a list",
      withChange("[tcp/443, icmp] }", '["tcp/443, icmp] }'),
      withChange("[tcp/443, icmp] }", '["tcp/443", icmp] }'),
    ],
    ["tabs", baseExample.replace(/^ {2}/gm, "\t"), baseExample],
    ["a repeated key", withChange(network, network + network), baseExample],
    [
      "swapped sections",
      baseExample.replace("aws:", "x:").replace("gcp:", "aws:").replace("x:", "gcp:"),
      baseExample,
    ],
    ["a directive", `%YAML 1.1\n---\n${baseExample}`, `\n---\n${baseExample}`],
  ])("mends %s", (_, broken, mended) => {
    expect(apply(broken)).toBe(mended);
  });
});

describe("an edit is unsafe", () => {
  it.each([
    ["if a key is only near", withChange("asn: 64512", "asm: 64512"), "Rename it to asn"],
    ["if a key is elsewhere", `${baseExample}dhGroup: 14\n`, "Move it to ipsec"],
    ["if an empty key is removed", withChange(network, `${network}  labels:\n`), "Remove the key"],
  ])("%s", (_, text, title) => {
    expect(editsOf(text)).toEqual([expect.objectContaining({ applicability: "unsafe", title })]);
  });
});

it("two words are a choice", () => {
  expect(editsOf(withChange("type: vgw", "type: gateway"))).toEqual([
    {
      applicability: "choice",
      choices: ["vgw", "tgw"].map((word) => ({
        title: `Write ${word}`,
        edits: [{ kind: "write", at: ["aws", "gateway", "type"], value: word }],
      })),
    },
  ]);
});

describe("there is no edit", () => {
  it.each([
    ["to a number that is out of range", withChange(network, `${network}  keepalive: 10s\n`)],
    ["for a value of no meaning", withChange("asn: 64512", "asn: many")],
    ["to a key that is there already", withChange(network, `${network}  netwrok: test\n`)],
    [
      "that writes what may be a secret",
      `${baseExample}preSharedKeys: { sops: { file: [hunter2.hunter2] } }\n`,
    ],
    ["for two values of one key", withChange(network, `${network}  network: test\n`)],
  ])("%s", (_, text) => {
    for (const edits of editsOf(text)) expect(edits).toBeUndefined();
  });
});
