/** Both sides as one Terraform root: AWS's with hashicorp/aws, Google Cloud's as in the target `terraform`. */
import renderGcpTunnels from "../../templates/terraform-aws/gcp-tunnels.tf.hbs";
import renderOutputs from "../../templates/terraform-aws/outputs.tf.hbs";
import renderProvider from "../../templates/terraform-aws/provider.tf.hbs";
import renderVariables from "../../templates/terraform-aws/variables.tf.hbs";
import { hclFile } from "../render/hcl.ts";
import { commentText } from "../render/quote.ts";
import type { Topology } from "../topology/topology.ts";
import { otherAccounts } from "./accounts.ts";
import { accountRootPath, artifactPaths } from "./artifacts.ts";
import { scriptFile } from "./scripts/library.ts";
import { headerText, type Target, type TargetFile } from "./target.ts";
import { bgpSessions, googleGateway, googleProvider, googleTunnelsView } from "./terraform/google.ts";
import { hasBackend, isRoot, versions } from "./terraform/root.ts";
import { adoptSettings } from "./terraform-aws/adopt.ts";
import { connectionBlocks } from "./terraform-aws/connections.ts";
import { gatewayBlocks } from "./terraform-aws/gateway.ts";
import { monitoringBlocks } from "./terraform-aws/monitoring.ts";
import { accountBlocks, vpcBlocks, vpcsView } from "./terraform-aws/vpcs.ts";

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
  const providers = [awsProvider(topology, aws.account), googleProvider(topology)];
  const blocks = {
    "versions.tf": [versions(topology, { providers: ["aws", "google"], hasBackend: hasBackend(topology) })],
    "providers.tf": isRoot(topology) ? providers : [],
    "variables.tf": [renderVariables({})],
    "aws.tf": gatewayBlocks(topology),
    "aws-connections.tf": connectionBlocks(topology),
    "aws-vpcs.tf": vpcBlocks(ownView),
    "aws-monitoring.tf": monitoringBlocks(topology),
    "gcp.tf": googleGateway(topology),
    "gcp-tunnels.tf": [renderGcpTunnels(googleTunnelsView(topology)), bgpSessions(topology)],
    "outputs.tf": [renderOutputs(outputsView(topology))],
  };
  return [
    ...filesIn("", header, blocks),
    ...adoptFiles("", topology, {
      header: headerText(context),
      stack: aws.stackName,
      vpcs: own,
      view: ownView,
    }),
    ...otherAccounts(topology).flatMap((account) => accountFiles(topology, account, headerText(context))),
  ];
};

/** The files of the VPN's own root, or of another account's, that have a block. */
function filesIn(
  account: string,
  header: string,
  files: Readonly<Record<string, readonly string[]>>,
): TargetFile[] {
  const folder = rootPath(account);
  return Object.entries(files)
    .filter(([, blocks]) => blocks.length > 0)
    .map(([name, blocks]) => ({
      artifact: "terraform-aws",
      account,
      path: `${folder}/${name}`,
      text: hclFile(header, blocks),
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
  const files = filesIn(account, header, {
    "versions.tf": [versions(topology, { providers: ["aws"], hasBackend: false })],
    "providers.tf": isRoot(topology) ? [awsProvider(topology, account)] : [],
    "main.tf": accountBlocks(topology, view),
    "vpcs.tf": vpcBlocks(view),
  });
  const stack = `${topology.aws.stackName}-vpc`;
  return [...files, ...adoptFiles(account, there, { header: headerLine, stack, vpcs, view })];
}

function adoptFiles(
  account: string,
  ...[topology, adoption]: Parameters<typeof adoptSettings>
): TargetFile[] {
  const path = `${rootPath(account)}/adopt`;
  const text = adoptSettings(topology, adoption);
  return [
    { ...scriptFile("adopt", `${path}.sh`), account },
    { artifact: "adopt", account, path: `${path}-settings.sh`, text, executable: false },
  ];
}

/** The VPN as seen from the account of a VPC. */
function withAccount(topology: Topology, account: string): Topology {
  return { ...topology, aws: { ...topology.aws, account } };
}

function awsProvider({ aws }: Topology, account: string): string {
  return renderProvider({ region: aws.region, account });
}

function outputsView({ aws, tunnels }: Topology) {
  const isTgw = aws.gateway.type === "tgw";
  return {
    tunnels,
    gatewayDescription: `Gateway on AWS's side${isTgw ? ", for the VPCs of other accounts" : ""}.`,
  };
}
