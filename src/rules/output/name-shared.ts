import { resourceNamePattern } from "../../facts/gcp.ts";
import { runRule } from "../rule.ts";

export const nameShared = runRule({
  id: "output/name-shared",
  severity: "error",
  title: "Each file of a run has a name of its own",
  why: "The name is the prefix of every resource and the folder of the artifacts: the second VPN would take the first one's place.",
  fix: "Give one of the two another name.",
  source: resourceNamePattern.source,
  needs: "run",
  *check(vpns) {
    const first = new Map<string, string>();
    for (const { file, config } of vpns) {
      const earlier = first.get(config.name);
      if (earlier === undefined) {
        first.set(config.name, file);
        continue;
      }
      yield {
        file,
        at: ["name"],
        message: `${config.name} is the name of ${earlier} too`,
        related: [{ file: earlier, at: ["name"], message: "the same name" }],
      };
    }
  },
  bad: { yaml: "name: tokyo", others: ["name: tokyo\ngcp: { network: other }"], at: ["name"] },
  good: { yaml: "name: tokyo", others: ["name: osaka\ngcp: { network: other }"] },
});
