import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { compile } from "../../src/compile.ts";
import { compile as library } from "../../src/index.ts";
import { arbitraryVpn, withKeysReversed } from "../support/arbitrary.ts";
import type { VpnDocument } from "../support/arbitrary-ground.ts";
import { artifact, artifactsOf } from "../support/artifacts.ts";
import { bundledPrograms } from "../support/cli.ts";
import { exampleFiles, exampleText, topologyOf } from "../support/examples.ts";
import { listOf, readSettings } from "../support/settings.ts";

const runs = { numRuns: 15 };

describe("the same input", () => {
  test("gives the same artifacts and findings a second time", () => {
    fc.assert(
      fc.property(arbitraryVpn(), ({ text }) => {
        expect(everythingOf(text)).toEqual(everythingOf(text));
      }),
      runs,
    );
  });

  test("gives the same artifacts alone, beside another file, and after it", () => {
    const files = ["examples/eight-tunnels/blue.vpn.yaml", "examples/eight-tunnels/green.vpn.yaml"] as const;
    const sources = files.map((path) => ({ path, text: exampleText(path) }));
    const together = compile(sources);
    expect(compile([...sources].reverse()).folders).toEqual([...together.folders].reverse());
    expect(sources.flatMap((source) => compile([source]).folders)).toEqual(together.folders);
  });
});

describe("a file that says the same in other words", () => {
  type Change = (text: string, document: VpnDocument) => string | Uint8Array;
  const same = (...changes: readonly Change[]) =>
    fc.assert(
      fc.property(arbitraryVpn(), ({ text, document }) => {
        const artifacts = artifactsOf(text);
        for (const change of changes) expect(artifactsOf(change(text, document))).toEqual(artifacts);
      }),
      runs,
    );

  test("gives the same artifacts with its keys in another order", () => {
    same((_, document) => stringify(withKeysReversed(document)));
  });

  test("gives the same artifacts in flow style, in quotes and as JSON", () => {
    same(
      (_, document) => stringify(document, { collectionStyle: "flow" }),
      (_, document) => stringify(document, { defaultStringType: "QUOTE_SINGLE", defaultKeyType: "PLAIN" }),
      (_, document) => JSON.stringify(document, null, 2),
    );
  });

  test("gives the same artifacts with CRLF, with a byte order mark, and as bytes", () => {
    same(
      (_, document) => stringify(document).replaceAll("\n", "\r\n"),
      (text) => `\ufeff${text}`,
      (text) => new TextEncoder().encode(text),
    );
  });

  test("gives the same artifacts with comments and empty lines between all others", () => {
    same((_, document) => stringify(document).replaceAll("\n", " # $(id) 'a\n\n# why: {{x}}\n"));
    for (const file of exampleFiles)
      expect(artifactsOf(stringify(parse(exampleText(file))))).toEqual(artifactsOf(exampleText(file)));
  });
});

describe("inside CIDRs that are allocated", () => {
  const insideCidrs = (document: VpnDocument) =>
    topologyOf(stringify(document)).tunnels.map(({ insideCidr }) => insideCidr);

  /** Edits that have nothing to do with tunnels. */
  const edits: Record<string, (document: VpnDocument) => VpnDocument> = {
    labels: (document) => ({ ...document, gcp: { ...document.gcp, labels: { team: "radio" } } }),
    tags: (document) => ({ ...document, aws: { ...document.aws, tags: { team: "radio" } } }),
    workloads: (document) => ({ ...document, workloads: [{ name: "api", on: "ec2", mtu: 1300 }] }),
    alarms: (document) => {
      const { region } = document.aws;
      const topic = `arn:aws:sns:${region}:${document.aws.account ?? "123456789012"}:night`;
      return { ...document, aws: { ...document.aws, alarms: { topic } } };
    },
    keepalive: (document) => ({ ...document, gcp: { ...document.gcp, keepalive: 30 } }),
    suite: (document) => ({ ...document, ipsec: { encryption: "AES128-GCM-16", dhGroup: 19 } }),
    names: (document) => ({ ...document, names: { gcp: { tunnels: { a1: "first" } } } }),
    output: (document) => ({ ...document, output: { directory: "elsewhere" } }),
  };

  test.each(Object.keys(edits))("stay where they are when only %s change", (name) => {
    fc.assert(
      fc.property(arbitraryVpn(), ({ document: { tunnels: _, ...document } }) => {
        expect(insideCidrs(edits[name]?.(document) ?? document)).toEqual(insideCidrs(document));
      }),
      { numRuns: 10 },
    );
  });

  test("move with the name", () => {
    const { tunnels: _, ...document }: VpnDocument = parse(exampleText("examples/tokyo/vpn.yaml"));
    expect(insideCidrs({ ...document, name: "kyoto" })).not.toEqual(insideCidrs(document));
  });

  test("are those of the topology", () => {
    const text = exampleText("examples/tokyo/vpn.yaml");
    const settings = readSettings(artifact(artifactsOf(text), "settings.sh"));
    expect(listOf(settings, "INSIDE_CIDRS")).toEqual(insideCidrs(parse(text)));
  });
});

describe("the bundles", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await bundledPrograms();
  });
  const print = `const { compile } = require("./index.cjs");
    const texts = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    for (const [path, text] of texts) {
      const { files, diagnostics } = compile([{ path, text }]);
      console.log(JSON.stringify({ files, diagnostics }));
    }`;

  test("keep the names of functions and the lines, so that a trace in a report of a defect can be read", () => {
    const program = readFileSync(path.join(folder, "program.cjs"), "utf8");
    expect(program).toMatch(/^function buildTopology\(/m);
    expect(Math.max(...program.split("\n").map(({ length }) => length))).toBeLessThan(100_000);
  });

  const sources = [
    ...exampleFiles.map((file) => [file, exampleText(file)] as const),
    ...fc
      .sample(arbitraryVpn(), { seed: 20260816, numRuns: 20 })
      .map(({ text }) => ["vpn.yaml", text] as const),
  ];
  const expected = sources.map(([path, text]) => {
    const { files, diagnostics } = library([{ path, text }]);
    return JSON.stringify({ files, diagnostics });
  });

  test.each([
    ["of the machine", {}],
    ["of Kiritimati, in Turkish", { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }],
    ["of Niue, in C", { TZ: "Pacific/Niue", LANG: "C", LC_ALL: "C", NODE_ICU_DATA: "", NO_COLOR: "1" }],
    ["of a user without a home", { HOME: "/nonexistent", USER: "", FORCE_COLOR: "3", COLUMNS: "20" }],
  ])("gives the bytes that the sources give, in the environment %s and in another folder", (_, env) => {
    const printed = execFileSync(
      process.execPath,
      ["-e", print.replace("./index.cjs", path.join(folder, "index.cjs"))],
      {
        cwd: tmpdir(),
        env: { PATH: process.env.PATH, ...env },
        input: JSON.stringify(sources),
        encoding: "utf8",
        maxBuffer: 2 ** 28,
      },
    );
    expect(printed.trimEnd().split("\n")).toEqual(expected);
  });
});

function everythingOf(text: string, path = "vpn.yaml") {
  const { files, diagnostics } = compile([{ path, text }]);
  return { files, diagnostics };
}
