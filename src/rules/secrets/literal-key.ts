import type { Path } from "../../diagnostic.ts";
import { preSharedKeyPattern } from "../../facts/aws.ts";
import { looksLikePsk } from "../../source/secrets/psk-shape.ts";
import type { Placed } from "../placed.ts";
import { sectionRule } from "../rule.ts";

export const literalKey = sectionRule({
  id: "secrets/literal-key",
  severity: "error",
  title: "No key stands in the file",
  why: "The file is committed, printed and reviewed; who reads it can join the tunnel. vpngen takes names of secrets only, and the artifacts fetch the keys where they run.",
  fix: "Take the key out, and change it, since it may have been seen. Write the name of its secret instead.",
  source: preSharedKeyPattern.source,
  needs: [],
  *check(sections) {
    for (const { at, part, value } of keysIn(sections)) {
      yield {
        at,
        part,
        message: `this looks like a key (${value.length} characters that seem random; not shown)`,
      };
    }
  },
  // A made-up key, cut in two so that no scanner takes it for a real one.
  bad: {
    yaml: `aws: { tags: { psk: "${"kJ8fN2pQx7LmZ4vR"}${"t9WbYc3hD6gS5aEu"}" } }`,
    at: ["aws", "tags", "psk"],
  },
  good: { yaml: 'preSharedKeys: { aws: { secrets: "network/{name}/{tunnel}" } }' },
});

interface Text extends Placed {
  readonly part: "key" | "value";
}

/** What looks like a pre-shared key, wherever it stands, in the order of the file. */
function* keysIn(value: unknown, at: Path = []): Iterable<Text> {
  if (typeof value === "string" && looksLikePsk(value)) yield { at, value, part: "value" };
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [name, child] of Object.entries(value)) {
    const place = [...at, isList ? Number(name) : name];
    if (!isList && looksLikePsk(name)) yield { at: place, value: name, part: "key" };
    yield* keysIn(child, place);
  }
}
