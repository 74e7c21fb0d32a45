/** What makes a folder of Terraform a root, and which versions it asks for. */
import renderVersions from "../../../templates/terraform-common/versions.tf.hbs";
import { googleProviderVersion, terraformVersion } from "../../facts/gcp.ts";
import { awsProviderVersions } from "../../facts/terraform.ts";
import type { Topology } from "../../topology/topology.ts";

/** A module has neither provider nor backend: those belong to the root that calls it. */
export function isRoot({ output }: Topology): boolean {
  return output.terraformForm === "root";
}

/** The block `terraform`: versions of what a folder uses and, with `hasBackend`, the bucket for its state. */
export function versions(
  { output }: Topology,
  { providers, hasBackend }: { readonly providers: readonly Provider[]; readonly hasBackend: boolean },
): string {
  return renderVersions({
    terraformVersion: terraformVersion.value,
    providers: providers.map((name) => ({
      name,
      source: `hashicorp/${name}`,
      version: providerVersions[name],
    })),
    hasBackend,
    backend: { bucket: output.stateBucket, prefix: output.statePrefix },
  });
}

/** Whether the state of the VPN's own root is kept in a bucket. */
export function hasBackend(topology: Topology): boolean {
  return isRoot(topology) && topology.output.stateBucket !== "";
}

type Provider = "aws" | "google";

const { base, below } = awsProviderVersions.value;

const providerVersions: Readonly<Record<Provider, string>> = {
  aws: `>= ${base}, < ${below}`,
  google: googleProviderVersion.value,
};
