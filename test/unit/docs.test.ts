import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allRules } from "../../src/rules/all.ts";
import { emit } from "../../src/targets/all.ts";
import { exampleFiles, exampleTopology } from "../support/examples.ts";

const text = readFileSync(path.resolve(import.meta.dirname, "../../docs/article.md"), "utf8");
const words = [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
const artifacts = new Set(
  exampleFiles.flatMap((file) =>
    emit(exampleTopology(file), {
      sourceName: "vpn.yaml",
      targets: ["cloudformation", "tunnel-options", "terraform", "gcloud"],
    }).map(({ path: name }) => name),
  ),
);
const topics = new Set(allRules.map(({ id }) => id.split("/")[0]));

test("every rule that the article's table names exists", () => {
  const named = words.filter((word) => topics.has(word.split("/")[0] ?? "") && word.includes("/"));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((word) => !allRules.some(({ id }) => id === word))).toEqual([]);
});

test("every artifact that the article's table names is made", () => {
  const named = words.filter((word) => /\.(sh|tf|yaml|md)$/.test(word));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((word) => !artifacts.has(word))).toEqual([]);
});
