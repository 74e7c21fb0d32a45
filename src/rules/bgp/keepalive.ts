import * as gcp from "../../facts/gcp.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const keepalive = sectionRule({
  id: "bgp/keepalive",
  severity: "error",
  title: "The Cloud Router takes the keepalive interval",
  why: "Google Cloud refuses the router. A shorter interval would gain nothing: AWS proposes a hold time of 30 seconds, and the lower one of both sides holds.",
  fix: "Leave the key out for 20 seconds.",
  source: gcp.keepalive.source,
  needs: ["gcp"],
  *check({ gcp: { keepalive: value } }) {
    if (value === undefined) return;
    yield* outOfBounds({
      at: ["gcp", "keepalive"],
      value,
      bounds: gcp.keepalive.value,
      what: "keepalive interval",
      unit: "seconds",
    });
  },
  bad: { yaml: "gcp: { keepalive: 10 }", at: ["gcp", "keepalive"] },
  good: { yaml: "gcp: { keepalive: 60 }" },
});
