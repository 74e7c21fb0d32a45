/** `secrets.sh`: puts one pre-shared key per tunnel into both secret stores. No key is ever in the script. */
import create from "../../templates/secrets/create.sh";
import handover from "../../templates/secrets/handover.sh";
import rotate from "../../templates/secrets/rotate.sh";
import main from "../../templates/secrets/secrets.sh";
import state from "../../templates/secrets/state.sh";
import stores from "../../templates/secrets/stores.sh";
import { script } from "../render/script.ts";
import type { Tag, Topology } from "../topology/topology.ts";
import {
  awsData,
  awsKeyData,
  awsKeys,
  common,
  files,
  onAws,
  pskVersions,
  pskVersionsWritten,
  side,
  tunnelPlace,
} from "./script-parts.ts";
import { headerText, scriptFile, type Target } from "./target.ts";

export const secrets: Target = (topology, context) => {
  const { keys, tunnels } = topology;
  const text = script({
    header: headerText(context),
    data: {
      ...awsData(topology),
      ...awsKeyData(topology),
      KEY_PROJECT: keys.gcpProject,
      SOURCE: keys.source,
      SOPS_FILE: keys.sopsFile,
      TUNNELS: tunnels.map(({ id }) => id),
      GCP_SECRETS: tunnels.map(({ gcpSecret }) => gcpSecret),
      CREATE_ON_AWS: awsArguments(topology),
      CREATE_ON_GCP: gcpArguments(topology),
    },
    bodies: [
      common,
      side,
      files,
      onAws,
      awsKeys,
      pskVersions,
      pskVersionsWritten,
      tunnelPlace,
      stores,
      state,
      create,
      rotate,
      handover,
      main,
    ],
  });
  return [scriptFile("secrets", text)];
};

/** Arguments of `aws secretsmanager create-secret`. */
function awsArguments({ keys, aws }: Topology): string[] {
  const tags = aws.tags.map(({ key, value }) => ({ Key: key, Value: value }));
  return [
    ...(keys.awsKmsKey === "" ? [] : ["--kms-key-id", keys.awsKmsKey]),
    ...(tags.length === 0 ? [] : ["--tags", JSON.stringify(tags)]),
  ];
}

/** Arguments of `gcloud secrets create`. */
function gcpArguments({ keys, gcp }: Topology): string[] {
  const label = ({ key, value }: Tag) => `${key}=${value}`;
  return [
    ...(keys.gcpLocations.length === 0
      ? ["--replication-policy=automatic"]
      : ["--replication-policy=user-managed", `--locations=${keys.gcpLocations.join(",")}`]),
    ...(gcp.labels.length === 0 ? [] : [`--labels=${gcp.labels.map(label).join(",")}`]),
  ];
}
