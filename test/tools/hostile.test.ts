import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Artifacts } from "../support/artifacts.ts";
import { attempts, type Pair, pairsOf, spoiled } from "../support/hostile-values.ts";
import { openWorkspace, type Workspace } from "./fake-google/workspace.ts";
import { requireTool } from "./require.ts";
import { terraform } from "./terraform.ts";

requireTool("terraform", "@grpc/grpc-js")("a hostile text that vpngen takes", () => {
  let pairs: readonly Pair[] = [];
  let workspace: Workspace;
  beforeAll(() => {
    pairs = pairsOf(attempts()).filter((pair) => changesOf(pair).length > 0);
  });
  beforeEach(async () => {
    workspace = await openWorkspace();
    pairs.forEach(({ hostile }, index) => {
      writeRoot(path.join(workspace.directory, `root${index}`), hostile);
    });
  });
  afterEach(() => workspace.close());

  test("reaches Terraform unchanged, and changes nothing else", async () => {
    const changes = pairs.flatMap((pair) => changesOf(pair).map((change) => ({ ...pair, ...change })));
    const titles = new Set(pairs.map(({ title }) => title));
    expect(titles).toContain("output.terraform.backend.gcs.prefix: variables");
    expect(titles).toContain("gcp.labels.team: a date");
    const list = changes.map(({ literal, other }) => `    [${literal}, ${other}],\n`).join("");
    writeFileSync(
      path.join(workspace.directory, "main.tf"),
      `output "texts" {\n  value = [\n${list}  ]\n}\n`,
    );
    expect(await workspace.run("apply", {}, "-auto-approve")).toMatchObject({ code: 0, stderr: "" });
    const { stdout } = await workspace.run("output", {}, "-json", "texts");
    const read: [string, string][] = JSON.parse(stdout);
    expect(read).toHaveLength(changes.length);
    read.forEach(([value, harmless], index) => {
      const { title = "", text = "" } = changes[index] ?? {};
      // Terraform brings every string to Unicode's normal form C.
      expect(value, title).toBe(spoiled(harmless, text).normalize("NFC"));
    });
  });

  test("leaves a root that is formatted and valid", async () => {
    const formatted = await terraform(workspace.directory, ["fmt", "-check", "-recursive"]);
    expect(formatted).toEqual({ code: 0, stdout: "", stderr: "" });
    const calls = pairs.map(
      (_, index) => `module "root${index}" {
  source                = "./root${index}"
  aws_outside_addresses = null
}
`,
    );
    await workspace.initialise(calls.join("\n"));
    const { stdout } = await workspace.run("validate", {}, "-json");
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, error_count: 0 });
  });
});

/** A string that the hostile text changed, and what stands there with the harmless one, both as written. */
interface Change {
  readonly literal: string;
  readonly other: string;
}

const stringLiteral = /"(?:[^"\\]|\\.)*"/g;

/** The strings that differ. Expects nothing else to differ, but for the spaces that align equals signs. */
function changesOf({ title, hostile, harmless }: Pair): Change[] {
  const outside = (text: string) => text.replace(stringLiteral, '""').replace(/ +/g, " ");
  const text = filesOf(hostile).join("\n");
  const other = filesOf(harmless).join("\n");
  expect(outside(text), title).toBe(outside(other));
  const others = other.match(stringLiteral) ?? [];
  return (text.match(stringLiteral) ?? []).flatMap((literal, index) => {
    const before = others[index] ?? "";
    return literal === before ? [] : [{ literal, other: before }];
  });
}

function filesOf(artifacts: Artifacts): string[] {
  return Object.entries(artifacts).flatMap(([name, text]) => (name.endsWith(".tf") ? [text] : []));
}

function writeRoot(folder: string, artifacts: Artifacts): void {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(artifacts))
    if (name.endsWith(".tf")) writeFileSync(path.join(folder, path.basename(name)), text);
}
