/** Text for the logs of CI. */

/** A text in which no runner finds a command, whatever it quotes of a file or of a name. */
export function withoutCommands(text: string): string {
  // As GitHub reads a line: `::` at its start (blanks aside), or `##[` anywhere in it; Azure Pipelines reads `##vso[` so.
  return text.replace(/^\s*:(?=:)|##(?=\w*\[)/gm, "$&\u200b");
}
