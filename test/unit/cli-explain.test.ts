import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import reportSchema from "../../schemas/report.schema.json";
import { catalogue } from "../../src/report/catalogue.ts";
import { explainKind } from "../../src/report/explain.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import type { Run } from "../support/cli.ts";
import { vpngen } from "../support/in-process.ts";

let folder: string;
const run = (args: readonly string[], input = ""): Promise<Run> => vpngen(folder, args, input);
const kinds = catalogue();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-explain-"));
  writeFileSync(path.join(folder, "broken.vpn.yaml"), baseExample.replace("64512", "65000"));
  writeFileSync(path.join(folder, "vpn.yaml"), baseExample);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("explain", () => {
  test("lists every rule and every finding about a file, topic by topic, with severity and demand", async () => {
    const { status, stdout, stderr } = await run(["explain"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const listed = [...stdout.matchAll(/^ {2}(\w+) +(\S+) +(.+)$/gm)].map((match) => match.slice(1));
    expect(listed).toEqual(kinds.map(({ id, severity, title }) => [severity, id, title]));
    expect(stdout.match(/^\w+$/gm)?.slice(0, 3)).toEqual(["naming", "gateway", "bgp"]);
    expect(stdout).toContain("\n\nyaml\n");
  });

  test("says of a rule what it demands, why, how to meet it, an example of each kind, and who says so", async () => {
    const { status, stdout, stderr } = await run(["explain", "bgp/asn-equal"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "bgp/asn-equal (error)

      The two clouds have different ASNs.

      Why: With the same number on both sides the session would be internal BGP, which
      neither cloud offers over a VPN: IKE and IPsec come up, BGP never does, and no
      route is learned.

      Fix: Give one side another private ASN, for example 64512 to Google Cloud and
      65000 to AWS.

      Wrong, at \`gcp.asn\`:

          aws: { asn: 64512 }
          gcp: { asn: 64512 }

      Right:

          aws: { asn: 65000 }
          gcp: { asn: 64512 }

      Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html
      "
    `);
  });

  test("says of a finding about a file what there is to say", async () => {
    expect((await run(["explain", "yaml/tab"])).stdout).toMatchInlineSnapshot(`
      "yaml/tab (error)

      Lines must be indented with spaces, not tabs.

      Why: YAML does not allow tabs in indentation, because their width is not
      defined.

      Fix: Replace the tab with spaces.
      "
    `);
  });

  test("takes several rules, and topics", async () => {
    const { stdout } = await run(["explain", "yaml/tab", "bgp"]);
    expect(stdout).toContain("yaml/tab (error)\n");
    expect(stdout).toContain("\n\nbgp\n  error ");
    expect(stdout).not.toContain("naming");
  });

  test.each([
    ["bgp/asn-equl", "Did you mean `bgp/asn-equal`?"],
    ["asn-equal", "Did you mean `bgp/asn-equal`?"],
    ["nonsense", "there is no rule nonsense. `vpngen explain` lists them"],
    ["", "there is no rule "],
    ["__proto__", "there is no rule __proto__."],
  ])("does not know %j, and helps", async (name, message) => {
    const { status, stdout, stderr } = await run(["explain", "--", name]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test("--help says how to use it", async () => {
    expect((await run(["explain", "--help"])).stdout).toMatch(/^Usage: vpngen explain/);
    expect((await run(["--help"])).stdout).toContain("\n  explain ");
  });
});

test.each(kinds.map((kind) => [kind.id, kind] as const))(
  "explain %s prints all there is, in lines that a terminal shows",
  (_, kind) => {
    const text = explainKind(kind);
    const flat = text.replace(/\s+/g, " ");
    const parts = [kind.id, kind.severity, `${kind.title}.`, kind.why, kind.fix, kind.rule?.source ?? ""];
    for (const part of parts) expect(flat).toContain(part.replace(/\s+/g, " "));
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/(?!\n)\p{Cc}|undefined/u);
    const prose = text.split("\n").filter((line) => !/^ {4}|^Source: /.test(line));
    expect(prose.filter((line) => line.length > 80 && line.includes(" "))).toEqual([]);
    const examples = text.match(/^(Wrong(, in \d files of one run)?, at `[^`]+`|Right.*):\n\n {4}\S/gm);
    expect(examples?.length ?? 0).toBe(kind.rule === undefined ? 0 : 2);
  },
);

describe("check --format", () => {
  test("says of an unknown format which there are", async () => {
    expect(await run(["check", "--format", "xml"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "vpngen: --format is text, json, sarif or github, not xml\n",
    });
  });

  test("sarif prints one log on standard output, and ends as the text form does", async () => {
    const { status, stdout, stderr } = await run(["check", "--format", "sarif", "broken.vpn.yaml"]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    const { runs } = JSON.parse(stdout);
    expect(runs).toMatchObject([
      {
        tool: { driver: { semanticVersion: (await run(["--version"])).stdout.trim() } },
        results: [{ ruleId: "bgp/asn-equal" }],
      },
    ]);
    const fine = await run(["check", "--format", "sarif"]);
    expect(fine.status).toBe(0);
    expect(JSON.parse(fine.stdout).runs[0].results).toEqual([]);
  });

  test("github prints annotations on standard output, and the text beside them", async () => {
    const { status, stdout, stderr } = await run(["check", "--format", "github", "broken.vpn.yaml"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=broken\.vpn\.yaml,line=16,.*,title=bgp\/asn-equal::.*\n$/);
    expect(stderr).toContain("broken.vpn.yaml:16:8: error: ");
    expect(await run(["check", "--format", "github"])).toEqual({
      status: 0,
      stdout: "",
      stderr: "no findings in 1 file\n",
    });
  });

  test("github leaves no command of a hostile file in the log", async () => {
    const { stdout, stderr } = await run(
      ["check", "--format", "github", "-"],
      '"##[stop-commands]x": 1\n"::x": 2\n',
    );
    expect(stderr).not.toMatch(/^\s*::|##\[/m);
    expect(stdout.split("\n").filter((line) => !/^::error title=/.test(line))).toEqual([""]);
  });

  test("json, of check and of build, is as its schema says", async () => {
    const validate = new Ajv().compile(reportSchema);
    for (const args of [
      ["check", "--format", "json", "broken.vpn.yaml"],
      ["build", "--format", "json", "broken.vpn.yaml"],
      ["build", "--format", "json"],
      ["build", "--check", "--format", "json"],
    ]) {
      expect({ args, valid: validate(JSON.parse((await run(args)).stdout)) }).toEqual({ args, valid: true });
    }
  });
});
