import * as aws from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";
import { matches } from "../text.ts";
import { shown } from "../words.ts";

const { keyCharacters, valueCharacters, perResource, alphabet } = aws.tags.value;
/** One tag of each resource is its name. */
const most = perResource - 1;

export const tags = sectionRule({
  id: "naming/tags",
  severity: "error",
  title: "AWS takes every tag",
  why: "AWS refuses the resource that carries the tag, and the stack is rolled back.",
  fix: "Write letters, digits, spaces and _.:/=+-@.",
  source: aws.tags.source,
  needs: ["aws"],
  *check({ aws: { tags: given } }) {
    const entries = Object.entries(given);
    if (entries.length > most) {
      yield { at: ["aws", "tags"], message: `${entries.length} tags; ${most} are allowed beside the name` };
    }
    for (const [key, value] of entries) {
      const at = ["aws", "tags", key];
      const problem = problemOfKey(key);
      if (problem !== undefined) yield { at, part: "key", message: `tag ${shown(key)} ${problem}` };
      if (matches(value, alphabet) && [...value].length <= valueCharacters) continue;
      yield {
        at,
        message: `${shown(value)} is no value of a tag: at most ${valueCharacters} letters, digits, spaces and _.:/=+-@ are allowed`,
      };
    }
  },
  bad: { yaml: 'aws: { tags: { team: "media; video" } }', at: ["aws", "tags", "team"] },
  good: { yaml: 'aws: { tags: { team: "media and video" } }' },
});

function problemOfKey(key: string): string | undefined {
  if (/^aws:/i.test(key)) return "begins with aws:, which AWS keeps for itself";
  if (key === "Name") return "is written by vpngen; change it under names.aws";
  if (key === "" || [...key].length > keyCharacters || !matches(key, alphabet)) {
    return `is no key: 1 to ${keyCharacters} letters, digits, spaces and _.:/=+-@ are allowed`;
  }
  return undefined;
}
