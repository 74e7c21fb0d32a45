/** No report shows a pre-shared key that stands in a file by mistake: place × kind of key × state of the file × format. */
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostic.ts";
import { reportGithub } from "../../src/report/github.ts";
import { reportJson } from "../../src/report/json.ts";
import { reportSarif } from "../../src/report/sarif.ts";
import { reportText } from "../../src/report/text.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import type { ParsedFile } from "../../src/source/parse.ts";

/** Made up, and cut in two so that no scanner takes one for a real one. */
const generated: Readonly<Record<string, string>> = {
  "letters and digits": `hT4gM9wRb2KqX7cV${"n8YdZe5jF3pL6sAo"}`,
  "as AWS makes them": `q7W.x9_aZb3RtY5u${"K1mN8.oPs4_Lx2Vd"}`,
  base64: `q7Wx+9/aZb3RtY5uK1mN8${"oPsL4xVd2+GhT6yBn0Qw3/A=="}`,
  "hexadecimal digits": `0f1e2d3c4b5a6978${"8796a5b4c3d2e1f0"}`,
  "capital hexadecimal digits": `0F1E2D3C4B5A6978${"8796A5B4C3D2E1F0"}`,
  "lowercase letters and digits": `k3jx8v0qmz5w2r7t${"9ybn4hd6gs1pfcu8"}`,
  "with marks": `hT4g!M9wR$b2KqX7${"cV%n8Yd^Ze5j~F3p"}`,
  "begins with an asterisk": `*T4gM9wRb2KqX7cV${"n8YdZe5jF3pL6sAo"}`,
  "begins with an exclamation mark": `!T4gM9wRb2KqX7cV${"n8YdZe5jF3pL6sAo"}`,
};

/** What somebody thought of; only its place tells what it is. */
const invented: Readonly<Record<string, string>> = {
  "a word with digits": "hunter2.hunter2",
  "words with digits": "Sommer-2024-Tokyo",
  "many words": "correct-horse-battery-staple",
};

/** Where the name of a secret stands near. */
const near = [
  "preSharedKeys: KEY",
  'preSharedKeys: "KEY"',
  "preSharedKeys: [KEY]",
  "preSharedKeys:\n  a1: KEY",
  "preSharedKeys:\n  a1: 'KEY'\n  a2: \"KEY\"",
  "preSharedKeys: { a1: KEY, a2: x }",
  '"preSharedKeys": { "a1": "KEY" }',
  "preSharedKeys: {\n  a1: KEY\n  }",
  "preSharedKeys:\n  a1: x\n  a1: KEY",
  "preSharedKeys:\n  a1:\n    - KEY",
  "preSharedKeys:\n  a1:\n  - KEY",
  "preSharedKeys:\n  a1: |\n    KEY",
  "preSharedKeys:\n  a1: >-\n    KEY",
  "preSharedKeys:\n  KEY: x",
  "preSharedKeys:\n  KEY",
  "preSharedKeys:\n  ? KEY\n  : x",
  "preSharedKeys:\n  a1: x # KEY",
  "preSharedKeys:\n  # KEY\n  a1: x",
  "preSharedKeys:\n  source: KEY",
  "preSharedKeys:\n  a1: &one KEY\n  a2: *one",
  "preSharedKeys:\n  a1: *KEY",
  "preSharedKeys:\n  a1: !KEY x",
  "preSharedKeys:\n  a1: &KEY x",
  "preSharedKeys:\n  a1: %KEY",
  "preSharedKeys:\n  a1: #KEY",
  "preSharedKeys:\n  <<: { a1: KEY, a2: KEY }\n  a1: x",
  "preSharedKeys:\n  <<: KEY",
  "preSharedKeys:\n\n\n  a1:\n\n    KEY",
  "preSharedKeys:\na1: KEY",
  "x-psk: &psk KEY",
  "x-psk: &psk KEY\npreSharedKeys: { a1: *psk }",
  "x-psk: [KEY]",
  "psk: KEY",
  "psk:\n- KEY",
  "psk: >\n  KEY",
  "password: KEY",
  "password = KEY",
  "sharedSecret: { of: { tunnel: KEY } }",
  "? psk\n: KEY",
  "# psk: KEY",
  "# psk: KEY\nx: 1",
  "# the pre-shared key is KEY",
  "x-note: 1 # password KEY",
  "a1: KEY",
];

/** Where only its shape tells what it is. */
const elsewhere = [
  "x-note: KEY",
  "x-note: [KEY, { a: KEY }]",
  "KEY: x",
  "? KEY\n: x",
  "KEY",
  "# KEY",
  "x-note: 1 # KEY",
  "x-note: &KEY 1",
  "x-note: *KEY",
  "x-note: !KEY 1",
  "x-note: %KEY",
  "x-note: |\n  KEY",
  "x-note: >-\n  KEY\n  KEY",
  "x-note: x\nx-note: KEY",
  "x-note:\n  KEY: 1\n  KEY: 2",
  "workloads: KEY",
  "workloads: { KEY: 1 }",
  "tunnels: { KEY: { KEY: KEY } }",
  "names: { aws: KEY }",
  "version: KEY",
  "output: { targets: [KEY], KEY: 1 }",
  "ipsec: { encryption: KEY, dhGroup: KEY }",
  "# vpngen-ignore KEY: it is known",
  "# vpngen-ignore bgp/keepalive: KEY\nx-note: 1",
  "--- KEY",
  "%KEY 1",
];

