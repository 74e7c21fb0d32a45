/** What must hold of a hostile text in a field of the file, whether vpngen refuses it or takes it. */
import { beforeAll, describe, expect, test } from "vitest";
import { type Artifacts, artifact, documentsOf } from "./artifacts.ts";
import { readTemplate } from "./cloudformation.ts";
import {
  type Attempt,
  attempts,
  type Choice,
  nameOf,
  type Pair,
  pairsOf,
  pathWith,
  spoiled,
} from "./hostile-values.ts";
import { concerns } from "./leaves.ts";
import { readAllSettings } from "./settings.ts";

/** The fields that take commands and markup. */
export const freeFields = [
  "workloads.0.name",
  "workloads.0.on",
  "output.directory",
  "output.terraform.backend.gcs.prefix",
];

/** Declares the tests of every text in every field, as far as they are chosen. */
export function describeHostileTexts(chosen: Choice): void {
  describe("a hostile text in any field", () => {
    let all: readonly Attempt[] = [];
    let taken: readonly Pair[] = [];
    beforeAll(() => {
      all = attempts(chosen);
      taken = pairsOf(all);
    });

    test("is refused where it stands, or taken", () => {
      const elsewhere = all
        .filter(({ compilation: { folders, diagnostics }, field, text }) => {
          const errors = diagnostics.filter(({ severity }) => severity === "error");
          const path = pathWith(field, text);
          return (
            !folders.length && !errors.some(({ place }) => "path" in place && concerns(place.path, path))
          );
        })
        .map(({ field, name }) => `${nameOf(field)}: ${name}`);
      expect(elsewhere).toEqual([]);
    });

    test("is taken with commands and markup in few fields, none of which a cloud reads", () => {
      const free = taken.flatMap(({ title }) => /^(.*): a command$/.exec(title)?.[1] ?? []);
      expect(free).toEqual(freeFields);
    });

    test("never brings a control character or another end of line into an artifact", () => {
      for (const { title, hostile } of taken)
        for (const [name, text] of Object.entries(hostile))
          expect(/(?![\n\t])[\p{Cc}\u2028\u2029]/u.exec(text), `${title}: ${name}`).toBeNull();
    });

    test("reaches CloudFormation unchanged, and changes nothing else", () => {
      for (const { title, text, ...pair } of taken) {
        // An alarm has no tag without a value: CloudFormation refuses it there.
        if (title === "aws.tags.team: nothing") continue;
        expect(templatesOf(pair.hostile), title).toEqual(spoiled(templatesOf(pair.harmless), text));
      }
    });

    test("reaches bash unchanged, changes nothing else, and runs nothing", () => {
      const files = [...new Set(taken.flatMap((pair) => [pair.hostile, pair.harmless].map(settingsOf)))];
      const settings = readAllSettings(files);
      const dataOf = (artifacts: Artifacts) => settings[files.indexOf(settingsOf(artifacts))];
      for (const { title, text, ...pair } of taken) {
        // The directory decides from how deep the scripts see the sops file.
        const data = (artifacts: Artifacts) =>
          title.startsWith("output.directory") ? withoutSopsFile(dataOf(artifacts)) : dataOf(artifacts);
        expect(data(pair.hostile), title).toEqual(spoiled(data(pair.harmless), text));
        expect(scriptsOf(pair.hostile), title).toEqual(scriptsOf(pair.harmless));
      }
    });

    test("stays in its code span in the documents, on its line", () => {
      const runbook = (artifacts: Artifacts) => markdownOf(documentsOf(artifacts));
      for (const { title, text, ...pair } of taken)
        expect(runbook(pair.hostile), title).toEqual(spoiled(runbook(pair.harmless), text));
    });
  });
}

function withoutSopsFile(data: unknown): unknown {
  return typeof data === "object" && data !== null ? { ...data, SOPS_FILE: "" } : data;
}

/** The result for each argument, computed once: most artifacts are the same text for most hostile texts. */
function once<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = read(text);
    known.set(text, result);
    return result;
  };
}

const templateOf = once(readTemplate);

function templatesOf(artifacts: Artifacts): unknown {
  const templates = Object.entries(artifacts).filter(([name]) => name.endsWith(".yaml"));
  return Object.fromEntries(templates.map(([name, text]) => [name, templateOf(text)]));
}

/** Whether a file is the same for every VPN: all bash but the settings, and git's attributes. */
export function isStatic(file: string): boolean {
  return (file.endsWith(".sh") && !file.endsWith("settings.sh")) || file === ".gitattributes";
}

function scriptsOf(artifacts: Artifacts): string[] {
  return Object.entries(artifacts).flatMap(([name, text]) =>
    name.endsWith(".sh") && isStatic(name) ? [text] : [],
  );
}

function settingsOf(artifacts: Artifacts): string {
  return artifact(artifacts, "settings.sh");
}

/**
 * The lines of a Markdown text: each as what stands outside of code spans, with spaces folded, and the values
 * in its code spans.
 *
 * https://spec.commonmark.org/0.31.2/#code-spans
 */
export function markdownOf(markdown: string): { text: string; spans: string[] }[] {
  return markdown.split("\n").map((line) => {
    const spans: string[] = [];
    const text = line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, (_, __, inner: string) => {
      spans.push(/^ *$/.test(inner) ? "" : inner.replace(/^ (.*) $/, "$1"));
      return "<code>";
    });
    return { text: text.replace(/ +/g, " "), spans };
  });
}
