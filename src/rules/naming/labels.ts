import * as gcp from "../../facts/gcp.ts";
import { matches, oddCharacter } from "../pattern.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

const { keyPattern, valuePattern, perResource } = gcp.labels.value;

export const labels = sectionRule({
  id: "naming/labels",
  severity: "error",
  title: "Google Cloud takes every label",
  why: "Google Cloud refuses the resource that carries the label, in the middle of an apply.",
  fix: "Write small letters, digits, - and _.",
  source: gcp.labels.source,
  needs: ["gcp"],
  *check({ gcp: { labels: given } }) {
    const entries = Object.entries(given);
    if (entries.length > perResource) {
      yield { at: ["gcp", "labels"], message: `${entries.length} labels; ${perResource} are allowed` };
    }
    for (const [key, value] of entries) {
      const at = ["gcp", "labels", key];
      if (!matches(key, keyPattern)) {
        yield {
          at,
          part: "key",
          message: `${shown(key)} is no key of a label: 1 to 63 small letters, digits, - and _, from a letter on${oddCharacter(key, valuePattern)}`,
        };
      }
      if (matches(value, valuePattern)) continue;
      yield {
        at,
        message: `${shown(value)} is no value of a label: up to 63 small letters, digits, - and _ are allowed${oddCharacter(value, valuePattern)}`,
      };
    }
  },
  bad: { yaml: "gcp: { labels: { team: Media } }", at: ["gcp", "labels", "team"] },
  good: { yaml: "gcp: { labels: { team: media } }" },
});
