/** Settings of the pre-shared keys: which secrets hold them, and how missing ones are created. */
import type { Setting } from "../../render/shell-data.ts";
import type { Topology } from "../../topology/topology.ts";

export function keySettings(topology: Topology): Setting[] {
  const { keys, tunnels } = topology;
  return [
    ["SOURCE", keys.source, "Where they come from: generated, existing or sops."],
    ["SOPS_FILE", keys.sopsFile, "The sops file, seen from this folder, or empty."],
    ["KEY_PROJECT", keys.gcpProject, "Project of Google Cloud's secrets."],
    ["AWS_SECRETS", tunnels.map(({ awsSecret }) => awsSecret), "Secrets on AWS, by tunnel."],
    ["GCP_SECRETS", tunnels.map(({ gcpSecret }) => gcpSecret), "Secrets on Google Cloud, by tunnel."],
    ["CREATE_ON_AWS", awsArguments(topology), "Arguments of aws secretsmanager create-secret."],
    ["CREATE_ON_GCP", gcpArguments(topology), "Arguments of gcloud secrets create."],
  ];
}

function awsArguments({ keys, aws }: Topology): string[] {
  const tags = aws.tags.map(({ key, value }) => ({ Key: key, Value: value }));
  return [
    ...(keys.awsKmsKey === "" ? [] : ["--kms-key-id", keys.awsKmsKey]),
    ...(tags.length === 0 ? [] : ["--tags", JSON.stringify(tags)]),
  ];
}

function gcpArguments({ keys, gcp }: Topology): string[] {
  const labels = gcp.labels.map(({ key, value }) => `${key}=${value}`);
  return [
    ...(keys.gcpLocations.length === 0
      ? ["--replication-policy=automatic"]
      : ["--replication-policy=user-managed", `--locations=${keys.gcpLocations.join(",")}`]),
    ...(labels.length === 0 ? [] : [`--labels=${labels.join(",")}`]),
  ];
}
