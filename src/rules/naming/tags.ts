import type { Path } from "../../diagnostic.ts";
import * as aws from "../../facts/aws.ts";
import { matches, oddCharacter } from "../pattern.ts";
import { type Finding, sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

const { keyCharacters, valueCharacters, perResource, alphabet } = aws.tags.value;
/** One tag of each resource is its name. */
const most = perResource - 1;
const allowed = "Write letters, digits, spaces and _.:/=+-@.";

export const tags = sectionRule({
  id: "naming/tags",
  severity: "error",
  title: "AWS takes every tag",
  why: "AWS refuses the resource that carries the tag, and the stack is rolled back.",
  fix: allowed,
  source: aws.tags.source,
  needs: ["aws"],
  *check({ aws: { tags: given } }) {
    const entries = Object.entries(given);
    if (entries.length > most) {
      yield { at: ["aws", "tags"], message: `${entries.length} tags; ${most} are allowed beside the name` };
    }
    for (const [key, value] of entries) {
      const at = ["aws", "tags", key];
      yield* problemOfKey(key, at);
      if (matches(value, alphabet) && [...value].length <= valueCharacters) continue;
      yield {
        at,
        message: `${shown(value)} is no value of a tag: at most ${valueCharacters} letters, digits, spaces and _.:/=+-@ are allowed${oddCharacter(value, alphabet)}`,
      };
    }
  },
  bad: { yaml: 'aws: { tags: { team: "media; video" } }', at: ["aws", "tags", "team"] },
  good: { yaml: 'aws: { tags: { team: "media and video" } }' },
});

function* problemOfKey(key: string, at: Path): Iterable<Finding> {
  const problem = (message: string, fix: string) => ({
    at,
    part: "key" as const,
    message: `tag ${shown(key)} ${message}`,
    fix,
  });
  if (/^aws:/i.test(key))
    yield problem("begins with aws:, which AWS keeps for itself", "Begin the key with another word.");
  else if (key === "Name")
    yield problem(
      "is written by vpngen; change it under names.aws",
      "Remove the tag, and write the name there.",
    );
  else if (key === "" || [...key].length > keyCharacters || !matches(key, alphabet))
    yield problem(
      `is no key: 1 to ${keyCharacters} letters, digits, spaces and _.:/=+-@ are allowed${oddCharacter(key, alphabet)}`,
      allowed,
    );
}
