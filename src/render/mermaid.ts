/** Mermaid diagrams. https://mermaid.js.org/syntax/flowchart.html */

/** A label in quotes that shows lines of text as they are, whatever they hold. */
export function label(...lines: readonly string[]): string {
  return `"${lines.map(escaped).join("<br>")}"`;
}

/** Characters that Mermaid, HTML or Markdown could take for their own become entities, which begin with #. */
function escaped(text: string): string {
  return [...text]
    .map((character) => (isHarmless(character) ? character : `#${character.codePointAt(0)};`))
    .join("");
}

function isHarmless(character: string): boolean {
  // V8 takes milliseconds to load the classes of Unicode.
  return /[\w ./:,\u2013-]/.test(character) || /[\p{L}\p{N}]/u.test(character);
}
