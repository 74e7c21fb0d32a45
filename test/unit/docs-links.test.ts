import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { mtuOf } from "../../src/topology/mtu.ts";

const root = path.resolve(import.meta.dirname, "../..");
const docs = readdirSync(path.join(root, "docs")).map((file) => `docs/${file}`);
const pages = [...readdirSync(root), ...docs].filter((file) => file.endsWith(".md"));
const textOf = (page: string) => readFileSync(path.join(root, page), "utf8");

/** Files that a page links to, as it writes them. */
function linksOf(page: string): string[] {
  const text = textOf(page).replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, "code");
  return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, target = ""]) => target);
}

test.each(pages)("every file that %s links to exists", (page) => {
  const targets = linksOf(page);
  const missing = targets.filter((target) => !existsSync(path.join(root, path.dirname(page), target)));
  expect(missing).toEqual([]);
});

test.each(docs)("the README leads to %s", (page) => {
  const seen = new Set<string>();
  const follow = (from: string): void => {
    if (seen.has(from) || !from.endsWith(".md")) return;
    seen.add(from);
    for (const target of linksOf(from)) follow(path.posix.join(path.posix.dirname(from), target));
  };
  follow("README.md");
  expect([...seen]).toContain(page);
});

test("the numbers of the page on MTU are the compiler's", () => {
  const rows = [...textOf("docs/mtu.md").matchAll(/^\| (`AES.+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)];
  expect(rows).toHaveLength(4);
  for (const [, suite = "", ...cells] of rows) {
    const words = [...suite.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
    const integrity = words.find((word) => word.startsWith("SHA")) ?? "SHA2-256";
    for (const encryption of words.filter((word) => word.startsWith("AES"))) {
      const { awsPayload, gcpPayload, payload, tcpMss } = mtuOf({ encryption, integrity });
      expect(cells.map(Number), suite).toEqual([awsPayload, gcpPayload, payload, tcpMss]);
    }
  }
});
