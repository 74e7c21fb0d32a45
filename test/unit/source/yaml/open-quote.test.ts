/** A quote that is never closed is reported where it opens, wherever that is. */
import { describe, expect, it } from "vitest";
import { baseExample } from "../../../../src/rules/base-example.ts";
import { parseFile } from "../../../../src/source/parse.ts";

/** Each value in quotes, so that the next quote is never far, and lists and mappings in brackets have some too. */
const quotedExample = (quote: string) =>
  `# it's "one" file\n${baseExample}x-note: it's ours # "really\nx-free: don't\n`
    .replace(/(?<=: )([a-z][\w-]*)$/gm, `${quote}$1${quote}`)
    .replace(/(?<=[[ ])(10\.[\d./]+|tcp\/443|icmp|rtb-\w+|sg-\w+|vgw)(?=[,\] ])/g, `${quote}$1${quote}`);

describe.each(['"', "'"])("without a closing %s", (quote) => {
  const text = quotedExample(quote);
  const pairs = [
    ...text.matchAll(new RegExp(`(?<=[\\s:[{,])${quote}[\\w./-]+${quote}(?=[\\s,\\]}])`, "g")),
  ].filter(({ index }) => index > text.indexOf("\n"));

  it("the whole text is right", () => {
    expect(parseFile({ path: "vpn.yaml", text }).diagnostics).toEqual([]);
    expect(pairs.length).toBeGreaterThan(12);
  });

  it.each(pairs.map(({ 0: value, index }) => [value, index] as const))("after %s at %i", (value, index) => {
    for (const eol of ["\n", "\r\n"]) {
      const close = index + value.length - 1;
      const broken = `${text.slice(0, close)}${text.slice(close + 1)}`;
      const before = broken.slice(0, index).split("\n").length - 1;
      const shift = eol === "\n" ? 0 : before;
      const source = broken.replaceAll("\n", eol);
      const [finding, ...others] = parseFile({ path: "vpn.yaml", text: source }).diagnostics;
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        rule: "yaml/syntax",
        place: { span: [index + shift, index + shift + 1] },
        message: "this quote is never closed",
        fix: `Close it with ${quote}.`,
      });
    }
  });
});

it("looks no further than it can afford", () => {
  const text = `${Array.from({ length: 30_000 }, (_, index) => `k${index}: "x`).join("\n")}\n`;
  // Without a limit, the search would read the text 30,000 times, which takes hours.
  expect(parseFile({ path: "vpn.yaml", text }).diagnostics).toHaveLength(1);
});
