import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { OutputError } from "../../../src/output/error.ts";
import { format } from "../../../src/output/format.ts";
import { temporaryDirectory } from "./folders.ts";

const yaml = 'Resources:\n  Tunnel:\n    Name: "a1"\n    List:\n      - 1\n';
const markdown = `# Title\n\n- item\n- ${"word ".repeat(30)}word\n`;
const script = '#!/bin/bash\nif true; then\n  echo "a"\nfi\n';
const files = [
  { path: "generated/tokyo/aws/cloudformation.yaml", text: yaml },
  { path: "generated/tokyo/RUNBOOK.md", text: markdown },
  { path: "generated/tokyo/deploy.sh", text: script },
];

/** A git repository with these files in it. */
function repository(texts: Record<string, string>): string {
  const root = temporaryDirectory();
  for (const [name, text] of Object.entries({ ".git/HEAD": "ref: refs/heads/main\n", ...texts })) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

async function formatted(
  texts: Record<string, string>,
): Promise<{ yaml?: string; markdown?: string; script?: string }> {
  const [first, second, third] = await format(files, { cwd: repository(texts) });
  return {
    ...(first && { yaml: first.text }),
    ...(second && { markdown: second.text }),
    ...(third && { script: third.text }),
  };
}

const unchanged = { yaml, markdown, script };

/** A Prettier of the repository's own that fails when loaded. */
const broken = { "node_modules/prettier/index.js": "throw new Error('loaded')" };

test.each([
  ["no configuration", {}],
  [
    "a package.json that only depends on Prettier",
    { "package.json": '{"devDependencies": {"prettier": "3"}}' },
  ],
  ["a package.json that cannot be read", { "package.json": "{" }],
])("with %s nothing changes and Prettier is not loaded", async (_, texts) => {
  expect(await formatted({ ...texts, ...broken })).toEqual(unchanged);
});

test("a configuration outside the repository does not count", async () => {
  const root = repository({ ".prettierrc": "tabWidth: 4", "inner/.git": "gitdir: elsewhere\n" });
  expect(await format(files, { cwd: path.join(root, "inner") })).toEqual(files);
});

const indented = { ".prettierrc": "tabWidth: 4" };

test("beside a configuration of the repository, one above it does not count either", async () => {
  const root = repository({
    ...indented,
    "inner/.git": "gitdir: elsewhere\n",
    "inner/.editorconfig": "root = true\n[*]\nmax_line_length = 100\n",
  });
  expect(await format(files, { cwd: path.join(root, "inner") })).toEqual(files);
});

test("without a repository, nothing above the home folder counts, and its own configuration does", async () => {
  const root = temporaryDirectory();
  fs.mkdirSync(path.join(root, "home/work"), { recursive: true });
  vi.stubEnv(process.platform === "win32" ? "USERPROFILE" : "HOME", path.join(root, "home"));
  fs.writeFileSync(path.join(root, ".prettierrc"), "tabWidth: 4");
  expect(await format(files, { cwd: path.join(root, "home/work") })).toEqual(files);
  fs.writeFileSync(path.join(root, "home/.prettierrc"), "tabWidth: 4");
  expect(await format(files, { cwd: path.join(root, "home/work") })).not.toEqual(files);
  vi.unstubAllEnvs();
});

test("a Prettier that is installed above the repository is not run", async () => {
  const root = repository({
    ...broken,
    "inner/.git": "gitdir: elsewhere\n",
    "inner/.prettierrc": "tabWidth: 4",
  });
  expect(await format(files, { cwd: path.join(root, "inner") })).not.toEqual(files);
});

// Only root can give a file away.
describe.skipIf(process.getuid?.() !== 0)("of another user", () => {
  test("folders above do not count where there is no repository", async () => {
    const root = temporaryDirectory();
    fs.mkdirSync(path.join(root, "ours"));
    fs.writeFileSync(path.join(root, ".prettierrc"), "tabWidth: 4");
    expect(await format(files, { cwd: path.join(root, "ours") })).not.toEqual(files);
    fs.chownSync(root, 12345, 12345);
    expect(await format(files, { cwd: path.join(root, "ours") })).toEqual(files);
  });

  test.each([
    ["a configuration that is a program", "prettier.config.cjs", "module.exports = {};"],
    ["a configuration with plug-ins", ".prettierrc", "plugins: [./plugin.cjs]"],
    ["a Prettier", "node_modules/prettier/index.js", "throw new Error('loaded')"],
  ])("%s is refused and not run", async (_, file, text) => {
    const root = repository({ ...indented, [file]: text });
    fs.chownSync(path.join(root, file), 12345, 12345);
    if (file !== ".prettierrc" && !file.startsWith("node_modules")) fs.rmSync(path.join(root, ".prettierrc"));
    await expect(format(files, { cwd: root })).rejects.toThrow(
      `${file} is a program of another user and is not run: run vpngen as the user it belongs to`,
    );
  });

  test("a configuration that is data counts", async () => {
    const root = repository(indented);
    fs.chownSync(path.join(root, ".prettierrc"), 12345, 12345);
    expect(await format(files, { cwd: root })).not.toEqual(files);
  });
});

test("scripts and everything but YAML, Markdown and JSON stay as they are", async () => {
  expect((await formatted({ ".prettierrc": "tabWidth: 8" })).script).toBe(script);
});

const wide = 'Resources:\n    Tunnel:\n        Name: "a1"\n        List:\n            - 1\n';
const quoted = yaml.replaceAll('"', "'");

test.each([
  [".prettierrc", "tabWidth: 4\n", wide],
  [".prettierrc.json", '{"singleQuote": true}', quoted],
  [".prettierrc.toml", "tabWidth = 4\n", wide],
  ["prettier.config.mjs", "export default { singleQuote: true };\n", quoted],
  ["prettier.config.cjs", "module.exports = { tabWidth: 4 };\n", wide],
  ["package.json", '{"prettier": {"tabWidth": 4}}', wide],
  ["package.yaml", "prettier:\n  tabWidth: 4\n", wide],
  [".editorconfig", "root = true\n[*.yaml]\nindent_style = space\nindent_size = 4\n", wide],
  ["generated/.prettierrc", "tabWidth: 4\n", wide],
  [".prettierrc", "overrides: [{files: '*.yaml', options: {tabWidth: 4}}]", wide],
  [".prettierrc", "endOfLine: crlf", yaml.replaceAll("\n", "\r\n")],
  [".editorconfig", "[*.py]\nindent_size = 4\n", yaml],
])("%s with %j applies to generated YAML", async (name, text, expected) => {
  expect((await formatted({ [name]: text })).yaml).toBe(expected);
});

test("Markdown obeys, too", async () => {
  const { markdown: text } = await formatted({ ".prettierrc": "proseWrap: always" });
  expect(text?.split("\n").every((line) => line.length <= 80)).toBe(true);
});

test.each([
  [".prettierignore", "generated/\n"],
  [".prettierignore", "*.yaml\n*.md\n"],
  ["generated/.prettierignore", "tokyo\n"],
  [".gitignore", "/generated\n"],
])("what %s with %j ignores stays as it is", async (name, text) => {
  expect(await formatted({ ".prettierrc": "tabWidth: 4", [name]: text })).toEqual(unchanged);
});

test("an exception in .prettierignore counts", async () => {
  const ignore = "generated/**\n!generated/**/\n!generated/tokyo/aws/cloudformation.yaml\n";
  const result = await formatted({ ".prettierrc": "tabWidth: 4", ".prettierignore": ignore });
  expect(result).toEqual({ ...unchanged, yaml: wide });
});

test("the repository's own Prettier is used where it is installed", async () => {
  const own = `module.exports = {
    version: "2.8.8",
    resolveConfigFile: async () => null,
    resolveConfig: async () => ({}),
    clearConfigCache: async () => {},
    getFileInfo: async () => ({ ignored: false }),
    format: (text) => "# own\\n" + text,
  };`;
  const result = await formatted({ ".prettierrc": "{}", "node_modules/prettier/index.js": own });
  expect(result.yaml).toBe(`# own\n${yaml}`);
});

test("a configuration that has changed since the last run in this process counts", async () => {
  const root = repository({ ".prettierrc": "tabWidth: 4" });
  expect((await format(files, { cwd: root }))[0]?.text).toBe(wide);
  fs.writeFileSync(path.join(root, ".prettierrc"), "singleQuote: true");
  expect((await format(files, { cwd: root }))[0]?.text).toBe(quoted);
});

async function refusal(texts: Record<string, string>): Promise<string> {
  const root = repository(texts);
  const error = await format(files, { cwd: root }).catch((thrown: unknown) => thrown);
  if (!(error instanceof OutputError)) throw new Error("no OutputError");
  return error.message.replaceAll(root, "R");
}

test.each([
  [".prettierrc", "{ tabWidth", "YAML Error"],
  [".prettierrc.json", "{", "JSON Error"],
  [".prettierrc", "tabWidth: wide", 'Invalid tabWidth value. Expected an integer, but received "wide".'],
  [".prettierrc", "plugins: [prettier-plugin-nowhere]", "Cannot find package 'prettier-plugin-nowhere'"],
  ["prettier.config.mjs", "throw new Error('boom');", "boom"],
])("the broken configuration %s with %j is named, with what Prettier says", async (name, text, reason) => {
  const message = await refusal({ [name]: text });
  expect(message).toMatch(/^Prettier 3\S+ cannot format generated\/tokyo\/aws\/cloudformation\.yaml with /);
  expect(message).toContain(`with ${name}: `);
  expect(message).toContain(reason);
  expect(message).not.toContain("\n");
});

test("a Prettier of the repository's own that cannot be loaded is named", async () => {
  expect(await refusal({ ".prettierrc": "{}", ...broken })).toBe(
    "cannot load R/node_modules/prettier/index.js: loaded",
  );
});

test.each([
  [{ ".prettierrc": "tabWidth: 4\nsingleQuote: true\nproseWrap: always\n" }],
  [{ ".editorconfig": "root = true\n[*]\nindent_style = tab\nmax_line_length = 60\nend_of_line = crlf\n" }],
  [{ ".prettierrc.json": '{"tabWidth": 3}', ".prettierignore": "*.md\n", ".gitignore": "deploy.sh\n" }],
])("with %j the result is what the prettier command leaves", async (texts) => {
  const root = repository(texts);
  for (const { path: name, text } of await format(files, { cwd: root })) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  const command = path.resolve(import.meta.dirname, "../../../node_modules/prettier/bin/prettier.cjs");
  const run = spawnSync(process.execPath, [command, "--check", "generated"], { cwd: root, encoding: "utf8" });
  expect(run.stdout + run.stderr).toContain("All matched files use Prettier code style!");
});
