/** The only quoting: each function takes any text and gives one that the language reads back as that text. */

/**
 * One word of a POSIX shell. Throws on a NUL character, which no shell word can hold.
 *
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function shellWord(value: string): string {
  if (value.includes("\0")) throw new Error("a shell word cannot hold a NUL character");
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * A quoted HCL template without interpolation, as Terraform reads it.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function hclString(value: string): string {
  if (harmless.test(value)) return `"${value}"`;
  const escaped = value
    .replace(/[\\"]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    // `$${` would do for `${`, but not behind another `$`.
    .replace(/[$%](?=\{)/g, escapeUnicode)
    .replace(controlCharacters, escapeUnicode);
  return `"${escaped}"`;
}

/** A value as one line of text in a `#` comment: line breaks and control characters become spaces. */
export function commentText(value: string): string {
  if (harmless.test(value)) return value;
  return value.replace(controlCharacters, " ").replace(/[\u2028\u2029]/g, " ");
}

/** A value as one line of text in a Markdown or HTML comment, which it cannot end. */
export function htmlCommentText(value: string): string {
  return commentText(value).replace(/--(?=!?>)/g, "- -");
}

/**
 * A value as text or as the value of an attribute in XML 1.0. What XML cannot hold becomes a mark.
 *
 * https://www.w3.org/TR/xml/#charsets
 */
export function xmlText(value: string): string {
  if (harmless.test(value)) return value;
  return value
    .replace(notInXml, "\ufffd")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A value as one line of text in an XML comment, where no `--` may stand. */
export function xmlCommentText(value: string): string {
  return commentText(value)
    .replace(notInXml, "\ufffd")
    .replace(/-(?=-|$)/g, "- ");
}

/** Most values: characters that stand for themselves in every language here. One look is faster than one for each of the others. */
const harmless = /^[A-Za-z0-9 _.,:/@+-]*$/;
const notInXml = /(?![\t\n\r])[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/gu;
const controlCharacters = /[\0-\x1f\x7f-\x9f]/g;

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
