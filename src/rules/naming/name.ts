import { resourceNamePattern } from "../../facts/gcp.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const name = sectionRule({
  id: "naming/name",
  severity: "error",
  title: "The VPN's name can begin the name of a Google Cloud resource",
  why: "The name is the prefix of every resource on both clouds, and a folder. Google Cloud is the strictest, and refuses the first resource.",
  fix: "Write small letters, digits and -, from a letter on.",
  source: resourceNamePattern.source,
  needs: ["name"],
  *check({ name: value }) {
    yield* notOfPattern(
      { at: ["name"], value },
      {
        pattern: resourceNamePattern.value,
        what: "name for a VPN",
        allowed: "1 to 63 small letters, digits and -, from a letter on, without a - at the end",
      },
    );
  },
  bad: { yaml: "name: Tokyo_VPN", at: ["name"] },
  good: { yaml: "name: tokyo-vpn" },
});
