/** The options of AWS's tunnels as `tunnel-options.sh` and `roll.sh` compare and set them. */
import { answerDefaults } from "../../facts/aws-network.ts";
import type { Setting } from "../../render/shell-data.ts";
import type { Topology, TunnelLogs } from "../../topology/topology.ts";
import { comparedOptions, requestValue, shownValue } from "../aws-tunnel-options.ts";

interface ComparedOption {
  /** As requests spell it; the script's query knows how answers do. */
  readonly name: string;
  /** Whether Google Cloud must have the same value. */
  readonly side: "both" | "aws";
  /** As the script shows what it read. */
  readonly wanted: string;
  /** Value in a request. */
  readonly json: unknown;
}

export function optionSettings(topology: Topology): Setting[] {
  const options = optionsOf(topology);
  return [
    [
      "OPTIONS_OWNER",
      topology.aws.optionsOwner,
      "What sets the tunnel options of AWS: the template, or tunnel-options.sh (script).",
    ],
    [
      "OPTION_NAMES",
      options.map(({ name }) => name),
      "The tunnel options, as the EC2 API's requests spell them.",
    ],
    [
      "OPTION_SIDES",
      options.map(({ side }) => side),
      "In the same order: whether Google Cloud must have the same value (both), or not (aws).",
    ],
    ["OPTION_WANTED", options.map(({ wanted }) => wanted), "In the same order: the declared values."],
    [
      "OPTION_JSON",
      options.map(({ name, json }) => `${JSON.stringify(name)}:${JSON.stringify(json)}`),
      "In the same order: as a request holds them.",
    ],
    [
      "OPTION_ABSENT",
      options.filter((option) => isAbsent(topology, option)).map(({ name }) => name),
      "Those of which an answer without them says that they are as declared.",
    ],
  ];
}

/** The declared values by option, as the scripts show them. */
export function declaredOptions(topology: Topology): { name: string; wanted: string }[] {
  return optionsOf(topology).map(({ name, wanted }) => ({ name, wanted }));
}

/** What AWS does where an answer lacks the option: its default, or nothing, since an AEAD cipher needs no integrity. */
function isAbsent({ suite }: Topology, { name, wanted }: ComparedOption): boolean {
  if (name === "Phase2IntegrityAlgorithms") return suite.aead;
  return Object.entries(answerDefaults.value).some(
    ([key, value]) => key === name && String(value) === wanted,
  );
}

/** Every option but the inside CIDR and the key, which are the tunnel's own and the template's. */
function optionsOf(topology: Topology): ComparedOption[] {
  const options = comparedOptions(topology).map((option) => ({
    name: option.name,
    side: option.isSuite ? ("both" as const) : ("aws" as const),
    wanted: shownValue(option),
    json: requestValue(option),
  }));
  return [...options, logOptions(topology.aws.logs)];
}

/** Stands for the ARN of the log group, whose account may be known only when the script runs. */
const logGroupMark = "@LOG_GROUP@";

function logOptions({ enabled, bgp, format }: TunnelLogs): ComparedOption {
  const setting = (prefix: "" | "Bgp", on: boolean) =>
    on
      ? {
          [`${prefix}LogEnabled`]: true,
          [`${prefix}LogGroupArn`]: logGroupMark,
          [`${prefix}LogOutputFormat`]: format,
        }
      : { [`${prefix}LogEnabled`]: false };
  const shown = (on: boolean) => (on ? `${logGroupMark} ${format}` : "off");
  return {
    name: "LogOptions",
    side: "aws",
    wanted: `${shown(enabled)}, BGP ${shown(enabled && bgp)}`,
    json: { CloudWatchLogOptions: { ...setting("", enabled), ...setting("Bgp", enabled && bgp) } },
  };
}
