/** YAML as Prettier leaves it under a style: the lines of `src/render/yaml.ts`, with other indentation and quotes. */
import type { Style } from "./style.ts";

/** The YAML under a style; undefined where it has lines of another kind, or one that would not fit. */
export function restyledYaml(text: string, style: Style): string | undefined {
  const out: string[] = [];
  const levels: Level[] = [];
  /** Those above a line are indented as it is. */
  let comments: Comment[] = [];
  for (const line of text.slice(0, -1).split("\n")) {
    const [, spaces = "", dashes = "", rest = ""] = /^( *)((?:- )*)(.*)$/.exec(line) ?? [];
    const from = spaces.length;
    if (line === "") {
      out.push("");
    } else if (dashes === "" && rest.startsWith("#")) {
      comments.push({ index: out.length, from, text: rest });
      out.push("");
    } else {
      const to = columnOf(levels, from, style.tabWidth);
      const content = contentOf(rest, dashes !== "");
      if (to === undefined || content === undefined) return undefined;
      for (let depth = 2; depth <= dashes.length; depth += 2) columnOf(levels, from + depth, 2);
      for (const comment of comments) {
        if (comment.from !== from) return undefined;
        out[comment.index] = " ".repeat(to) + comment.text;
      }
      comments = [];
      const moved = " ".repeat(to) + dashes + (style.singleQuote ? requoted(content) : rest);
      if (content.flow !== undefined && !fits(moved, style.printWidth)) return undefined;
      out.push(moved);
    }
  }
  return comments.length > 0 ? undefined : `${out.join("\n")}\n`;
}

interface Comment {
  readonly index: number;
  /** Column. */
  readonly from: number;
  readonly text: string;
}

/** The columns at which a mapping or a list begins: as it stands, and under the style. */
interface Level {
  readonly from: number;
  readonly to: number;
}

/**
 * Where something at a column goes. Leaves in `levels` what is around it, and itself last.
 *
 * @param step How much deeper it is than what is around it, if it is the first there.
 */
function columnOf(levels: Level[], from: number, step: number): number | undefined {
  while ((levels.at(-1)?.from ?? 0) > from) levels.pop();
  const around = levels.at(-1) ?? { from: 0, to: 0 };
  if (around.from === from) return around.to;
  if (from !== around.from + 2) return undefined;
  levels.push({ from, to: around.to + step });
  return around.to + step;
}

const quoted = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/.source;
/** Plain, as we print it: neither a space nor a colon at its end, and no colon before a space. */
const plain = /-?[A-Za-z0-9/](?:(?!: )[A-Za-z0-9 _.,;:/()=+@${}'-])*(?<![ :])/.source;
const plainInFlow = /[A-Za-z0-9/][\w.:/=@+-]*(?![\w.:/=@+-])/.source;
const flow = `(?:!\\w+ |\\[\\]|\\{\\}|[[\\]]|, |${quoted}|${plainInFlow})+`;
const value = `(?:(?<tag>!\\w+ )?(?<scalar>${quoted}|${plain})|(?<flow>${flow}))`;
const pair = new RegExp(`^(?<key>${quoted}|${plain}):(?: ${value})?$`);
const item = new RegExp(`^${value}$`);

/** What stands behind indentation and dashes: a key, with its value if that is on the line, or a value alone. */
interface Content {
  readonly key?: string;
  readonly tag?: string;
  readonly scalar?: string;
  /** A collection on the line. */
  readonly flow?: string;
}

function contentOf(text: string, isItem: boolean): Content | undefined {
  return (pair.exec(text) ?? (isItem ? item.exec(text) : null))?.groups;
}

/** The content with single quotes where these are as good. */
function requoted({ key, tag = "", scalar, flow }: Content): string {
  const name = key === undefined ? [] : [`${single(key)}:`];
  const texts = scalar === undefined ? [] : [tag + single(scalar)];
  const collections = flow === undefined ? [] : [flow.replace(new RegExp(quoted, "g"), single)];
  return [...name, ...texts, ...collections].join(" ");
}

/** Prettier takes the other quote where a text holds neither of them, nor an escape. */
function single(token: string): string {
  return token.replace(/^"([^"'\\]*)"$/, "'$1'");
}

/** Whether a line has no more columns; not where letters may be wide. */
function fits(line: string, columns: number): boolean {
  return /^[ -~]*$/.test(line) && line.length <= columns;
}
