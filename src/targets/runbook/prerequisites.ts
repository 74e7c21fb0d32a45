/** What must be there before the first step: commands with their versions, credentials, APIs, permissions. */
import { awsCliVersions, gcloudVersion } from "../../facts/cli.ts";
import { gcloudCipherTrack, terraformVersion } from "../../facts/gcp.ts";
import { codeSpan } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";
import type { EmitContext } from "../target.ts";

export function prerequisites(
  topology: Topology,
  { artifacts }: EmitContext,
): { prerequisiteText: string }[] {
  const { aws, gcp } = topology;
  const isOneApply = artifacts.has("terraform-aws");
  const withGcloud = artifacts.has("gcloud");
  const withTerraform = isOneApply || artifacts.has("terraform");
  const [first, second] = awsCliVersions.value;
  const account = aws.account === "" ? "" : `account ${codeSpan(aws.account)} and `;
  const gcloud = withGcloud
    ? `gcloud ${gcloudVersion.value} or later with its component ${codeSpan(gcloudCipherTrack.value)}`
    : "gcloud";
  const terraform = `Terraform ${terraformVersion.value.replace(/^>= /, "").replace(/\.0$/, "")} or later`;
  return [
    `bash, and the AWS CLI ${first} (version 1) or ${second} (version 2) or later, with credentials for ${account}region ${codeSpan(aws.region)}.`,
    `${gcloud}, with credentials for project ${codeSpan(gcp.project)}: ${codeSpan("gcloud auth login")}.`,
    ...(withTerraform
      ? [
          `${withGcloud ? "If Terraform makes Google Cloud's side: " : ""}${terraform}, and Application Default Credentials, since its provider does not use those of ${codeSpan("gcloud auth login")}: ${codeSpan("gcloud auth application-default login")}.`,
        ]
      : []),
    `The APIs that the VPN uses, enabled once: ${enabling(topology, isOneApply).map(codeSpan).join(", ")}.`,
    "The permissions in [PERMISSIONS.md](PERMISSIONS.md).",
  ].map((prerequisiteText) => ({ prerequisiteText }));
}

/** Commands, one per project. AWS keeps the keys where Terraform makes both sides. */
function enabling({ gcp, keys }: Topology, isOneApply: boolean): string[] {
  const enable = (apis: readonly string[], project: string) =>
    `gcloud services enable ${apis.map((api) => `${api}.googleapis.com`).join(" ")} --project=${project}`;
  if (isOneApply) return [enable(["compute"], gcp.project)];
  return gcp.project === keys.gcpProject
    ? [enable(["compute", "secretmanager"], gcp.project)]
    : [enable(["compute"], gcp.project), enable(["secretmanager"], keys.gcpProject)];
}
