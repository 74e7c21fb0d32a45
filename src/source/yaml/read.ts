/** Text → tree, by way of the `yaml` library. */
import { Composer, type CST, Parser } from "yaml";
import { safe } from "../../edit.ts";
import { maxDepth, type Problem, type Span } from "../findings.ts";
import { buildTree } from "./build-tree.ts";
import { syntaxProblem } from "./syntax-problem.ts";
import type { Tree } from "./tree.ts";

/** A file's one document; without a tree where it cannot be read. */
export interface ReadDocument {
  readonly tree: Tree | undefined;
  readonly problems: readonly Problem[];
}

/** Reads YAML 1.2. Total, and fast on hostile input: whatever the text is, there is a tree or a problem. */
export function readDocument(text: string): ReadDocument {
  const tokens = [...new Parser().parse(text)];
  const documents = tokens
    .filter((token) => token.type === "document")
    .filter(({ value }) => value !== undefined);
  const [document, second] = documents;
  const problems = tokens
    .filter(({ type }) => type === "directive")
    .slice(0, 1)
    .map(directiveProblem);
  const error = tokens.find((token) => token.type === "error");
  if (document === undefined && error === undefined) {
    const message = /\S/.test(text) ? "the file describes nothing" : "the file is empty";
    return {
      tree: undefined,
      problems: problems.length > 0 ? problems : [{ rule: "yaml/empty", at: [0, 0], message }],
    };
  }
  const tooDeep = document && deepToken(document);
  if (tooDeep) return { tree: undefined, problems: [nestingProblem(tooDeep)] };
  const read = compose({ document, error, text });
  if (second !== undefined) problems.push(secondProblem(second));
  return { ...read, problems: [...problems, ...read.problems] };
}

/** What is left to read: the document, the first token that fits nowhere, or both. */
interface Rest {
  readonly document: CST.Document | undefined;
  readonly error: CST.Token | undefined;
  readonly text: string;
}

function compose({ document, error, text }: Rest): ReadDocument {
  // Keys are compared by build-tree.ts, which can say where the first one is, and in less than square time.
  const composer = new Composer({ stringKeys: true, uniqueKeys: false, version: "1.2" });
  const tokens = [document, error].filter((token) => token !== undefined).sort((a, b) => a.offset - b.offset);
  const [composed] = [...composer.compose(tokens, true, text.length)];
  const errors = [...(composed?.errors ?? [])].sort((a, b) => a.pos[0] - b.pos[0]);
  const [first, ...others] = errors;
  // What follows the first error is mostly its consequence.
  if (first !== undefined) {
    return { tree: undefined, problems: [syntaxProblem([first, ...others], text, composed?.contents)] };
  }
  return buildTree(composed?.contents, text);
}

function directiveProblem(token: CST.Token): Problem {
  const source = "source" in token ? token.source : "";
  const edits = safe("Remove the line", {
    kind: "replace",
    span: [token.offset, token.offset + source.length],
    text: "",
  });
  const message = `the directive ${JSON.stringify(source.slice(0, 40))} is not supported; vpngen reads YAML 1.2`;
  return { rule: "yaml/directive", at: [token.offset, token.offset + source.length], message, edits };
}

function secondProblem({ start, offset }: CST.Document): Problem {
  const marker = start.find(({ type }) => type === "doc-start");
  const at: Span = marker ? [marker.offset, marker.offset + marker.source.length] : [offset, offset];
  return {
    rule: "yaml/several-documents",
    at,
    message: "a second document starts here; one file describes one VPN",
  };
}

function nestingProblem({ offset }: CST.Token): Problem {
  const message = `mappings and lists are nested deeper than ${maxDepth} levels here`;
  return { rule: "yaml/nesting", at: [offset, offset + 1], message };
}

/** The first value that lies too deep. Not recursive: composing such a document overflows the stack. */
function deepToken(document: CST.Document): CST.Token | undefined {
  const open: { token: CST.Token; depth: number }[] = [{ token: document, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > maxDepth) return token;
    if ("value" in token && token.value) open.push({ token: token.value, depth: depth + 1 });
    for (const { key, value } of "items" in token ? token.items : []) {
      if (value) open.push({ token: value, depth: depth + 1 });
      if (key) open.push({ token: key, depth: depth + 1 });
    }
  }
  return undefined;
}
