import * as aws from "../../facts/aws.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const replayWindow = sectionRule({
  id: "crypto/replay-window",
  severity: "error",
  title: "AWS takes the replay window",
  why: "AWS refuses the tunnel options. A window that is too small for the bandwidth drops packets that arrive out of order.",
  fix: "Leave the key out for 1024 packets.",
  source: aws.replayWindow.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    yield* outOfBounds({
      at: ["ipsec", "replayWindow"],
      value: ipsec.replayWindow,
      bounds: aws.replayWindow.value,
      what: "replay window",
      unit: "packets",
    });
  },
  bad: { yaml: "ipsec: { replayWindow: 32 }", at: ["ipsec", "replayWindow"] },
  good: { yaml: "ipsec: { replayWindow: 2048 }" },
});
