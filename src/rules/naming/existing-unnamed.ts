import { routerAsnFixed } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

const resources = ["router", "gateway"] as const;

export const existingUnnamed = sectionRule({
  id: "naming/existing-unnamed",
  severity: "warning",
  title: "What exists on Google Cloud is named",
  why: "Without a name vpngen looks for one that is called like the VPN. If there is none, the apply fails; if there is another one by chance, it is used.",
  fix: "Write the name of the existing one.",
  source: routerAsnFixed.source,
  needs: ["gcp"],
  *check({ gcp }) {
    for (const resource of resources) {
      if (!gcp[resource].existing || gcp[resource].name !== undefined) continue;
      yield {
        at: ["gcp", resource, "existing"],
        message: `an existing ${resource} is used, but its name is not given`,
      };
    }
  },
  bad: { yaml: "gcp: { gateway: { existing: true } }", at: ["gcp", "gateway", "existing"] },
  good: { yaml: "gcp: { gateway: { existing: true, name: prod-vpn } }" },
});
