/** Markdown as Prettier leaves it under a style: only JSON in it changes. */
import type { Style } from "./style.ts";
import { restyledJson } from "./style-json.ts";

/** The Markdown under a style; undefined where more than its JSON may depend on it. */
export function restyledMarkdown(text: string, style: Style): string | undefined {
  const [first = "", ...lines] = text.split("\n");
  // Neither front matter nor an element of HTML.
  if (!/^<!-- .* -->$/.test(first)) return undefined;
  const out = [first];
  let code: Code | undefined;
  let previous = first;
  for (const line of lines) {
    if (code === undefined) {
      const [, language] = /^```(.+)$/.exec(line) ?? [];
      if (language === undefined ? dependsOnStyle(line, previous) : !languages.includes(language))
        return undefined;
      if (language !== undefined) code = { language, lines: [] };
      out.push(line);
    } else if (line === "```") {
      const body = restyledCode(code, style);
      if (body === undefined) return undefined;
      out.push(body + line);
      code = undefined;
    } else {
      code.lines.push(line);
    }
    previous = line;
  }
  return code === undefined ? out.join("\n") : undefined;
}

/** A block of code between fences. */
interface Code {
  readonly language: string;
  readonly lines: string[];
}

/** Prettier formats JSON, and none of the others. */
const languages = ["json", "sh", "text", "mermaid", "hcl"];

function restyledCode({ language, lines }: Code, style: Style): string | undefined {
  const text = lines.map((line) => `${line}\n`).join("");
  return language === "json" ? restyledJson(text, style) : text;
}

/** Whether a line, outside of code, may be printed in another way under another style, or is wide. */
function dependsOnStyle(line: string, previous: string): boolean {
  const isSecondBlockOfItem = previous === "" && line.startsWith(" ");
  return isSecondBlockOfItem || !narrow.test(line) || special.some((kind) => kind.test(line));
}

/** What we print, and is known to take a column. */
const narrow = /^[ -~\u2013\u2026\u00b1]*$/;

const special = [
  // Code of another form, quotes, HTML.
  /^ *(```|~~~|>|<)/,
  // Items within items, and numbers of other widths.
  /^ +([-*+]|\d+[.)]) |^\d\d+[.)] /,
  // Titles in quotes, definitions.
  /\]\(\S*\s|^ *\[/,
];
