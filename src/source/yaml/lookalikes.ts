/** Characters that look like YAML's own but are different: word processors and input methods leave them. */
import type { Span } from "../findings.ts";

/** By character: what it looks like, and what to write. */
const lookalikes: Readonly<Record<string, string>> = {
  "\u00a0": "space",
  "\u2003": "space",
  "\u2009": "space",
  "\u200b": "space",
  "\u202f": "space",
  "\u3000": "space",
  "\uff1a": "colon",
  "\uff0c": "comma",
  "\uff0d": "hyphen",
  "\u2013": "hyphen",
  "\u2212": "hyphen",
  "\u201c": "quote",
  "\u201d": "quote",
  "\u2018": "quote",
  "\u2019": "quote",
  "\uff3b": "bracket",
  "\uff3d": "bracket",
};

/** The character of YAML's own to write in its place; a colon and a comma with the space that they need. */
export function ordinary({ at, name }: { at: Span; name: string }, text: string): string {
  const written = text.slice(...at);
  const space = /^\s/.test(text.slice(at[1])) ? "" : " ";
  if (name === "bracket") return written.normalize("NFKC");
  if (name === "quote") return /[\u201c\u201d]/.test(written) ? '"' : "'";
  return { space: " ", colon: `:${space}`, comma: `,${space}`, hyphen: "-" }[name] ?? written;
}

const any = new RegExp(`[${Object.keys(lookalikes).join("")}]`);

/** The first such character on the line of a syntax error or on the one before, where it is the likely cause. */
export function lookalikeNear(text: string, offset: number): { at: Span; name: string } | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1);
  const start = text.lastIndexOf("\n", lineStart - 1) + 1;
  const lineEnd = text.indexOf("\n", offset);
  const lines = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
  const found = any.exec(lines.replace(/"[^"\n]*"|'[^'\n]*'|#.*/g, (inert) => " ".repeat(inert.length)));
  if (found === null) return undefined;
  const at = start + found.index;
  return { at: [at, at + 1], name: lookalikes[found[0]] ?? "" };
}
