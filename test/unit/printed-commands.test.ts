/** Every command for an emitted script that a page or a runbook prints is one that the script accepts as it stands. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { artifactsOf, documentsOf } from "../support/artifacts.ts";
import { pages, pageText } from "../support/documents.ts";
import { exampleFiles, exampleText } from "../support/examples.ts";

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "vpngen-printed-"));
  mkdirSync(path.join(home, "bin"));
  // Nothing that is behind the arguments can work here.
  for (const name of ["aws", "gcloud", "terraform", "sops", "age"])
    writeFileSync(path.join(home, "bin", name), "#!/bin/sh\nexit 9\n", { mode: 0o755 });
});
afterAll(() => rmSync(home, { recursive: true }));

/** Lines of code blocks, and code spans, that begin with a script; a line may go on behind a backslash. */
function commandsIn(text: string): string[] {
  const joined = text.replace(/ \\\n\s*/g, " ");
  const lines = joined.match(/^(\.\/)?(aws\/|gcp\/)?[a-z-]+\.sh\b.*$/gm) ?? [];
  const spans = [...joined.matchAll(/`((?:\.\/)?(?:aws\/|gcp\/)?[a-z-]+\.sh(?: [^`]+)?)`/g)].map(
    ([, span = ""]) => span,
  );
  const meant = [...lines, ...spans.filter((span) => span.includes(" ") || span.startsWith("./"))];
  return [...new Set(meant.map((command) => command.replace(/\s+#.*$/, "").trim()))];
}

/** With what the reader puts in: a path to the script, and the places of values. */
function filledIn(command: string): string {
  return command
    .replace(/^(?=[a-z-]+\.sh)/, "./")
    .replace(/"\$\([^)]*connection_([ab])\)"/g, "vpn-0$1")
    .replace(/\btgw-…/g, "tgw-0a1b2c3d4e5f60718")
    .replace(/…|\.\.\./g, "")
    .replace(/ FILE\b/g, " key.txt");
}

function folderOf(file: (typeof exampleFiles)[number]) {
  const artifacts = artifactsOf(exampleText(file));
  const folder = path.join(home, file.replace(/\W/g, "-"));
  for (const [name, text] of Object.entries({ ...artifacts, "key.txt": "", "keys.age": "" })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text, { mode: 0o755 });
  }
  return { folder, artifacts };
}

/** The commands that a script refuses, from one bash that runs each by itself. */
function refusedIn(folder: string, commands: readonly string[]) {
  const runs = commands.map(
    (command) =>
      `said=$( ( ${filledIn(command)}\n) 2>&1 >/dev/null </dev/null)\nprintf '%s %s\\0' $? "$said"\n`,
  );
  const { stdout } = spawnSync("bash", {
    cwd: folder,
    env: { PATH: `${path.join(home, "bin")}:${process.env.PATH}`, HOME: home },
    encoding: "utf8",
    input: runs.join(""),
  });
  const answers = stdout.split("\0").slice(0, -1);
  expect(answers).toHaveLength(commands.length);
  return commands.flatMap((command, index) =>
    /^(2|127) /.test(answers[index] ?? "") ? [`${command}: ${answers[index]}`] : [],
  );
}

test.each(exampleFiles)("the documents of %s print no command that a script does not accept", (file) => {
  const { folder, artifacts } = folderOf(file);
  const runbook = documentsOf(artifacts);
  const isModule = runbook.includes("Add `--terraform-root DIR`");
  const commands = commandsIn(runbook).map((command) =>
    isModule && /\b(?:deploy|roll|destroy)\.sh\b(?!.*--terraform-root)/.test(command)
      ? `${command} --terraform-root .`
      : command,
  );
  expect(commands.length).toBeGreaterThan(3);
  expect(refusedIn(folder, commands)).toEqual([]);
});

test("nor does any page", () => {
  const { folder } = folderOf("examples/tokyo/vpn.yaml");
  const commands = [...new Set(pages.flatMap((page) => commandsIn(pageText(page))))];
  expect(commands).toContain("./deploy.sh");
  expect(commands).toContain("./roll.sh --psk");
  expect(refusedIn(folder, commands)).toEqual([]);
});
