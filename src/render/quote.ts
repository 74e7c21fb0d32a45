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

/** A double-quoted YAML scalar; JSON's strings are YAML's. https://yaml.org/spec/1.2.2/#732-double-quoted-style */
export function yamlScalar(value: string): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escapeUnicode);
}

/**
 * A YAML scalar as Prettier leaves it: plain where every YAML version reads plain text, quoted elsewhere.
 *
 * CloudFormation reads YAML 1.1, where `yes`, `=`, `1:30` and a date are no strings.
 */
export function prettyYamlScalar(value: string): string {
  if (plainYaml.test(value) && !yamlWords.test(value)) return value;
  const double = yamlScalar(value);
  if (!value.includes('"') || /\\[^"]/.test(double)) return double;
  return `'${value.replaceAll("'", "''")}'`;
}

/** Text in Markdown, on one line, where nothing in it is markup. https://spec.commonmark.org/0.31.2/#backslash-escapes */
export function markdownText(value: string): string {
  return value
    .replace(/\s+/g, " ")
    .replace(/[!-/:-@[-`{-~]/g, (mark) => (quietMarks.has(mark) ? mark : `\\${mark}`));
}

/** Text or attribute value in XML (SVG). https://www.w3.org/TR/xml/#syntax */
export function xmlText(value: string): string {
  return value
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(controlCharacters, (character) => (/[\n\t]/.test(character) ? character : "\ufffd"));
}

/** A value as one line of text in a `#` comment: line breaks and control characters become spaces. */
export function commentText(value: string): string {
  return value.replace(controlCharacters, " ").replace(/[\u2028\u2029]/g, " ");
}

const controlCharacters = /\p{Cc}/gu;

/** Begins with a letter or a slash, holds no `: ` and no ` #`, and ends in neither a space nor a colon. */
const plainYaml = /^[A-Za-z/]((?!: )[A-Za-z0-9 _.,;:/()=+@${}'-])*(?<![ :])$/;
/** Words that YAML 1.1 reads as a boolean or null. https://yaml.org/type/bool.html */
const yamlWords = /^(y|n|yes|no|on|off|true|false|null)$/i;

/** Punctuation that never begins markup in the middle of a line, kept so that addresses and names stay legible. */
const quietMarks = new Set([".", ",", "/", ":", ";", "-", "?", "'", "(", ")", "=", "%", "@", '"', "+"]);

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
