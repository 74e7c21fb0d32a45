/**
 * `aws/tunnel-options.sh`: compares and changes the options of AWS's tunnels, one tunnel at a time.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpnTunnelOptions.html
 */
import change from "../../templates/tunnel-options/change.sh";
import negotiated from "../../templates/tunnel-options/negotiated.sh";
import options from "../../templates/tunnel-options/options.sh";
import main from "../../templates/tunnel-options/tunnel-options.sh";
import { answerDefaults } from "../facts/aws-network.ts";
import { script } from "../render/script.ts";
import type { Topology, TunnelLogs } from "../topology/topology.ts";
import { comparedOptions, requestValue, shownValue } from "./aws-tunnel-options.ts";
import {
  awsData,
  awsKeyData,
  awsKeys,
  common,
  connectionData,
  moved,
  next,
  onAws,
  onConnections,
  onTunnelState,
  onTunnels,
  tunnelPlace,
  waiting,
} from "./script-parts.ts";
import { headerText, scriptFile, type Target } from "./target.ts";

export const tunnelOptions: Target = (topology, context) => {
  const text = script({
    header: headerText(context),
    data: {
      ...awsData(topology),
      ...connectionData(topology),
      ...awsKeyData(topology),
      ...optionData(topology),
      OPTION_JSON: optionsOf(topology).map(
        ({ name, json }) => `${JSON.stringify(name)}:${JSON.stringify(json)}`,
      ),
    },
    bodies: [
      common,
      next,
      onAws,
      awsKeys,
      waiting,
      onConnections,
      onTunnels,
      moved,
      tunnelPlace,
      onTunnelState,
      options,
      negotiated,
      change,
      main,
    ],
  });
  return [scriptFile("tunnel-options", text)];
};

/** Reads and compares the options of a tunnel, for other scripts too. */
export { default as onOptions } from "../../templates/tunnel-options/options.sh";

/** For `onOptions`. */
export function optionData(topology: Topology) {
  const options = optionsOf(topology);
  return {
    LOG_GROUP: topology.aws.logs.group,
    OPTION_NAMES: options.map(({ name }) => name),
    OPTION_SIDES: options.map(({ side }) => side),
    OPTION_WANTED: options.map(({ wanted }) => wanted),
    // Options whose absence from an answer says what is wanted.
    OPTION_ABSENT: options.filter((option) => isAbsent(topology, option)).map(({ name }) => name),
  };
}

/** What AWS does where an answer lacks the option: its default, or nothing, since an AEAD cipher needs no integrity. */
function isAbsent({ suite }: Topology, { name, wanted }: ComparedOption): boolean {
  if (name === "Phase2IntegrityAlgorithms") return suite.aead;
  return Object.entries(answerDefaults.value).some(
    ([key, value]) => key === name && String(value) === wanted,
  );
}

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
