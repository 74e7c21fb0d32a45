/** `vpngen check --fix`: fixes what can be fixed, and shows or writes it. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { Compilation, Source } from "../compile.ts";
import { compile } from "../compile.ts";
import { type Fixed, fix } from "../fix.ts";
import { rewriteFile } from "../output/rewrite.ts";
import { printable } from "../render/cells.ts";
import { parseFile } from "../source/parse.ts";
import type { CompiledPaths } from "./compile-paths.ts";
import { type Context, print, printError } from "./context.ts";
import { standardInput } from "./inputs.ts";

interface Fixing {
  readonly unsafe: boolean;
}

/** Writes what was fixed, and gives what is left. Of standard input, the text goes to standard output. */
export function writeFixes(
  { sources, neighbours }: CompiledPaths,
  { unsafe }: Fixing,
  context: Context,
): Compilation {
  const fixed = fix(sources, { unsafe, neighbours });
  const files = fixed.changed.filter((path) => path !== standardInput);
  for (const path of files) {
    const [before, after] = [sources, fixed.sources].map((all) => all.find((one) => one.path === path)?.text);
    if (before !== undefined && typeof after === "string") rewriteFile(path, Buffer.from(before), after);
  }
  const piped = fixed.sources.find(({ path }) => path === standardInput);
  if (piped !== undefined) context.stdout(String(piped.text));
  printError(context, summaryOf(fixed));
  return compile(fixed.sources, { neighbours });
}

function summaryOf({ count, changed }: Fixed): string {
  if (count === 0) return "nothing to fix\n";
  return `fixed ${count} ${count === 1 ? "finding" : "findings"} in ${changed.length} ${changed.length === 1 ? "file" : "files"}\n`;
}

/** Shows what would be written; gives whether anything would. */
export function showFixes(
  { sources, neighbours }: CompiledPaths,
  { unsafe }: Fixing,
  context: Context,
): boolean {
  const fixed = fix(sources, { unsafe, neighbours });
  for (const path of fixed.changed) {
    const [before, after] = [sources, fixed.sources].map((all) => masked(all, path));
    const patch = createTwoFilesPatch(path, path, before ?? "", after ?? "", "", "fixed", {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    });
    print(context, `${patch.split("\n").map(printable).join("\n")}`);
  }
  return fixed.changed.length > 0;
}

/** A file's text, with stars for what may be a pre-shared key. */
function masked(sources: readonly Source[], path: string): string {
  const source = sources.find((one) => one.path === path);
  if (source === undefined) return "";
  const { text, hidden } = parseFile(source);
  let [shown, from] = ["", 0];
  for (const [start, end] of hidden.spans) {
    shown += text.slice(from, start) + text.slice(start, end).replace(/[^\n]/g, "*");
    from = end;
  }
  return shown + text.slice(from);
}
