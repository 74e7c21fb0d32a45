/** The steps of a deployment, one by one. */
import renderAccount from "../../../templates/runbook/steps/account.md.hbs";
import renderAccountShare from "../../../templates/runbook/steps/account-share.md.hbs";
import renderAddresses from "../../../templates/runbook/steps/addresses.md.hbs";
import renderCheck from "../../../templates/runbook/steps/check.md.hbs";
import renderKeys from "../../../templates/runbook/steps/keys.md.hbs";
import renderOptionsCompare from "../../../templates/runbook/steps/options-compare.md.hbs";
import renderOptionsSet from "../../../templates/runbook/steps/options-set.md.hbs";
import renderStack from "../../../templates/runbook/steps/stack.md.hbs";
import renderTgwRoutes from "../../../templates/runbook/steps/tgw-routes.md.hbs";
import type { Topology } from "../../topology/topology.ts";
import type { Artifact } from "../artifacts.ts";
import type { EmitContext } from "../target.ts";
import { pinFiles, verifyFlags } from "./flags.ts";
import { googleGateway, googleTunnels } from "./google-steps.ts";
import { healthyTable } from "./healthy.ts";
import { oneApply } from "./one-apply.ts";

/** From the keys to a check of the whole. */
export function steps(topology: Topology, context: EmitContext): string[] {
  const has = (artifact: Artifact) => context.artifacts.has(artifact);
  return [
    "## The steps, one by one",
    ...(has("deploy") ? ["This is what `deploy.sh` does. Each step needs the ones before it."] : []),
    ...(has("terraform-aws") ? oneApply(topology, context) : bothSides(topology, context)),
    renderCheck({
      verifyFlagsText: verifyFlags(topology, context),
      tableText: healthyTable(),
      rekeyMinutes: Math.ceil(topology.options.phase2Lifetime / 60),
    }),
  ];
}

/** Each side with tools of its own. */
function bothSides(topology: Topology, context: EmitContext): string[] {
  const has = (artifact: Artifact) => context.artifacts.has(artifact);
  const accounts = has("cloudformation") ? context.accounts : [];
  const options = topology.aws.optionsOwner === "template" ? renderOptionsCompare : renderOptionsSet;
  return [
    renderKeys({ ...keyStep[topology.keys.source], pinFilesText: pinFiles(topology, context) }),
    ...googleGateway(topology, context),
    ...(has("cloudformation") ? stacks(topology, accounts) : []),
    ...(has("tgw-routes") ? [renderTgwRoutes({ accounts })] : []),
    ...(has("tunnel-options") ? [options({})] : []),
    ...(has("outside-addresses") ? [renderAddresses({ withTerraform: has("terraform") })] : []),
    ...googleTunnels(topology, context),
  ];
}

/** How the keys come into both stores. */
const keyStep: Readonly<Record<Topology["keys"]["source"], { introText: string; command: string }>> = {
  existing: {
    introText:
      "The pre-shared keys are in both secret stores already. This compares each pair without printing it:",
    command: "check",
  },
  sops: {
    introText:
      "This reads one key per tunnel from the sops file and puts it into both secret stores, unless it is there already:",
    command: "create",
  },
  generated: {
    introText:
      "This makes one key per tunnel and puts it into both secret stores, unless it is there already:",
    command: "create",
  },
};

/** The stack of the VPN, and one in each other account. */
function stacks({ aws }: Topology, accounts: readonly string[]): string[] {
  const isNewTransitGateway = aws.gateway.type === "tgw" && !aws.gateway.origin.existing;
  const account = isNewTransitGateway ? renderAccountShare : renderAccount;
  return [
    renderStack({ awsRegion: aws.region, stack: aws.stackName, withAlarms: aws.alarmTopic !== "" }),
    ...accounts.map((id) =>
      account({
        account: id,
        awsRegion: aws.region,
        stack: `${aws.stackName}-vpc`,
        template: `aws/vpc-${id}.yaml`,
      }),
    ),
  ];
}
