/** Which artifacts there are, and where each lies. */

/** Each a file, or for Terraform a folder, relative to the folder of the artifacts. What a target makes has its name. */
export const artifactPaths = {
  cloudformation: "aws/cloudformation.yaml",
  "tunnel-options": "aws/tunnel-options.sh",
  terraform: "gcp/terraform",
  gcloud: "gcp/gcloud.sh",
  "terraform-aws": "terraform",
  adopt: "terraform/adopt.sh",
  secrets: "secrets.sh",
  "outside-addresses": "aws/outside-addresses.sh",
  "tgw-routes": "aws/tgw-routes.sh",
  deploy: "deploy.sh",
  verify: "verify.sh",
  roll: "roll.sh",
  destroy: "destroy.sh",
  settings: "settings.sh",
  library: "lib",
  attributes: ".gitattributes",
  topology: "topology.svg",
  changes: "CHANGES.md",
  permissions: "PERMISSIONS.md",
  runbook: "RUNBOOK.md",
} as const;

export type Artifact = keyof typeof artifactPaths;

/** Template of the VPCs of another account. */
export function accountTemplatePath(account: string): string {
  return `aws/vpc-${account}.yaml`;
}

/** Terraform root of the VPCs of another account. */
export function accountRootPath(account: string): string {
  return `${artifactPaths["terraform-aws"]}/vpc-${account}`;
}
