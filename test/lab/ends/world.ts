/** What neither side's artifacts say: what exists before, and what the clouds decide by themselves. */
import { randomBytes } from "node:crypto";
import { parse } from "yaml";
import type { VpnDocument } from "../../support/arbitrary-ground.ts";
import { type Artifacts, artifact } from "../../support/artifacts.ts";
import { listOf, readSettings, textOf } from "../../support/settings.ts";

interface Keys {
  /** By the name of their secret on AWS. */
  readonly awsKeys: Readonly<Record<string, string>>;
  /** The same keys by `projects/…/secrets/…`. */
  readonly gcpKeys: Readonly<Record<string, string>>;
}

export interface World extends Keys {
  /** ASN that an existing AWS gateway was created with. */
  readonly existingGatewayAsn: number;
  /** Ranges behind the AWS gateway, whose VPCs stood there before. */
  readonly awsRanges: readonly string[];
  /** Subnets of the network on Google Cloud. */
  readonly subnets: readonly string[];
}

/** What stands in the user's file about things that exist, and fresh keys. */
export function worldOf(text: string, artifacts: Artifacts): World {
  const { aws, gcp }: VpnDocument = parse(text);
  return {
    ...keysOf(artifacts),
    ...{ existingGatewayAsn: aws.asn, subnets: gcp.cidrs },
    awsRanges: [...new Set([...aws.vpcs.flatMap(({ cidrs }) => cidrs), ...(aws.cidrs ?? [])])],
  };
}

/** One random key per tunnel, under both names, as secrets.sh would store it. */
function keysOf(artifacts: Artifacts): Keys {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  const names = listOf(script, "AWS_SECRETS");
  const keys = names.map(() => `K${randomBytes(16).toString("hex")}`);
  const project = textOf(script, "KEY_PROJECT");
  const under = (all: readonly string[]) =>
    Object.fromEntries(all.map((name, index) => [name, keys[index] ?? ""]));
  return {
    awsKeys: under(names),
    gcpKeys: under(listOf(script, "GCP_SECRETS").map((name) => `projects/${project}/secrets/${name}`)),
  };
}

/** Parameters of the stack: the runbook says which address of the HA VPN gateway, by interface, goes into which. */
export function parametersOf(
  artifacts: Artifacts,
  gcpAddresses: readonly string[],
): Readonly<Record<string, string>> {
  const said = artifact(artifacts, "RUNBOOK.md").matchAll(/"(\w+)=\$\(address ([ab])\)"/g);
  return Object.fromEntries(
    [...said].map(([, parameter = "", key]) => [parameter, gcpAddresses[key === "a" ? 0 : 1] ?? ""]),
  );
}
