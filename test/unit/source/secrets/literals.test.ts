/** A key in the file is found wherever it is, named as one, and reported once. */
import { describe, expect, it, test } from "vitest";
import { compile } from "../../../../src/compile.ts";
import { reportText } from "../../../../src/report/text.ts";
import { baseExample } from "../../../../src/rules/base-example.ts";

/** Made up, and cut in two so that no scanner takes one for a real one. */
const generated = `hT4gM9wRb2KqX7cV${"n8YdZe5jF3pL6sAo"}`;
const invented = "hunter2.hunter2";

function found(end: string): string[] {
  const { diagnostics, parsed, files } = compile([{ path: "vpn.yaml", text: `${baseExample}${end}\n` }]);
  const report = reportText(diagnostics, parsed);
  const words = JSON.stringify(diagnostics.map(({ message, fix, edits }) => [message, fix, edits])) + report;
  expect(words).not.toContain(generated);
  expect(words).not.toContain(invented);
  if (diagnostics.some(({ rule }) => rule === "secrets/literal-key")) expect(files).toEqual([]);
  return diagnostics.map(({ rule }) => rule);
}

describe.each([generated, invented])("a key of %j", (key) => {
  test.each([
    "x-psk: &psk KEY",
    "x-keys: { psk: [KEY] }",
    "psk: KEY",
    "sharedSecret: KEY",
    "shared_secret: KEY",
    "pre_shared_key: KEY",
    "tunnel1_preshared_key: KEY",
    "password: KEY",
    "preSharedKeys: { a1: KEY }",
    "preSharedKeys: { aws: { a1: KEY } }",
    "preSharedKeys: { aws: { psk: KEY } }",
    "preSharedKeys: { keys: [KEY] }",
    "preSharedKeys: [KEY]",
    "tunnels: { a1: { psk: KEY } }",
    "tunnels: [{ psk: KEY }]",
    "ipsec: { psk: KEY }",
    "ipsec: { preSharedKey: KEY }",
  ])("at %s is one finding", (place) => {
    expect(found(place.replace("KEY", key)).filter((rule) => !rule.startsWith("shape/type"))).toEqual([
      "secrets/literal-key",
    ]);
  });
});

test.each([
  "x-note: KEY",
  "x-note: { a: [KEY] }",
  "KEY: x",
  "colour: KEY",
  "output: { directory: KEY }",
  "ipsec: { integrity: KEY }",
  "workloads: [{ name: KEY, on: gce }]",
])("a generated key is found by its looks at %s", (place) => {
  expect(found(place.replace("KEY", generated))).toContain("secrets/literal-key");
});

it.each([
  "preSharedKeys: { a1: tokyo/psk/a1 }",
  "preSharedKeys: { a1: arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:tokyo }",
  "preSharedKeys: { a1: projects/media-prod/secrets/tokyo-psk-a1 }",
  'preSharedKeys: { psk: "${TOKYO_PSK_1}" }',
  "preSharedKeys: { psk: op://vault/item/field }",
  "preSharedKeys: { psk: generated }",
  "aws: { tags: { psk-rotation: every-90-days-1 } }",
  "x-note: ordinary",
])("what is no key is not called one: %s", (place) => {
  expect(found(place)).not.toContain("secrets/literal-key");
});
