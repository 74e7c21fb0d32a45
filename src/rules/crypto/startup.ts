import { startupActions } from "../../facts/aws.ts";
import { notOneOf } from "../not-one-of.ts";
import { sectionRule } from "../rule.ts";

export const startup = sectionRule({
  id: "crypto/startup",
  severity: "error",
  title: "AWS knows how to start a tunnel",
  why: "AWS refuses the tunnel options; its words are in small letters.",
  fix: "Write start, so that AWS begins too, or add, so that it waits for Google Cloud.",
  source: startupActions.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    yield* notOneOf(
      { at: ["ipsec", "startup"], value: ipsec.startup },
      { words: startupActions.value, what: "startup action" },
    );
  },
  bad: { yaml: "ipsec: { startup: auto }", at: ["ipsec", "startup"] },
  good: { yaml: "ipsec: { startup: start }" },
});
