/**
 * A Handlebars template as straight-line JavaScript, which is smaller than what Handlebars' own compiler writes, needs
 * no runtime of Handlebars, and starts at once. Knows what our templates use of the language, and refuses the rest.
 */
import Handlebars from "handlebars";

/** Helpers, which `src/render/template.ts` has; each quotes one value. */
const helpers = ["sh", "hcl", "xml", "code", "num", "word"];

/** The template as an expression: a function of the view. It speaks to `t`, the functions of `src/render/template.ts`. */
export function templateCode(source) {
  return `(v0) => ${program(Handlebars.parse(source), ["v0"])}`;
}

/** Text of a body; `scope` names the contexts, the outermost first. */
function program(body, scope) {
  const parts = (body?.body ?? []).map((node) => statement(node, scope)).filter((part) => part !== '""');
  // What is not text of the template comes out of a function that gives text, but for plain values.
  return `""${parts.map((part) => ` + ${part}`).join("")}`.replace(/^"" \+ (?=")/, "");
}

function statement(node, scope) {
  switch (node.type) {
    case "ContentStatement":
      return JSON.stringify(node.value);
    case "CommentStatement":
      return '""';
    case "MustacheStatement":
      return mustache(node, scope);
    case "BlockStatement":
      return block(node, scope);
    default:
      return refuse(node, node.type);
  }
}

function mustache({ path, params, hash, ...node }, scope) {
  if (hash?.pairs.length) return refuse(node, "named arguments");
  if (params.length === 0) return value(path, scope);
  if (!helpers.includes(path.original) || params.length > 1) return refuse(node, path.original);
  return `t.${path.original}(${value(params[0], scope)})`;
}

function block({ path, params, program: body, inverse, ...node }, scope) {
  const [subject] = params;
  if (params.length !== 1 || body?.blockParams?.length) return refuse(node, path.original);
  const condition = () => `t.holds(${value(subject, scope)})`;
  switch (path.original) {
    case "if":
      return `(${condition()} ? ${program(body, scope)} : ${program(inverse, scope)})`;
    case "unless":
      return `(${condition()} ? ${program(inverse, scope)} : ${program(body, scope)})`;
    case "each": {
      const depth = scope.length;
      const each = `(v${depth}, i${depth}, last${depth}) => ${program(body, [...scope, `v${depth}`])}`;
      return `t.each(${value(subject, scope)}, ${each}, () => ${program(inverse, scope)})`;
    }
    default:
      return refuse(node, path.original);
  }
}

/** A path as an expression. Only `each` opens a context, so that `../` leaves the nearest one. */
function value(path, scope) {
  if (path.type !== "PathExpression") return refuse(path, path.type);
  const depth = scope.length - 1 - path.depth;
  if (path.data) {
    if (depth < 1 || !["index", "last"].includes(path.parts.join("."))) return refuse(path, path.original);
    return path.parts[0] === "index" ? `i${depth}` : `last${depth}`;
  }
  if (depth < 0) return refuse(path, path.original);
  return path.parts.reduce((code, part) => `t.at(${code}, ${JSON.stringify(part)})`, scope[depth]);
}

/** @returns {never} */
function refuse({ loc }, what) {
  throw new Error(`line ${loc?.start.line}: templates do without ${what}`);
}
