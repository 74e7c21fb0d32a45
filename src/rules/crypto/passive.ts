import { startupActions } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const passive = sectionRule({
  id: "crypto/passive",
  severity: "info",
  title: "Somebody on AWS's side can bring a dead tunnel up again",
  why: "With startup `add` and DPD action `clear` AWS never begins a negotiation. That works, since Cloud VPN always does; a tunnel that Google Cloud gives up stays down until it tries again.",
  fix: "Write startup: start and action: restart if AWS is to begin too.",
  source: startupActions.source,
  needs: ["ipsec"],
  *check({ ipsec: { startup, dpd } }) {
    if (startup !== "add" || dpd.action === "restart") return;
    yield {
      at: ["ipsec", "startup"],
      message: `with startup add and DPD action ${dpd.action}, only Google Cloud brings a tunnel up`,
      related: [{ at: ["ipsec", "dpd", "action"], message: "AWS does not restart a dead tunnel" }],
    };
  },
  bad: { yaml: "ipsec: { startup: add, dpd: { action: clear } }", at: ["ipsec", "startup"] },
  good: { yaml: "ipsec: { startup: add, dpd: { action: restart } }" },
});
