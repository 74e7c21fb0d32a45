/** Bytes to text. */
import { maxBytes, type Problem } from "../findings.ts";
import { codePoint, unprintable } from "./characters.ts";

/** A file's text without byte order mark, and what is wrong with it as a text; then it should be read no further. */
export interface Decoded {
  readonly text: string;
  readonly problem: Problem | undefined;
}

/** What no file may hold: unprintable characters but tabs and line ends. */
const forbidden = new RegExp(`(?![\\t\\n]|\\r\\n)${unprintable}`, "u");

/** The text of a file. Total: whatever the bytes are, there is some text. */
export function decode(source: string | Uint8Array): Decoded {
  if (source.length > maxBytes) return tooLarge();
  if (typeof source === "string") {
    if (new TextEncoder().encode(source).length > maxBytes) return tooLarge();
    return checkCharacters(source.replace(/^\ufeff/, ""));
  }
  const utf16 = utf16Of(source);
  if (utf16 !== undefined) {
    return wrongEncoding(
      new TextDecoder(utf16).decode(source),
      [0, 0],
      "the file is UTF-16; it must be UTF-8",
    );
  }
  const text = utf8Of(source);
  return text === undefined ? notUtf8(source) : checkCharacters(text);
}

/** The kind of UTF-16 that a byte order mark tells of. */
function utf16Of([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

function tooLarge(): Decoded {
  const message = `the file is larger than ${maxBytes / 1024 / 1024} MiB`;
  return { text: "", problem: { rule: "yaml/size", at: [0, 0], message } };
}

function wrongEncoding(text: string, at: readonly [number, number], message: string): Decoded {
  return { text, problem: { rule: "yaml/encoding", at, message } };
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A decoder puts U+FFFD where bytes are wrong; one that the file itself holds has three bytes of its own. */
function notUtf8(bytes: Uint8Array): Decoded {
  const text = new TextDecoder().decode(bytes);
  let byte = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let offset = 0;
  for (const character of text) {
    const isWritten = bytes[byte] === 0xef && bytes[byte + 1] === 0xbf && bytes[byte + 2] === 0xbd;
    if (character === "\ufffd" && !isWritten) break;
    byte += utf8Length(character.codePointAt(0) ?? 0);
    offset += character.length;
  }
  const hex = (bytes[byte] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return wrongEncoding(text, [offset, offset + 1], `byte ${byte + 1} of the file (0x${hex}) is not UTF-8`);
}

function utf8Length(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function checkCharacters(text: string): Decoded {
  const found = forbidden.exec(text);
  if (found === null) return { text, problem: undefined };
  const at = [found.index, found.index + found[0].length] as const;
  if (found[0] === "\0" && text[found.index + 2] === "\0") {
    return wrongEncoding(text, at, "the file looks like UTF-16 without a byte order mark; it must be UTF-8");
  }
  const message =
    found[0] === "\r"
      ? "a carriage return without a line feed does not end a line; lines end with LF or CRLF"
      : `the file contains the invisible character ${codePoint(found[0])}`;
  return { text, problem: { rule: "yaml/character", at, message } };
}
