import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hclString } from "../../src/render/quote.ts";
import { terraform as emitTerraform } from "../../src/targets/terraform.ts";
import { terraformAws } from "../../src/targets/terraform-aws.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { alone } from "../support/artifacts.ts";
import { exampleTopology } from "../support/examples.ts";
import { requireTool } from "./require.ts";
import { terraform } from "./terraform.ts";

const hostile = [
  '"',
  "\\",
  "\\\\n",
  "${path.cwd}",
  "$${path.cwd}",
  "$$${path.cwd}",
  "%{ if true }yes%{ endif }",
  "%%{",
  '"}\nresource "x" "y" {',
  "a\r\nb\tc",
  "# // /* */ <<EOT",
  "{{resolve}} {{/if}}",
  "\0\u001b[31m\u0085\u2028\ufeff",
  "日本語 🚇 e\u0301 👩‍👩‍👧",
];
const anyText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.constantFrom("$", "%", "{", "}", "\\", '"', "~", "\n", "a"), { maxLength: 8 })
    .map((parts) => parts.join("")),
);

/**
 * Keys of labels: hostile ones, and what `naming/labels` lets pass. Not any text: `terraform fmt` aligns what
 * follows a key by its own version of Unicode's tables, which differs from ours for marks and unassigned points.
 */
const labelKey = fc.oneof(
  fc.constantFrom(...hostile),
  fc.stringMatching(/^[a-zäñж日本][a-z0-9_äñж日本-]{0,30}$/),
);

/** A topology with this text in every place that a user's string reaches. */
const anyTopology = fc
  .record({
    text: anyText,
    labels: fc.dictionary(labelKey, anyText, { maxKeys: 5 }),
    ranges: fc.array(anyText, { maxLength: 3 }),
    existing: fc.boolean(),
    file: fc.constantFrom(
      "examples/tokyo/vpn.yaml",
      "examples/existing-tgw/vpn.yaml",
      "examples/sops-cbc/vpn.yaml",
    ),
  })
  .map(({ text, labels, ranges, existing, file }): Topology => {
    const { aws, bgp, gcp, output, ...topology } = exampleTopology(file);
    // What a script holds too, which takes no NUL character.
    const [word = "", ...words] = [text, ...ranges].map((one) => one.replaceAll("\0", ""));
    return {
      ...topology,
      aws: {
        ...aws,
        region: word,
        gateway: { ...aws.gateway, name: word },
        vpcs: aws.vpcs.map((vpc) => ({ ...vpc, id: word, routeTables: [word, ...words] })),
        cidrs: [text, ...ranges],
        logs: { ...aws.logs, enabled: true, create: existing, group: word },
        alarmTopic: word,
        tags: Object.entries(labels).map(([key, value]) => ({ key, value })),
      },
      connections: topology.connections.map((connection) => ({
        ...connection,
        name: word,
        customerGatewayName: word,
      })),
      bgp: { ...bgp, advertisedRanges: ranges },
      gcp: {
        ...gcp,
        cidrs: [word, ...words],
        project: text,
        region: text,
        network: text,
        router: { name: text, existing },
        gateway: { name: text, existing },
        externalGatewayName: text,
        labels: Object.entries(labels).map(([key, value]) => ({ key, value })),
      },
      output: { ...output, stateBucket: text, statePrefix: text, impersonate: text },
      tunnels: topology.tunnels.map((tunnel) => ({
        ...tunnel,
        gcpSecret: text,
        names: { tunnel: text, interface: text, peer: text },
      })),
    };
  });

requireTool("terraform")("text in Terraform", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "terraform-text-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  // Terraform brings every string to Unicode's normal form C.
  test("Terraform reads each HCL string back as the text it was", async () => {
    const texts = [...hostile, ...fc.sample(anyText, 500)];
    const list = texts.map((text) => `    ${hclString(text)},\n`).join("");
    writeFileSync(path.join(directory, "main.tf"), `output "texts" {\n  value = [\n${list}  ]\n}\n`);
    expect(await terraform(directory, ["apply", "-auto-approve", "-no-color"])).toMatchObject({ code: 0 });
    const { stdout } = await terraform(directory, ["output", "-json", "texts"]);
    expect(JSON.parse(stdout)).toEqual(texts.map((text) => text.normalize("NFC")));
  });

  test("what is emitted is formatted, whatever the texts in it are", async () => {
    fc.sample(anyTopology, 60).forEach((topology, index) => {
      const folder = path.join(directory, String(index));
      mkdirSync(folder);
      for (const emit of [emitTerraform, terraformAws])
        for (const { path: file, text } of emit(topology, alone)) {
          if (!file.endsWith(".tf")) continue;
          mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
          writeFileSync(path.join(folder, file), text);
        }
    });
    const formatted = await terraform(directory, ["fmt", "-check", "-diff", "-recursive"]);
    expect(formatted).toEqual({ code: 0, stdout: "", stderr: "" });
  });
});
