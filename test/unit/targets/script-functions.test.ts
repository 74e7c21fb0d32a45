/** A script loads parts, and what runs of one can call a function of a part that the script does not load. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { artifactsOf } from "../../support/artifacts.ts";
import { exampleText } from "../../support/examples.ts";
import { isCommand, whatRuns, withParts } from "../../support/reachable.ts";

/** Together they have every script. */
const examples = (["examples/existing-tgw/vpn.yaml", "examples/one-apply/vpn.yaml"] as const).map((file) =>
  artifactsOf(exampleText(file)),
);
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

/** Names like those of functions that stand where a command does, in code that is no awk's. */
function commandsIn(text: string): string[] {
  const at =
    /(?:^\t*|\$\(|\|\| |&& |\bif |\bthen |\b(?:until|while) |! )([a-z]+_[a-z_]+)(?= |$|\))(?! =| \()/gm;
  const code = text.replace(/^unset -v (?:.*\\\n)*.*$/gm, "");
  return [...code.matchAll(at)].map(([, name = ""]) => name);
}

const scripts = examples.flatMap((artifacts) =>
  Object.entries(artifacts)
    .filter(([file, text]) => isCommand(file, text))
    .map(([file, text]) => ({ file, text: whatRuns(text, artifacts), whole: withParts(text, artifacts) })),
);

test("no script calls a function that no part has", () => {
  const missing = scripts.flatMap(({ file, text, whole }) => {
    const own = new Set(defined(whole));
    return commandsIn(text).flatMap((name) => (own.has(name) ? [] : [`${file}: ${name}`]));
  });
  expect(missing).toEqual([]);
});

test("no script calls a function of a part that it does not load", () => {
  expect(functions.size).toBeGreaterThan(200);
  const missing = scripts.flatMap(({ file, text, whole }) => {
    const own = new Set(defined(whole));
    return [...called(text)].filter((name) => !own.has(name)).map((name) => `${file}: ${name}`);
  });
  expect(missing).toEqual([]);
});

test("no part has a function that no script reaches", () => {
  const reached = new Set(scripts.flatMap(({ text }) => defined(text)));
  expect([...functions].filter((name) => !reached.has(name))).toEqual([]);
});
