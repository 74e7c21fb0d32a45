/** A script is put together from parts, so a part can call a function of one that is not there. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { emittedScripts } from "../../support/scripts.ts";

const templates = path.resolve(import.meta.dirname, "../../../templates");
const definition = /^(\w+)\(\) \{/gm;
const defined = (text: string) => [...text.matchAll(definition)].map(([, name = ""]) => name);

/** Functions of all parts. A name of one word can be any word of a sentence, so that is no call for certain. */
const functions = new Set(
  readdirSync(templates, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".sh"))
    .flatMap((file) => defined(readFileSync(path.join(templates, file), "utf8")))
    .filter((name) => name.includes("_")),
);

/** Names of functions that stand in a script as words, and not in comments. */
function called(text: string): Set<string> {
  const code = text.replace(/^\s*#.*$/gm, "");
  const words = code.match(/(?<![\w$./-])(?<!\$\{[!#]?)[a-z]\w*_\w+\b(?!=|\+=)/g) ?? [];
  return new Set(words.filter((word) => functions.has(word)));
}

test("no script calls a function that is in another script alone", () => {
  expect(functions.size).toBeGreaterThan(200);
  const missing = emittedScripts().flatMap(({ title, text }) => {
    const own = new Set(defined(text));
    return [...called(text)].filter((name) => !own.has(name)).map((name) => `${title}: ${name}`);
  });
  expect(missing).toEqual([]);
});
