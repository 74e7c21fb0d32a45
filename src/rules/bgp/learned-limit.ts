import { learnedPrefixes } from "../../facts/gcp.ts";
import { groupsOf, identityOf } from "../across-files.ts";
import { awsRanges, manyRanges } from "../ranges.ts";
import { runRule } from "../rule.ts";

const quota = learnedPrefixes.value;

export const learnedLimit = runRule({
  id: "bgp/learned-limit",
  severity: "warning",
  title: "The routers of a network and region have room for AWS's ranges",
  why: "Unless the quota was raised, they learn 250 prefixes. What is beyond is dropped without an error: some of AWS's ranges cannot be reached, and which ones can change with the next range.",
  fix: "Sum the ranges up into larger ones, or have the quota raised.",
  source: learnedPrefixes.source,
  needs: "run",
  *check(vpns) {
    const inOneNetwork = groupsOf(vpns, ({ config: { gcp } }) =>
      identityOf(gcp.project, gcp.region, gcp.network),
    );
    for (const sharing of inOneNetwork) {
      const entries = sharing.flatMap(({ file, config }) =>
        awsRanges(config.aws).map((range) => ({ file, ...range })),
      );
      const distinct = groupsOf(entries, ({ value }) => value);
      const tooMany = distinct[quota]?.[0];
      if (tooMany === undefined) continue;
      const { network, region } = sharing[0].config.gcp;
      yield {
        file: tooMany.file,
        at: tooMany.at,
        message: `network ${network} learns ${distinct.length} ranges of AWS in ${region}; ${quota} is the quota`,
      };
    }
  },
  get bad() {
    return { yaml: `aws: { cidrs: [${manyRanges(quota, 40)}] }`, at: ["aws", "cidrs", quota - 1] };
  },
  get good() {
    return { yaml: `aws: { cidrs: [${manyRanges(quota - 1, 40)}] }` };
  },
});
