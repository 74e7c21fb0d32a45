import { preSharedKeyPattern } from "../../facts/aws.ts";
import { literalRule } from "../rule.ts";

export const literalKey = literalRule({
  id: "secrets/literal-key",
  severity: "error",
  title: "The file must not contain a pre-shared key",
  why: "The file is committed, printed and reviewed. Whoever reads the key can join the tunnel. vpngen accepts only names of secrets; the scripts fetch the keys when they run.",
  fix: "Remove the key from the file, and change the key, because it may have been seen. Write the names of the secrets under `preSharedKeys`.",
  source: preSharedKeyPattern.source,
  needs: "literals",
  *check(literals) {
    for (const { at, part, length, by } of literals) {
      const why = by === "looks" ? "seem random" : "are in a place for a key";
      yield {
        at,
        part,
        message: `this looks like a pre-shared key (${length} characters that ${why}; not shown)`,
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
