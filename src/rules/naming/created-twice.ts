import { resourceNamePattern } from "../../facts/gcp.ts";
import { clashes, identityOf } from "../across-files.ts";
import { gcpNames } from "../resource-names.ts";
import { runRule, type Vpn } from "../rule.ts";

export const createdTwice = runRule({
  id: "naming/created-twice",
  severity: "error",
  title: "No two files create a resource of one name",
  why: "The second apply fails because the resource exists, or changes the first VPN's.",
  fix: "Give one of the two another name, or say in one file that it exists.",
  source: resourceNamePattern.source,
  needs: "run",
  *check(vpns) {
    for (const { first, other } of clashes(vpns.flatMap(created))) {
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `the ${other.kind} ${other.value} is created here and in ${first.vpn.file}`,
        related: [{ file: first.vpn.file, at: first.at, message: "created here too" }],
      };
    }
  },
  bad: {
    yaml: "gcp: { router: { name: prod-router } }",
    others: ["gcp: { router: { name: prod-router } }"],
    at: ["gcp", "router", "name"],
  },
  good: {
    yaml: "gcp: { router: { name: prod-router } }",
    others: ["gcp: { router: { name: prod-router, existing: true } }"],
  },
});

/** What a file creates, with the scope in which its name must be unique. */
function created(vpn: Vpn) {
  const { aws, gcp } = vpn.topology;
  const { stack } = vpn.config.names.aws;
  const resources = gcpNames(vpn).filter(
    ({ kind }) =>
      !(kind === "Cloud Router" && gcp.router.existing) &&
      !(kind === "HA VPN gateway" && gcp.gateway.existing),
  );
  return [
    {
      vpn,
      kind: "stack",
      value: aws.stackName,
      at: stack === undefined ? ["name"] : ["names", "aws", "stack"],
      identity: identityOf("stack", aws.account, aws.region, aws.stackName),
    },
    ...resources.map((resource) => ({
      vpn,
      ...resource,
      identity: identityOf(resource.kind, gcp.project, ...placeOf(resource.kind, vpn), resource.value),
    })),
  ];
}

function placeOf(kind: string, { topology: { gcp } }: Vpn): string[] {
  if (kind === "external gateway" || kind === "firewall rule") return [];
  return kind === "interface" || kind === "BGP peer" ? [gcp.region, gcp.router.name] : [gcp.region];
}
