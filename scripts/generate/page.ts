/** Markdown that generated pages share. */

/** First lines of every generated page. */
export function heading(title: string, from: string): string {
  return `<!-- Made by \`npm run generate\` from ${from}; do not edit. -->\n\n# ${title}\n`;
}

/** A cell of a table: one line, in which a bar is a bar. */
export function cell(text: string): string {
  return text.replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
}

/** A page's address as a link with its last part as text. */
export function link(address: string): string {
  const { hash, pathname, hostname } = new URL(address);
  const last = pathname.split("/").filter(Boolean).at(-1) ?? hostname;
  return `[${cell(last.replace(/\.html$/, "") + hash)}](${address})`;
}
