import { ports } from "../../facts/internet.ts";
import { parseTraffic } from "../../topology/traffic.ts";
import { plainCharacters } from "../../words/plain-characters.ts";
import { allowLists } from "../allow-lists.ts";
import { placed } from "../placed.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

const everything = new Set(["*", "any"]);

export const traffic = sectionRule({
  id: "security/traffic",
  severity: "error",
  title: "What is allowed is tcp/PORT, udp/PORT, a range of ports, icmp or all",
  why: "Neither cloud knows anything else in its rules; ports go from 1 to 65535.",
  fix: "Write for example tcp/443, udp/5000-5100, icmp or all.",
  source: ports.source,
  needs: ["aws", "gcp"],
  *check(sides) {
    for (const { at: list, allow } of allowLists(sides)) {
      for (const { at, value } of placed(list, allow)) {
        if (parseTraffic(value) !== undefined) continue;
        const fix = fixOf(value);
        yield {
          at,
          message: `${shown(value)} cannot be allowed; tcp/PORT, udp/PORT, tcp/FROM-TO, udp/FROM-TO, icmp and all can`,
          ...(fix === undefined ? {} : { fix }),
        };
      }
    }
  },
  bad: { yaml: "gcp: { firewall: { allow: [TCP:443, icmp] } }", at: ["gcp", "firewall", "allow", 0] },
  good: { yaml: "gcp: { firewall: { allow: [tcp/443, icmp] } }" },
});

function fixOf(value: string): string | undefined {
  const plain = plainCharacters(value).toLowerCase();
  const turned = plain.split("/").reverse().join("/");
  const word = everything.has(plain) ? "all" : plain;
  const meant = [plain.replace(":", "/"), turned, `tcp/${plain}`, word].find(isTraffic);
  if (meant !== undefined) return `Did you mean ${meant}?`;
  const several = plain.split(/[\s,;\u3001]+/);
  return several.every(isTraffic) ? `Write each as an entry of its own: ${several.join(", ")}.` : undefined;
}

function isTraffic(entry: string): boolean {
  return parseTraffic(entry) !== undefined;
}
