/** The package as npm packs it: what is in it, how it is seen, and that it installs and runs. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileIn } from "../support/documents.ts";
import { requireTool } from "./require.ts";

const root = path.resolve(import.meta.dirname, "../..");
const tools = path.resolve(import.meta.dirname, "node_modules/.bin");
let folder: string;
let tarball: string;
const run = (command: string, args: readonly string[], cwd = folder) =>
  execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, npm_config_prefer_offline: "true" },
  });

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-package-"));
  run("npm", ["pack", "--pack-destination", folder], root);
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    version: string;
  };
  tarball = path.join(folder, `vpngen-${version}.tgz`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("npm pack prints the name of the package alone, which pre-commit reads", () => {
  expect(run("npm", ["pack", "--pack-destination", folder], root)).toMatch(/^vpngen-[\d.]+\.tgz\n$/);
});

test("holds the program, the library with its types, and the schemas", () => {
  const listed = run("tar", ["-tzf", tarball]).trimEnd().split("\n").sort();
  expect(listed.map((file) => file.replace(/^package\//, ""))).toEqual([
    "LICENSE",
    "README.ja.md",
    "README.md",
    "dist/cli.cjs",
    "dist/index.cjs",
    "dist/program.cjs",
    "dist/types/artifact.d.ts",
    "dist/types/diagnostic.d.ts",
    "dist/types/index.d.ts",
    "dist/types/output/format.d.ts",
    "dist/types/package.json",
    "package.json",
    "schemas/report.schema.json",
    "schemas/vpn.schema.json",
  ]);
});

requireTool(path.join(tools, "publint"), path.join(tools, "attw"))("the package", () => {
  test("is clean to publint", () => {
    expect(run(path.join(tools, "publint"), ["run", tarball, "--strict"])).toContain("All good!");
  });

  test("has the types that it says it has, to whoever imports or requires it", () => {
    const said = run(path.join(tools, "attw"), ["--profile", "node16", "--format", "json", tarball]);
    const { analysis } = JSON.parse(said) as { analysis: { types: { kind: string } } };
    expect(analysis.types.kind).toBe("included");
  });
});

describe("installed", () => {
  test("by npm install -g, the command runs, and finds its schema and Prettier", () => {
    const prefix = path.join(folder, "global");
    run("npm", ["install", "--global", "--no-audit", "--no-fund", "--prefix", prefix, tarball]);
    const vpngen = path.join(prefix, "bin/vpngen");
    expect(run(vpngen, ["--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(JSON.parse(run(vpngen, ["schema"]))).toHaveProperty("properties.gcp");
    writeFileSync(path.join(folder, "vpn.yaml"), readFileSync(path.join(root, "examples/tokyo/vpn.yaml")));
    writeFileSync(path.join(folder, ".prettierrc"), '{ "tabWidth": 4 }\n');
    run(vpngen, ["build"]);
    const built = readFileSync(path.join(folder, "generated/tokyo/aws/cloudformation.yaml"), "utf8");
    expect(built).toMatch(/^ {4}\S/m);
  });

  test("in a project, the page's example has right types, without skipLibCheck, and prints what the page says", () => {
    const project = path.join(folder, "project");
    run("mkdir", [project]);
    writeFileSync(path.join(project, "package.json"), '{ "type": "module", "private": true }\n');
    run("npm", ["install", "--no-audit", "--no-fund", tarball], project);
    const example = fileIn("docs/library.md", "example.ts");
    writeFileSync(path.join(project, "example.mts"), example);
    const options = {
      strict: true,
      module: "nodenext",
      target: "es2022",
      types: ["node"],
      typeRoots: [path.join(root, "node_modules/@types")],
    };
    writeFileSync(
      path.join(project, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...options, skipLibCheck: false }, files: ["example.mts"] }),
    );
    run(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", "."], project);
    const printed = run(process.execPath, ["example.mjs"], project);
    const page = path.join(root, "docs/library.md");
    const said = fileIn("docs/library.md", "example.txt");
    if (process.env.UPDATE) {
      const text = readFileSync(page, "utf8");
      writeFileSync(
        page,
        text.replace(`\`\`\`text\n${said}`, () => `\`\`\`text\n${printed}`),
      );
    } else expect(printed).toBe(said);
    expect(run(process.execPath, ["-p", 'require("vpngen").compile([]).files.length'], project)).toBe("0\n");
  });
});
