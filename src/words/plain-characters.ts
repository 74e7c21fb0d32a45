/** The text with letters, digits and signs of full width as ordinary ones, as an input method should have left them. */
export function plainCharacters(text: string): string {
  return text.normalize("NFKC").trim();
}
