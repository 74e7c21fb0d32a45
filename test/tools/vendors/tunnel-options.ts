/** AWS's tunnel options against botocore's model and the CloudFormation schema that cfn-lint carries. */
import * as facts from "../../../src/facts/aws.ts";
import { definition, member, shape, tunnelProperty } from "./aws-models.ts";
import { type Comparisons, probes, verdicts } from "./comparison.ts";
import { at, between, captured, numberIn, validValues } from "./models.ts";

/** Both requests that take tunnel options. */
const requests = ["ModifyVpnTunnelOptionsSpecification", "VpnTunnelOptionsSpecification"];

/** What both requests say of a tunnel option. */
function option<T>(key: string, read: (text: string) => T): Record<string, T> {
  return Object.fromEntries(requests.map((request) => [request, read(member(`ec2:${request}`, key))]));
}

/** A list of algorithms, in the given phases. */
function algorithms(key: string, ours: readonly unknown[], phases: readonly string[]) {
  const ofPhase = (phase: string) => ({
    ...option(`${phase}${key}`, (text) => validValues(text)),
    CloudFormation: at(definition(`${phase}${key}RequestListValue`).properties, "Value").enum?.map(String),
  });
  return {
    ours: ours.map(String),
    theirs: () =>
      Object.fromEntries(
        phases.flatMap((phase) =>
          Object.entries(ofPhase(phase)).map(([where, values]) => [`${phase}, ${where}`, values]),
        ),
      ),
  };
}

/** A number with bounds and default; the template's schema has no defaults. */
function bounded(key: string, ours: { min: number; max: number; default: number }) {
  return {
    ours,
    theirs: () => ({
      ...option(key, (text) => ({ ...between(text), default: numberIn(text, /Default: ([\d,]+)/) })),
      CloudFormation: { ...limits(key), default: ours.default },
    }),
  };
}

function limits(key: string) {
  const { minimum, maximum } = tunnelProperty(key);
  return { min: minimum, max: maximum };
}

/** A choice of words. */
function choice(key: string, ours: readonly string[]) {
  return {
    ours,
    theirs: () => ({ ...option(key, validValues), CloudFormation: tunnelProperty(key).enum }),
  };
}

const keyProbes = probes([7, 8, 64, 65]);

export const tunnelOptions: Comparisons = {
  encryption: algorithms("EncryptionAlgorithms", facts.encryption.value, ["Phase1", "Phase2"]),
  integrity: algorithms("IntegrityAlgorithms", facts.integrity.value, ["Phase1", "Phase2"]),
  phase1DhGroups: algorithms("DHGroupNumbers", facts.phase1DhGroups.value, ["Phase1"]),
  phase2DhGroups: algorithms("DHGroupNumbers", facts.phase2DhGroups.value, ["Phase2"]),
  ikeVersions: {
    ours: facts.ikeVersions.value,
    theirs: () => ({
      ...option("IKEVersions", validValues),
      CloudFormation: at(definition("IKEVersionsRequestListValue").properties, "Value").enum,
    }),
  },
  phase1Lifetime: bounded("Phase1LifetimeSeconds", facts.phase1Lifetime.value),
  phase2Lifetime: bounded("Phase2LifetimeSeconds", facts.phase2Lifetime.value),
  rekeyFuzz: bounded("RekeyFuzzPercentage", facts.rekeyFuzz.value),
  replayWindow: bounded("ReplayWindowSize", facts.replayWindow.value),
  rekeyMargin: {
    ours: { ...facts.rekeyMargin.value, max: "half of Phase2LifetimeSeconds" },
    theirs: () =>
      option("RekeyMarginTimeSeconds", (text) => ({
        min: numberIn(text, /between (\d+) and/),
        default: numberIn(text, /Default: (\d+)/),
        max: captured(text, /and (half of \w+)/),
      })),
  },
  dpdTimeout: {
    ours: facts.dpdTimeout.value.min,
    theirs: () => ({
      ...option("DPDTimeoutSeconds", (text) => numberIn(text, /greater than or equal to (\d+)/)),
      CloudFormation: tunnelProperty("DPDTimeoutSeconds").minimum,
    }),
  },
  dpdActions: choice("DPDTimeoutAction", facts.dpdActions.value),
  startupActions: choice("StartupAction", facts.startupActions.value),
  reservedInsideCidrs: {
    ours: facts.reservedInsideCidrs.value,
    theirs: () => option("TunnelInsideCidr", (text) => [...(text.match(/169\.254\.\d+\.\d+\/30/g) ?? [])]),
  },
  preSharedKeyPattern: {
    ours: verdicts(facts.preSharedKeyPattern.value, keyProbes),
    theirs: () =>
      option("PreSharedKey", (text) => {
        captured(text, /(alphanumeric characters, periods \(\.\), and underscores \(_\))/);
        captured(text, /(cannot start with zero)/);
        const { min, max } = between(text);
        return verdicts(`^(?!0)[A-Za-z0-9._]{${min},${max}}$`, keyProbes);
      }),
  },
  noMd5: {
    ours: facts.noMd5.value,
    theirs: () =>
      Object.fromEntries(
        requests.map((request) => [
          request,
          Object.keys(shape(`ec2:${request}`).members ?? {}).some((key) => /md5|auth/i.test(key)),
        ]),
      ),
  },
};
