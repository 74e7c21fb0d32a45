import { peerNamePattern, resourceNamePattern } from "../../facts/gcp.ts";
import { matches } from "../pattern.ts";
import { gcpNames, type Named } from "../resource-names.ts";
import { topologyRule } from "../rule.ts";
import { shown } from "../shown.ts";

export const gcpNamesRule = topologyRule({
  id: "naming/gcp-names",
  severity: "error",
  title: "Google Cloud takes every name that is generated or given",
  why: "Google Cloud refuses the resource, in the middle of an apply.",
  fix: "Shorten the name, or give the resource another one.",
  source: resourceNamePattern.source,
  needs: "topology",
  *check(vpn) {
    const refused = gcpNames(vpn).filter(isRefused);
    for (const { at, kind, value } of refused.filter(({ at }) => at[0] !== "name")) {
      const least = kind === "BGP peer" ? 2 : 1;
      yield {
        at,
        message: `${shown(value)} is no name for a ${kind}: ${least} to 63 small letters, digits and -, from a letter on, without a - at the end`,
      };
    }
    // What is wrong with the name itself is the matter of `naming/name`.
    const own = refused.filter(
      ({ at }) => at[0] === "name" && matches(vpn.config.name, resourceNamePattern.value),
    );
    const longest = own.sort((a, b) => b.value.length - a.value.length)[0];
    if (longest === undefined) return;
    const room = vpn.config.name.length - (longest.value.length - 63);
    yield {
      at: longest.at,
      message: `the name makes a ${longest.kind}'s of ${longest.value.length} characters, ${shown(longest.value)}; 63 are allowed`,
      fix: `Shorten the name to ${room} characters, or name the ${longest.kind} under names.gcp.`,
    };
  },
  bad: { yaml: "names: { gcp: { tunnels: { a1: Tunnel_1 } } }", at: ["names", "gcp", "tunnels", "a1"] },
  good: { yaml: "names: { gcp: { tunnels: { a1: tunnel-1 } } }" },
});

function isRefused({ kind, value }: Named): boolean {
  return !matches(value, kind === "BGP peer" ? peerNamePattern.value : resourceNamePattern.value);
}
