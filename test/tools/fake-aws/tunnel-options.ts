/**
 * The options of a tunnel: what AWS takes, what holds where nothing was set, and how answers spell them.
 * Written from the pages, and not from src/facts.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpnTunnelOptionsSpecification.html
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
import { type Answer, Refusal } from "./query.ts";

/** By the names of a request. A list that is empty allows every algorithm. */
export type TunnelOptions = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[]>
>;

const ciphers = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"];
const hashes = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"];
const groups = [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];

/** Allowed values of lists. */
const lists: Readonly<Record<string, readonly (string | number)[]>> = {
  IKEVersions: ["ikev1", "ikev2"],
  Phase1EncryptionAlgorithms: ciphers,
  Phase1IntegrityAlgorithms: hashes,
  Phase1DHGroupNumbers: groups,
  Phase2EncryptionAlgorithms: ciphers,
  Phase2IntegrityAlgorithms: hashes,
  Phase2DHGroupNumbers: [...groups, 5],
};
const numbers: Readonly<Record<string, readonly [min: number, max: number, initial: number]>> = {
  Phase1LifetimeSeconds: [900, 28800, 28800],
  Phase2LifetimeSeconds: [900, 3600, 3600],
  RekeyMarginTimeSeconds: [60, 1800, 270],
  RekeyFuzzPercentage: [0, 100, 100],
  ReplayWindowSize: [64, 2048, 1024],
  DPDTimeoutSeconds: [30, 3600, 30],
};
const words: Readonly<Record<string, readonly [initial: string, ...others: string[]]>> = {
  DPDTimeoutAction: ["clear", "none", "restart"],
  StartupAction: ["add", "start"],
};
const logWords = ["LogGroupArn", "LogOutputFormat", "BgpLogGroupArn", "BgpLogOutputFormat"];
const logSwitches = ["LogEnabled", "BgpLogEnabled"];

export const initialOptions: TunnelOptions = {
  ...Object.fromEntries(Object.keys(lists).map((name) => [name, []])),
  ...Object.fromEntries(Object.entries(numbers).map(([name, [, , initial]]) => [name, initial])),
  ...Object.fromEntries(Object.entries(words).map(([name, [initial]]) => [name, initial])),
  EnableTunnelLifecycleControl: false,
  LogEnabled: false,
  BgpLogEnabled: false,
};

/** The values that a list allows. */
export function allowedBy(options: TunnelOptions, name: string): readonly (string | number)[] {
  const list = options[name] as readonly (string | number)[];
  return list.length > 0 ? list : (lists[name] ?? []);
}

/** Everything that a tunnel's specification may hold beside its options. */
export interface Specification {
  readonly options: TunnelOptions;
  readonly preSharedKey: string | undefined;
  readonly insideCidr: string | undefined;
}

/** Reads a specification as CloudFormation spells it. Throws at what AWS refuses or the fake does not know. */
export function readSpecification(spec: Readonly<Record<string, unknown>>): Specification {
  const { PreSharedKey, TunnelInsideCidr, LogOptions, ...rest } = spec;
  const options: Record<string, TunnelOptions[string]> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (name in lists) options[name] = readList(name, value);
    else if (name in numbers) options[name] = Number(value);
    else if (name in words) options[name] = String(value);
    else if (name === "EnableTunnelLifecycleControl") options[name] = isTrue(value);
    else throw new Refusal("InvalidParameterValue", `unsupported tunnel option ${name}`);
  }
  Object.assign(options, readLogs(LogOptions));
  if (PreSharedKey !== undefined && !/^[A-Za-z1-9._][A-Za-z0-9._]{7,63}$/.test(String(PreSharedKey)))
    throw new Refusal("InvalidParameterValue", "the pre-shared key is malformed");
  checkInside(TunnelInsideCidr);
  return {
    options,
    preSharedKey: PreSharedKey === undefined ? undefined : String(PreSharedKey),
    insideCidr: TunnelInsideCidr === undefined ? undefined : String(TunnelInsideCidr),
  };
}

function readList(name: string, value: unknown): (string | number)[] {
  const legal = lists[name] ?? [];
  return (value as readonly { readonly Value: unknown }[]).map(({ Value }) => {
    const found = legal.find((one) => String(one) === String(Value));
    if (found === undefined) throw new Refusal("InvalidParameterValue", `${Value} is not valid for ${name}`);
    return found;
  });
}

