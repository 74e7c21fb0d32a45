import { describe, expect, it } from "vitest";
import { maxBytes } from "../../../../src/source/findings.ts";
import { parseFile } from "../../../../src/source/parse.ts";
import { decode } from "../../../../src/source/yaml/decode.ts";
import { exampleText } from "../../../support/examples.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const tokyo = exampleText("examples/tokyo/vpn.yaml");

describe("decoding", () => {
  it("gives the same text for a string and for its bytes", () => {
    expect(decode(tokyo)).toEqual(decode(bytes(tokyo)));
    expect(decode(tokyo).problem).toBeUndefined();
  });

  it("leaves a byte order mark out of the text", () => {
    expect(decode(`\ufeff${tokyo}`).text).toBe(tokyo);
    expect(decode(bytes(`\ufeff${tokyo}`)).text).toBe(tokyo);
  });

  it("takes 1 MiB and not a byte more, in bytes rather than characters", () => {
    const full = `# ${"é".repeat(maxBytes / 2 - 1)}`;
    expect(decode(full).problem).toBeUndefined();
    expect(decode(bytes(full)).problem).toBeUndefined();
    expect(decode(`${full}#`).problem?.rule).toBe("yaml/size");
    expect(decode(bytes(`${full}#`)).problem?.rule).toBe("yaml/size");
  });

  it("points at the first byte that is not UTF-8", () => {
    const { problem } = decode(Uint8Array.from([...bytes("# é東🚀\ufffd x"), 0xe9, 0x20, 0xff]));
    expect(problem).toMatchObject({ rule: "yaml/encoding", at: [9, 10] });
    expect(problem?.message).toBe("byte 17 of the file (0xE9) is not UTF-8");
  });

  it("points behind a U+FFFD that the file itself holds, with offsets that are right", () => {
    const { problem } = decode(Uint8Array.from([...bytes("\ufeff# \ufffd\ufffd "), 0xef, 0xbf]));
    expect(problem).toMatchObject({ at: [5, 6], message: "byte 13 of the file (0xEF) is not UTF-8" });
    expect(decode(bytes("# \ufffd")).problem).toBeUndefined();
  });

  it.each([
    ["UTF-16 with a mark", [0xff, 0xfe, 0x61, 0x00], "yaml/encoding"],
    ["UTF-16, the larger byte first, with a mark", [0xfe, 0xff, 0x00, 0x61], "yaml/encoding"],
    ["UTF-16 without a mark", [0x61, 0x00, 0x3a, 0x00], "yaml/encoding"],
    ["two bytes of U+FFFD at the end", [0x61, 0x3a, 0xef, 0xbf], "yaml/encoding"],
    ["two bytes of U+FFFD and another", [0x61, 0xef, 0xbf, 0x61], "yaml/encoding"],
    ["a surrogate", [0xed, 0xa0, 0x80], "yaml/encoding"],
    ["a truncated character", [0x61, 0xf0, 0x9f, 0x9a], "yaml/encoding"],
    ["an overlong slash", [0xc0, 0xaf], "yaml/encoding"],
    ["a NUL", [0x61, 0x00, 0x61], "yaml/character"],
    ["an escape character", [0x1b, 0x5b], "yaml/character"],
    ["a carriage return alone", [0x61, 0x0d, 0x61], "yaml/character"],
  ])("refuses %s", (_name, source, rule) => {
    expect(decode(Uint8Array.from(source)).problem?.rule).toBe(rule);
  });

  it("refuses a lone surrogate in a string", () => {
    expect(decode("name: \ud800").problem?.rule).toBe("yaml/character");
  });

  it("reads the same configuration with any line end and mark", () => {
    const config = parseFile({ path: "vpn.yaml", text: tokyo }).config;
    const crlf = `\ufeff${tokyo.replaceAll("\n", "\r\n")}`;
    expect(config).toBeDefined();
    expect(parseFile({ path: "vpn.yaml", text: bytes(crlf) }).config).toEqual(config);
  });
});
