import { dpdActions } from "../../facts/aws.ts";
import { notOneOf } from "../not-one-of.ts";
import { sectionRule } from "../rule.ts";

export const dpdAction = sectionRule({
  id: "crypto/dpd-action",
  severity: "error",
  title: "AWS knows what to do when the peer is dead",
  why: "AWS refuses the tunnel options; its words are in small letters.",
  fix: "Write restart, so that AWS brings the tunnel up again itself.",
  source: dpdActions.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    yield* notOneOf(
      { at: ["ipsec", "dpd", "action"], value: ipsec.dpd.action },
      { words: dpdActions.value, what: "DPD action" },
    );
  },
  bad: { yaml: "ipsec: { dpd: { action: reboot } }", at: ["ipsec", "dpd", "action"] },
  good: { yaml: "ipsec: { dpd: { action: restart } }" },
});