function readLogs(value: unknown): TunnelOptions {
  if (value === undefined) return {};
  const { CloudwatchLogOptions: logs = {}, ...others } = value as {
    CloudwatchLogOptions?: Readonly<Record<string, unknown>>;
  };
  const unknown = [
    ...Object.keys(others),
    ...Object.keys(logs).filter((name) => ![...logWords, ...logSwitches].includes(name)),
  ];
  if (unknown.length > 0) throw new Refusal("InvalidParameterValue", `unsupported log option ${unknown[0]}`);
  return Object.fromEntries(
    Object.entries(logs).map(([name, one]) => [name, logSwitches.includes(name) ? isTrue(one) : String(one)]),
  );
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

const reserved = ["0.0", "1.0", "2.0", "3.0", "4.0", "5.0", "169.252"].map((end) => `169.254.${end}/30`);

function checkInside(cidr: unknown): void {
  if (cidr === undefined) return;
  const [, last] = /^169\.254\.\d{1,3}\.(\d{1,3})\/30$/.exec(String(cidr)) ?? [];
  if (last === undefined || Number(last) % 4 !== 0 || reserved.includes(String(cidr)))
    throw new Refusal("InvalidParameterValue", `${cidr} is not a usable inside CIDR`);
}

/** Throws where the whole of a tunnel's options, old and new, is not allowed. */
export function checkOptions(options: TunnelOptions): void {
  const number = (name: string) => Number(options[name]);
  for (const [name, [min, max]] of Object.entries(numbers))
    if (!(number(name) >= min && number(name) <= max))
      throw new Refusal("InvalidParameterValue", `${name} must be from ${min} to ${max}`);
  for (const [name, legal] of Object.entries(words))
    if (!legal.includes(String(options[name])))
      throw new Refusal("InvalidParameterValue", `${name} must be one of ${legal.join(", ")}`);
  if (number("Phase2LifetimeSeconds") >= number("Phase1LifetimeSeconds"))
    throw new Refusal("InvalidParameterValue", "Phase2LifetimeSeconds must be below Phase1LifetimeSeconds");
  if (number("RekeyMarginTimeSeconds") > number("Phase2LifetimeSeconds") / 2)
    throw new Refusal(
      "InvalidParameterValue",
      "RekeyMarginTimeSeconds exceeds half of Phase2LifetimeSeconds",
    );
  const versions = options.IKEVersions as readonly string[];
  if (options.StartupAction === "start" && versions.join() !== "ikev2")
    throw new Refusal("InvalidParameterValue", "StartupAction start needs IKEv2 alone");
  for (const kind of ["", "Bgp"])
    if (options[`${kind}LogEnabled`] === true && !options[`${kind}LogGroupArn`])
      throw new Refusal("InvalidParameterValue", `${kind}LogGroupArn is required`);
}

/** Names of lists in answers: AWS's own order of capitals. */
const answerLists: Readonly<Record<string, string>> = {
  IKEVersions: "ikeVersionSet",
  Phase1EncryptionAlgorithms: "phase1EncryptionAlgorithmSet",
  Phase1IntegrityAlgorithms: "phase1IntegrityAlgorithmSet",
  Phase1DHGroupNumbers: "phase1DHGroupNumberSet",
  Phase2EncryptionAlgorithms: "phase2EncryptionAlgorithmSet",
  Phase2IntegrityAlgorithms: "phase2IntegrityAlgorithmSet",
  Phase2DHGroupNumbers: "phase2DHGroupNumberSet",
};

/** Options in the words of an answer. The ARN of a log group comes back with `:*` behind it. */
export function answerOptions(options: TunnelOptions): Answer {
  const logs: Record<string, Answer> = {};
  const answer: Record<string, Answer> = {};
  for (const [name, value] of Object.entries(options)) {
    const list = answerLists[name];
    if (list && Array.isArray(value)) answer[list] = value.map((one: string | number) => ({ value: one }));
    else if ([...logWords, ...logSwitches].includes(name))
      logs[lowerFirst(name)] = name.endsWith("Arn") ? `${value}:*` : (value as Answer);
    else answer[lowerFirst(name)] = value as Answer;
  }
  return { ...answer, logOptions: { cloudWatchLogOptions: logs } };
}

/** `DPDTimeoutSeconds` is `dpdTimeoutSeconds` in answers. */
function lowerFirst(name: string): string {
  return name.replace(/^(DPD|[A-Z])/, (start) => start.toLowerCase());
}

const requestLists: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(lists).map((name) => [name.slice(0, -1), name]),
);

/** A request's form parameters below `TunnelOptions` as CloudFormation would spell them. */
export function specificationOf(parameters: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const spec: Record<string, unknown> = {};
  const logs: Record<string, unknown> = {};
  for (const [name, value] of parameters) {
    const [head = "", ...rest] = name.split(".");
    const list = requestLists[head];
    if (list) spec[list] = [...((spec[list] as object[] | undefined) ?? []), { Value: value }];
    else if (head === "LogOptions") logs[rest[1] ?? ""] = value;
    else spec[head] = value;
  }
  return Object.keys(logs).length > 0 ? { ...spec, LogOptions: { CloudwatchLogOptions: logs } } : spec;
}
