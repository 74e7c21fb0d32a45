/** AWS's options of a tunnel, once for every target that sets, compares or prints them. */
import { lifetimes } from "../facts/gcp.ts";
import { codeSpan } from "../render/markdown.ts";
import type { AwsProposal, Topology } from "../topology/topology.ts";

type Value = string | number | boolean;

interface Option {
  /** As the EC2 API's requests and CloudFormation spell it; the query in `options.sh` knows how answers do. */
  readonly name: string;
  /** As the arguments of `aws_vpn_connection` spell it, after `tunnel1_` or `tunnel2_`. */
  readonly terraform: string;
  /** Whether it belongs to the suite, of which Google Cloud must have the same. AWS takes lists of these. */
  readonly isSuite: boolean;
  readonly read: (topology: Topology) => Value;
  /** Its row in the runbook's table of lifetimes and timers; absent where another option's row has it too, or none. */
  readonly row?: (topology: Topology) => Row;
}

interface Row {
  readonly label: string;
  readonly awsText: string;
  readonly googleText: string;
}

/** All but the inside CIDR and the key, which are the tunnel's own, and the logs. */
const table: readonly Option[] = [
  {
    name: "IKEVersions",
    terraform: "ike_versions",
    isSuite: true,
    read: ({ suite }) => suite.aws.ikeVersion,
  },
  ...proposal(1, ({ suite }) => suite.aws.phase1),
  {
    name: "Phase1LifetimeSeconds",
    terraform: "phase1_lifetime_seconds",
    isSuite: false,
    read: ({ options }) => options.phase1Lifetime,
    row: ({ options }) => ({
      label: "Phase 1 lifetime",
      awsText: `${options.phase1Lifetime} s`,
      googleText: `${lifetimes.value.phase1} s, fixed`,
    }),
  },
  ...proposal(2, ({ suite }) => suite.aws.phase2),
  {
    name: "Phase2LifetimeSeconds",
    terraform: "phase2_lifetime_seconds",
    isSuite: false,
    read: ({ options }) => options.phase2Lifetime,
    row: ({ options }) => ({
      label: "Phase 2 lifetime",
      awsText: `${options.phase2Lifetime} s`,
      googleText: `${lifetimes.value.phase2} s, fixed`,
    }),
  },
  {
    name: "RekeyMarginTimeSeconds",
    terraform: "rekey_margin_time_seconds",
    isSuite: false,
    read: ({ options }) => options.rekeyMargin,
    row: ({ options }) => ({
      label: "Rekey margin",
      awsText: `${options.rekeyMargin} s ± ${options.rekeyFuzz} %`,
      googleText: "–",
    }),
  },
  {
    name: "RekeyFuzzPercentage",
    terraform: "rekey_fuzz_percentage",
    isSuite: false,
    read: ({ options }) => options.rekeyFuzz,
  },
  {
    name: "ReplayWindowSize",
    terraform: "replay_window_size",
    isSuite: false,
    read: ({ options }) => options.replayWindow,
    row: ({ options }) => ({
      label: "Replay window",
      awsText: `${options.replayWindow} packets`,
      googleText: "–",
    }),
  },
  {
    name: "DPDTimeoutSeconds",
    terraform: "dpd_timeout_seconds",
    isSuite: false,
    read: ({ options }) => options.dpdTimeout,
    row: ({ options }) => ({
      label: "Dead peer detection",
      awsText: `${options.dpdTimeout} s, then ${codeSpan(options.dpdAction)}`,
      googleText: "–",
    }),
  },
  {
    name: "DPDTimeoutAction",
    terraform: "dpd_timeout_action",
    isSuite: false,
    read: ({ options }) => options.dpdAction,
  },
  {
    name: "StartupAction",
    terraform: "startup_action",
    isSuite: false,
    read: ({ options }) => options.startup,
    row: ({ options }) => ({
      label: "Startup",
      awsText: codeSpan(options.startup),
      googleText: "always initiates",
    }),
  },
  {
    name: "EnableTunnelLifecycleControl",
    terraform: "enable_tunnel_lifecycle_control",
    isSuite: false,
    read: ({ options }) => options.lifecycleControl,
  },
];

function proposal(phase: 1 | 2, proposalOf: (topology: Topology) => AwsProposal): Option[] {
  const option = (name: string, terraform: string, key: keyof AwsProposal): Option => ({
    name: `Phase${phase}${name}`,
    terraform: `phase${phase}_${terraform}`,
    isSuite: true,
    read: (topology) => proposalOf(topology)[key],
  });
  return [
    option("EncryptionAlgorithms", "encryption_algorithms", "encryption"),
    option("IntegrityAlgorithms", "integrity_algorithms", "integrity"),
    option("DHGroupNumbers", "dh_group_numbers", "dhGroup"),
  ];
}

/** An option with its value in a VPN. */
export interface TunnelOption extends Pick<Option, "name" | "terraform" | "isSuite"> {
  readonly value: Value;
}

/** The suite's first, since a tunnel in which these differ is handled by another script. */
export function comparedOptions(topology: Topology): TunnelOption[] {
  const options = optionsOf(topology);
  return [...options.filter(({ isSuite }) => isSuite), ...options.filter(({ isSuite }) => !isSuite)];
}

/** Those that templates declare: AWS's answers lack a flag that is off, and a declared false could count as drift for ever. */
export function declaredOptions(topology: Topology): TunnelOption[] {
  return optionsOf(topology).filter(({ value }) => value !== false);
}

function optionsOf(topology: Topology): TunnelOption[] {
  return table.map(({ name, terraform, isSuite, read }) => ({
    name,
    terraform,
    isSuite,
    value: read(topology),
  }));
}

/** As requests and CloudFormation write it. A list has one value: with more, rekeys with Cloud VPN fail, and AWS takes the lowest. */
export function requestValue({ isSuite, value }: TunnelOption) {
  return isSuite ? [{ Value: value }] : value;
}

/** As scripts and the runbook show it. */
export function shownValue({ value }: TunnelOption): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}

/** Rows for the runbook's table of lifetimes and timers. */
export function optionRows(topology: Topology): string[][] {
  return table.flatMap(({ row }) => {
    if (row === undefined) return [];
    const { label, awsText, googleText } = row(topology);
    return [[label, awsText, googleText]];
  });
}
