/**
 * templates/lib/start/names.sh, which takes every variable of the scripts out of the caller's environment: bash exports a
 * variable again that the caller has exported, with whatever it holds by then.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Columns up to which a line is filled. */
const lineWidth = 100;
/** Begins the names by which one script tells another something. */
const handedOn = "VPN_";
/** What the head of a script has set by then, and words that look like variables but are the shell's own. */
const others = new Set(["FOLDER", "HERE", "do", "done", "elif", "else", "esac", "fi", "in", "then"]);

/** `root` is the repository. */
export function shellNames(root: string): string {
  const scripts = textsIn(path.join(root, "templates"), ".sh").flatMap(assignedNames);
  const settings = textsIn(path.join(root, "src/targets"), ".ts").flatMap(settingNames);
  const lines = ["unset -v"];
  for (const name of [...new Set([...scripts, ...settings])].sort()) {
    const line = `${lines.at(-1)} ${name}`;
    if (line.length <= lineWidth) lines[lines.length - 1] = line;
    else lines.push(`\t${name}`);
  }
  return `# shellcheck shell=bash
# Made by \`npm run generate\`. What the caller has exported under a name of the scripts would be exported again, with what
# they put there.
${lines.join(" \\\n")}
`;
}

function textsIn(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end) && path.basename(file) !== "names.sh")
    .map((file) => readFileSync(path.join(folder, file), "utf8"));
}

/** Names in the rows of settings, `["NAME", value, about]`. */
function settingNames(source: string): string[] {
  return [...source.matchAll(/\[\s*"([A-Z][A-Z0-9_]*)",/g)].flatMap(([, name]) => name ?? []);
}

/** Every variable that a script assigns, declares, reads or loops over; one too many does no harm. */
export function assignedNames(script: string): string[] {
  const code = script.replace(/^[ \t]*#.*$/gm, "");
  const found = assignments.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap(([, text = ""]) =>
      [...` ${text}`.matchAll(/[ \t]([A-Za-z]\w*|_\w+)/g)].flatMap(([, name]) => name ?? []),
    ),
  );
  return [...new Set(found)].filter((name) => !name.startsWith(handedOn) && !others.has(name));
}

const assignments = [
  // NAME=, NAME+= and NAME[...]=
  /(?<![\w$-])([A-Za-z_]\w*)(?:\[[^\]\n]*\])?\+?=(?!=)/g,
  /\bfor ([A-Za-z_]\w*) in\b/g,
  // ${NAME:=...}
  /\$\{([A-Za-z_]\w*):?=/g,
  /^[ \t]*(?:local|declare|readonly)([ \t][^\n]*)/gm,
  /(?:^[ \t]*|[;&|{(] |while |until |IFS=\S* )read((?:[ \t]+-[a-z]+)*(?:[ \t]+\w+)+)/gm,
];
