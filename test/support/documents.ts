/** The pages that a reader follows, and the blocks in them that say what to write and what to run. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * A block with a mark above it: `file` is a file to write, `change` a diff of one, `run` a command and all that it
 * prints. The mark is a comment, such as `<!-- run: vpngen build -->`.
 */
export interface Block {
  readonly kind: "file" | "change" | "run";
  /** Path of the file, or the command. */
  readonly argument: string;
  readonly body: string;
}

const marked = /<!-- (file|change|run): (.+) -->\n\n```\w+\n([\s\S]*?)```\n/g;

/** What ends a block. */
const end = "```\n";

/** README.md and the pages of docs/. */
export const pages = [
  ...readdirSync(root).filter((file) => /^README.*\.md$/.test(file)),
  ...readdirSync(path.join(root, "docs")).flatMap((file) => (file.endsWith(".md") ? [`docs/${file}`] : [])),
];

export function pageText(page: string): string {
  return readFileSync(path.join(root, page), "utf8");
}

export function blocksOf(page: string): Block[] {
  return [...pageText(page).matchAll(marked)].map(([, kind, argument = "", body = ""]) => ({
    kind: kind as Block["kind"],
    argument,
    body,
  }));
}

/** The file that a page tells to write. */
export function fileIn(page: string, name: string): string {
  const block = blocksOf(page).find(({ kind, argument }) => kind === "file" && argument === name);
  if (block === undefined) throw new Error(`${page} has no file ${name}`);
  return block.body;
}

/** The page with what `proof` makes of each marked block in the block's place. */
export function proven(page: string, proof: (block: Block) => string): string {
  return pageText(page).replaceAll(marked, (whole, kind: Block["kind"], argument: string, body: string) => {
    const before = whole.slice(0, -(body.length + end.length));
    return before + proof({ kind, argument, body }) + end;
  });
}

/** Lines with `-` are replaced by the `+` line that follows; `+` lines alone go to the end. */
export function applyChange(text: string, diff: string): string {
  const lines = diff.trimEnd().split("\n");
  return lines.reduce((changed, line, index) => {
    if (line.startsWith("-")) return changed.replace(line.slice(1), (lines[index + 1] ?? "").slice(1));
    return lines[index - 1]?.startsWith("-") ? changed : `${changed}${line.slice(1)}\n`;
  }, text);
}
