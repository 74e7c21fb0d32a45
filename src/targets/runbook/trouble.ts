/** What to do when something is wrong, and how a gateway is replaced and the VPN is taken down. */
import renderAwsLog from "../../../templates/runbook/trouble/aws-log.md.hbs";
import renderReplace from "../../../templates/runbook/trouble/replace.md.hbs";
import renderReplaceOneApply from "../../../templates/runbook/trouble/replace-one-apply.md.hbs";
import renderSymptoms from "../../../templates/runbook/trouble/symptoms.md.hbs";
import renderTakeDown from "../../../templates/runbook/trouble/take-down.md.hbs";
import { table } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";
import type { EmitContext } from "../target.ts";
import { deployFlags } from "./flags.ts";
import { removal } from "./one-apply.ts";

/** Where to look, by what is seen. */
export function trouble({ aws, gcp }: Topology, context: EmitContext): string[] {
  const isOneApply = context.artifacts.has("terraform-aws");
  const { firstText, symptoms, authorization } = isOneApply ? ofOneApply : ofScripts;
  return [
    renderSymptoms({
      firstText,
      symptomTableText: table(["Symptom", "Look at"], [...symptoms.first, ...anywhere, ...symptoms.last]),
      statusTableText: statusTable(authorization),
      project: gcp.project,
    }),
    aws.logs.enabled
      ? renderAwsLog({ logGroup: aws.logs.group })
      : "AWS keeps no log of these tunnels: `aws.logs` is not declared.",
  ];
}

/** How a gateway is replaced, and the VPN taken down. */
export function replacement(topology: Topology, context: EmitContext): string[] {
  const { aws, name, output } = topology;
  if (context.artifacts.has("terraform-aws")) {
    const applyText =
      output.terraformForm === "module" ? "terraform apply" : "terraform -chdir=terraform apply";
    return [renderReplaceOneApply({ applyText }), ...removal(topology)];
  }
  const flagText = deployFlags(topology, context);
  const keepsPropagation = aws.gateway.type === "vgw" && aws.gateway.origin.existing;
  return [renderReplace({ flagText }), renderTakeDown({ flagText, name, keepsPropagation })];
}

type Row = readonly [string, string];

/** What is looked at first, and where, in one form of the VPN. */
interface Form {
  readonly firstText: string;
  readonly symptoms: { readonly first: readonly Row[]; readonly last: readonly Row[] };
  /** What to do where the keys differ. */
  readonly authorization: string;
}

const ofOneApply: Form = {
  firstText: `First \`./verify.sh\`, with the two connections as under "Check": one table, a verdict for each layer, and what to do about a
bad one. Layers depend on the ones before them, so begin with the first that is bad.`,
  symptoms: {
    first: [["A tunnel never comes up", "Outside addresses in their slots, its key, the suite"]],
    last: [
      [
        "Terraform wants to destroy tunnels",
        "Do not apply before you know which edit does it: see [CHANGES.md](CHANGES.md)",
      ],
      [
        "Terraform warns that a secret has changed",
        "A key was changed on AWS alone: finish it, see [CHANGES.md](CHANGES.md)",
      ],
    ],
  },
  authorization: "The keys differ: raise the tunnel's `psk_versions`, and apply",
};

const ofScripts: Form = {
  firstText: `First \`./verify.sh\`: one table, a verdict for each layer, and what to do about a bad one. Layers depend on the ones before
them, so begin with the first that is bad.`,
  symptoms: {
    first: [
      ["A tunnel never comes up", "Outside addresses in their slots, the key in both stores, the suite"],
    ],
    last: [
      [
        "A stack update is refused",
        "[CHANGES.md](CHANGES.md): which edit interrupts what; `aws/tunnel-options.sh --dry-run`",
      ],
      [
        'A stack rolls back with "already exists"',
        "A route, rule or gateway is there: `./deploy.sh --preflight` names it",
      ],
      [
        "Terraform wants to destroy tunnels",
        "Do not apply. `aws/outside-addresses.sh` writes the addresses it misses",
      ],
    ],
  },
  authorization: "The keys differ: `./secrets.sh check`",
};

/** Symptoms that either form has. */
const anywhere: readonly Row[] = [
  [
    "AWS says `IPSEC IS UP`, and the tunnel is down",
    "BGP: inside addresses, ASNs, a session that is switched off",
  ],
  ["All four went down at once", "The gateways, the Cloud Router, a change of both connections at once"],
  [
    "Works, then stops after less than an hour",
    "Phase 2: the suite on both sides, one value per role on AWS",
  ],
  [
    "Up, but traffic in one direction only",
    "Route tables, security groups, the firewall, what each side advertises",
  ],
  ["Small packets pass, large ones do not", "MTU above, and ICMP in the firewalls"],
  [
    "Routes vanish once there are many",
    "AWS takes a limited number from a peer, and past it the BGP session ends",
  ],
];

function statusTable(authorization: string): string {
  return table(
    ["Status", "Means"],
    [
      ["`ESTABLISHED`", "Up. Whether routes are exchanged, BGP says"],
      [
        "`FIRST_HANDSHAKE`, `NO_INCOMING_PACKETS`",
        "AWS does not answer: its outside address, or its tunnel is down",
      ],
      ["`AUTHORIZATION_ERROR`", authorization],
      ["`NEGOTIATION_FAILURE`", "The suites differ, or IKE versions do"],
      ["`WAITING_FOR_FULL_CONFIG`", "Its interface on the router is missing"],
      ["`ALLOCATING_RESOURCES`, `PROVISIONING`", "Wait"],
      ["`REJECTED`, `FAILED`, `STOPPED`, `DEPROVISIONING`", "It does not come back by itself: replace it"],
    ],
  );
}
