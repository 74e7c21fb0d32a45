/** Both sides as one Terraform root: AWS's with hashicorp/aws, Google Cloud's as in the target `terraform`. */
import renderMain from "../../templates/terraform/main.tf.hbs";
import renderTunnels from "../../templates/terraform/tunnels.tf.hbs";
import renderVersions from "../../templates/terraform/versions.tf.hbs";
import renderAccount from "../../templates/terraform-aws/account.tf.hbs";
import renderAws from "../../templates/terraform-aws/aws.tf.hbs";
import renderConnections from "../../templates/terraform-aws/connections.tf.hbs";
import renderMonitoring from "../../templates/terraform-aws/monitoring.tf.hbs";
import renderOutputs from "../../templates/terraform-aws/outputs.tf.hbs";
import renderProviders from "../../templates/terraform-aws/providers.tf.hbs";
import renderVariables from "../../templates/terraform-aws/variables.tf.hbs";
import renderVpcs from "../../templates/terraform-aws/vpcs.tf.hbs";
import { awsProviderVersions } from "../facts/terraform.ts";
import { commentText } from "../render/quote.ts";
import type { Topology } from "../topology/topology.ts";
import { otherAccounts } from "./artifact-data.ts";
import { accountRootPath, artifactPaths } from "./artifacts.ts";
import { headerText, type Target, type TargetFile } from "./target.ts";
import { isRoot, mainView, providerView, tunnelsView, versionsView } from "./terraform.ts";
import { adoptScript } from "./terraform-aws/adopt.ts";
import { connectionsView } from "./terraform-aws/connections.ts";
import { gatewayView } from "./terraform-aws/gateway.ts";
import { monitoringView } from "./terraform-aws/monitoring.ts";
import { accountView, vpcsView } from "./terraform-aws/vpcs.ts";

/**
 * Emits `terraform`, which is applied once, and `terraform/vpc-<account>` for VPCs of other accounts. Google
 * Cloud's resources have the addresses that they have in `gcp/terraform`, so that its state can move here.
 *
 * No address of a resource depends on what the user wrote, but for the ids and ranges that are keys of `for_each`.
 */
export const terraformAws: Target = (topology, context) => {
  const header = commentText(headerText(context));
  const { aws } = topology;
  const own = aws.vpcs.filter(({ account }) => account === "");
  const ownView = vpcsView(topology, own, "local.aws_gateway_id");
  const isTgw = aws.gateway.type === "tgw";
  const views = {
    "versions.tf": renderVersions({ header, ...versions(topology) }),
    ...(isRoot(topology) ? { "providers.tf": renderProviders({ header, ...providers(topology) }) } : {}),
    "variables.tf": renderVariables({ header }),
    "aws.tf": renderAws({ header, ...gatewayView(topology) }),
    "aws-connections.tf": renderConnections({ header, ...connectionsView(topology) }),
    "aws-vpcs.tf": renderVpcs({ header, ...ownView }),
    "aws-monitoring.tf": renderMonitoring({ header, ...monitoringView(topology) }),
    "gcp.tf": renderMain({ header, ...mainView(topology) }),
    "gcp-tunnels.tf": renderTunnels({ header, ...tunnelsView(topology, true) }),
    "outputs.tf": renderOutputs({ header, tunnels: topology.tunnels, isTgw }),
  };
  return [
    ...filesIn("", views),
    adoptFile("", topology, {
      header: headerText(context),
      stack: aws.stackName,
      vpcs: own,
      view: ownView,
    }),
    ...otherAccounts(topology).flatMap((account) => accountFiles(topology, account, headerText(context))),
  ];
};

/** The files of the VPN's own root, or of another account's, without those that hold nothing but their first line. */
function filesIn(account: string, views: Readonly<Record<string, string>>): TargetFile[] {
  const folder = rootPath(account);
  return Object.entries(views)
    .filter(([, text]) => text.trim().includes("\n"))
    .map(([name, text]) => ({
      artifact: "terraform-aws",
      account,
      path: `${folder}/${name}`,
      text,
      executable: false,
    }));
}

function rootPath(account: string): string {
  return account === "" ? artifactPaths["terraform-aws"] : accountRootPath(account);
}

/** What the VPCs of another account need, to be applied there; nothing where other teams do all of it. */
function accountFiles(topology: Topology, account: string, headerLine: string): TargetFile[] {
  const header = commentText(headerLine);
  const vpcs = topology.aws.vpcs.filter((vpc) => vpc.account === account);
  const there = withAccount({ ...topology, connections: [] }, account);
  const view = vpcsView(there, vpcs, "var.transit_gateway_id");
  const { attachments, routes, ingress } = view;
  if (attachments.length + routes.length + ingress.length === 0) return [];
  const google = { project: "", region: "", impersonate: "" };
  const provider = { region: topology.aws.region, account, google };
  const files = filesIn(account, {
    "versions.tf": renderVersions({ header, ...versions(topology), providerVersion: "", hasBackend: false }),
    ...(isRoot(topology) ? { "providers.tf": renderProviders({ header, ...provider }) } : {}),
    "main.tf": renderAccount({ header, ...accountView(topology, view) }),
    "vpcs.tf": renderVpcs({ header, ...view }),
  });
  const stack = `${topology.aws.stackName}-vpc`;
  return [...files, adoptFile(account, there, { header: headerLine, stack, vpcs, view })];
}

function adoptFile(account: string, ...[topology, adoption]: Parameters<typeof adoptScript>): TargetFile {
  const path = account === "" ? artifactPaths.adopt : `${rootPath(account)}/adopt.sh`;
  return { artifact: "adopt", account, path, text: adoptScript(topology, adoption), executable: true };
}

/** The VPN as seen from the account of a VPC. */
function withAccount(topology: Topology, account: string): Topology {
  return { ...topology, aws: { ...topology.aws, account } };
}

function versions(topology: Topology) {
  const { base, below } = awsProviderVersions.value;
  return { ...versionsView(topology), awsProviderVersion: `>= ${base}, < ${below}` };
}

function providers(topology: Topology) {
  const { region, account } = topology.aws;
  return { region, account, google: providerView(topology) };
}