/** What a file may be, of which the end is about keys. */
const states: Readonly<Record<string, (end: string) => string | Uint8Array>> = {
  valid: (end) => `${baseExample}${end}\n`,
  "broken below": (end) => `${baseExample}${end}\nbroken: [\n`,
  "broken above": (end) => `broken: 'x\n${baseExample}${end}\n`,
  "with a tab": (end) => `${baseExample}${end}\nx-tab:\n\ttab: 1\n`,
  CRLF: (end) => `${baseExample}${end}\n`.replaceAll("\n", "\r\n"),
  "CRLF and broken": (end) => `${baseExample}${end}\nbroken: [\n`.replaceAll("\n", "\r\n"),
  CR: (end) => `${baseExample}${end}\n`.replaceAll("\n", "\r"),
  "with a character that is not seen": (end) => `${baseExample}${end.replace(/(?<=\w{5})/, "\u200e")}\n`,
  "no UTF-8": (end) => Buffer.concat([Buffer.from(`${baseExample}${end}`), Buffer.from([0xff])]),
  "UTF-16": (end) => Buffer.from(`\ufeff${end}\n`, "utf16le"),
  "UTF-16 without a mark": (end) => Buffer.from(`${end}\n`, "utf16le"),
};

const formats: Readonly<
  Record<string, (found: readonly Diagnostic[], files: readonly ParsedFile[]) => string>
> = {
  text: (found, files) => reportText(found, files),
  colour: (found, files) => reportText(found, files, { colour: true }),
  json: reportJson,
  github: reportGithub,
};

/** Findings on every line that has something of the key's, as related places too, so that each is shown. */
function everywhere({ path: file, text }: ParsedFile, message: string): Diagnostic[] {
  const lines = [...text.matchAll(/[^\n]+/g)].slice(-8);
  return lines.map(({ 0: line, index }, at) => ({
    rule: "test/rule",
    severity: "error",
    place: { file, span: [index, index + line.length] },
    message,
    fix: message,
    related: [{ place: { file, span: [lines[at - 1]?.index ?? 0, index] }, message }],
  }));
}

/** The longest part of a key in a text, of at least eight characters; its case does not matter. */
function shownOf(key: string, text: string): string {
  const [wanted, within] = [key.toLowerCase(), text.replace(/\p{Cc}\[[\d;]*m/gu, "").toLowerCase()];
  for (let start = 0; start + 8 <= wanted.length; start++)
    if (within.includes(wanted.slice(start, start + 8))) return `${wanted.slice(start, start + 8)}…`;
  return "";
}

function leaks(places: readonly string[], key: string, state: (end: string) => string | Uint8Array) {
  return places.flatMap((place) => {
    const text = state(place.replaceAll("KEY", () => key));
    const { diagnostics, parsed } = compile([{ path: "vpn.yaml", text }]);
    const [file] = parsed;
    if (file === undefined) return ["nothing was read"];
    const found = [...diagnostics, ...everywhere(file, "wrong")];
    return Object.entries(formats).flatMap(([format, report]) => {
      const shown = shownOf(key, report(found, parsed));
      return shown === "" ? [] : [`${format}: ${place}: ${shown}`];
    });
  });
}

/** Which of the kinds of keys a state of the file is tried with, by the numbers of both. */
export type Choice = (kind: number, state: number) => boolean;

/** Declares the tests of every kind of key in every state of the file, as far as they are chosen. */
export function describeShownKeys(isChosen: Choice): void {
  describe.each(Object.entries(states))("a key in a file that is %s", (name, state) => {
    const chosen = (kinds: Readonly<Record<string, string>>) =>
      Object.entries(kinds).filter((_, kind) => isChosen(kind, Object.keys(states).indexOf(name)));

    it.each(chosen({ ...generated, ...invented }))("is shown nowhere near its name: %s", (_, key) => {
      expect(leaks(near, key, state)).toEqual([]);
    });

    it("is shown nowhere in SARIF", () => {
      const key = generated["letters and digits"] ?? "";
      const text = state(near.slice(0, 12).join("\n").replaceAll("KEY", key));
      const { diagnostics, parsed } = compile([{ path: "vpn.yaml", text }]);
      expect(shownOf(key, reportSarif(diagnostics, parsed, { version: "1.2.3" }))).toBe("");
    });

    it.each(chosen(generated))("is shown nowhere: %s", (_, key) => {
      expect(leaks(elsewhere, key, state)).toEqual([]);
    });
  });
}
