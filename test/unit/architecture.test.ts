/** The invariants of ARCHITECTURE.md that can be read off the sources. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { artifactPaths } from "../../src/targets/artifacts.ts";

const root = path.resolve(import.meta.dirname, "../..");
const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
  .map((file) => file.replaceAll("\\", "/"));

/** What each layer may import beside itself; a file at the top of src/ is a layer of its own. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "diagnostic.ts": [],
  "edit.ts": ["diagnostic.ts"],
  "artifact.ts": [],
  "target-names.ts": [],
  words: [],
  facts: [],
  source: ["artifact.ts", "facts", "diagnostic.ts", "edit.ts", "target-names.ts", "words"],
  topology: ["facts", "source"],
  facets: ["diagnostic.ts", "source", "target-names.ts", "topology"],
  rules: ["facts", "source", "topology", "diagnostic.ts", "edit.ts", "target-names.ts", "words"],
  render: [],
  targets: ["facets", "facts", "topology", "render", "target-names.ts"],
  "judge.ts": ["rules", "source", "topology", "diagnostic.ts"],
  "fix.ts": ["artifact.ts", "compile.ts", "diagnostic.ts", "source"],
  "compile.ts": ["artifact.ts", "judge.ts", "rules", "source", "targets", "topology", "diagnostic.ts"],
  starter: ["compile.ts", "judge.ts", "rules", "source", "topology", "diagnostic.ts"],
  report: ["facets", "source", "rules", "render", "diagnostic.ts"],
  cache: [],
  output: ["artifact.ts", "render", "source"],
  cli: [
    "artifact.ts",
    "cache",
    "compile.ts",
    "facets",
    "output",
    "render",
    "report",
    "source",
    "starter",
    "targets",
    "diagnostic.ts",
    "fix.ts",
    "target-names.ts",
    "words",
  ],
  "index.ts": ["artifact.ts", "compile.ts", "diagnostic.ts", "output", "report"],
};

const textOf = (file: string) => readFileSync(path.join(root, "src", file), "utf8");
const layerOf = (file: string) => file.split("/")[0] ?? "";

/** Modules that a file imports: paths below src/ for our own, names for others. */
function importsOf(file: string, pattern = /(?:from|import\() ?"([^"?]+)/g): string[] {
  const specifiers = [...textOf(file).matchAll(pattern)].map((match) => match[1] ?? "");
  return specifiers.map((specifier) =>
    specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : specifier,
  );
}

test.each(files)("%s imports only what its layer may", (file) => {
  const layer = layerOf(file);
  const own = importsOf(file).filter((module) => module.endsWith(".ts") && !module.startsWith(".."));
  const foreign = own.filter((module) => {
    const imported = layerOf(module);
    return imported !== layer && !mayImport[layer]?.includes(imported);
  });
  expect(mayImport).toHaveProperty([layer]);
  expect(foreign).toEqual([]);
});

test.each(files.filter((file) => !/^(cache|cli|output)\//.test(file)))(
  "%s neither reads, writes, prints nor exits",
  (file) => {
    expect(importsOf(file).filter((module) => module.startsWith("node:"))).toEqual([]);
    expect(textOf(file)).not.toMatch(/\bconsole\.|\bprocess\.|Date\.now|new Date\b|Math\.random/);
  },
);

test.each(files.filter((file) => /^(rules|targets|topology)\//.test(file)))(
  "%s knows no line and no offset",
  (file) => {
    expect(textOf(file)).not.toMatch(/\bspanOf\b|\blineAt\b|\boffset\b|LineCounter/);
  },
);

test.each(files)("%s is small enough to read in one go", (file) => {
  expect(textOf(file).split("\n").length).toBeLessThanOrEqual(260);
});

test.each(files)(
  "%s imports of Node's modules just what it uses, as a bundle copies those imported whole",
  (file) => {
    expect(textOf(file)).not.toMatch(/import (\w+|\* as \w+)[^;]* from "node:/);
  },
);

test.each(files.filter((file) => file.startsWith("targets/") && file !== "targets/artifacts.ts"))(
  "%s spells no path of an artifact, as targets know each other's artifacts by name",
  (file) => {
    const imports = /^(?:import|export|\} from) .*$/gm;
    const literals = [
      ...textOf(file)
        .replaceAll(imports, "")
        .matchAll(/"([^"\n]+)"/g),
    ].map(([, text]) => text);
    const paths: readonly string[] = Object.values(artifactPaths).filter((artifact) => /[/.]/.test(artifact));
    expect(literals.filter((text) => paths.includes(text ?? ""))).toEqual([]);
  },
);

test("only src/source reads YAML", () => {
  const knowing = files.filter((file) => importsOf(file).includes("yaml")).map(layerOf);
  expect([...new Set(knowing)].sort()).toEqual(["source"]);
});

test("each template has one view: what two targets share, they share as a function", () => {
  const imported = files.flatMap((file) => importsOf(file).filter((module) => module.endsWith(".hbs")));
  const templates = readdirSync(path.join(root, "templates"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".hbs"))
    .map((file) => `../templates/${file.replaceAll("\\", "/")}`);
  expect(imported.sort()).toEqual(templates.sort());
});
