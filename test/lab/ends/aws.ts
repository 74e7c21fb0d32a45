/** AWS's end of an emitted VPN, in AWS's words: what the template says, and what tunnel-options.sh asked for. */
import { type Artifacts, artifact } from "../../support/artifacts.ts";
import { ofType, type ReadTemplate, readTemplate } from "../../support/cloudformation.ts";
import { awsAddressOf } from "../../support/ends.ts";
import { parametersOf, type World } from "./world.ts";

export interface AwsEnd {
  readonly asn: number;
  readonly gateway: "vgw" | "tgw";
  /** What the gateway announces over BGP. */
  readonly announced: readonly string[];
  readonly tunnels: readonly AwsTunnel[];
}

export interface AwsTunnel {
  readonly insideCidr: string;
  readonly outside: { readonly own: string; readonly peer: string };
  readonly peerAsn: number;
  readonly key: string;
  readonly options: AwsOptions;
}

/**
 * Options of a tunnel as AWS holds them: lists of what it accepts, and numbers.
 *
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export interface AwsOptions {
  readonly ikeVersions: readonly string[];
  readonly phase1: AwsPhase;
  readonly phase2: AwsPhase;
  /** Seconds, but for the fuzz, which is in percent. */
  readonly rekeyMargin: number;
  readonly rekeyFuzz: number;
  readonly dpdTimeout: number;
  readonly dpdAction: string;
  readonly startup: string;
}

export interface AwsPhase {
  readonly encryption: readonly string[];
  readonly integrity: readonly string[];
  readonly dhGroups: readonly number[];
  readonly lifetime: number;
}

const encryption = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"];
const integrity = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"];

/** What holds where nothing was said: every algorithm is accepted. */
export const awsDefaults: AwsOptions = {
  ikeVersions: ["ikev1", "ikev2"],
  phase1: {
    encryption,
    integrity,
    dhGroups: [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
    lifetime: 28800,
  },
  phase2: {
    encryption,
    integrity,
    dhGroups: [2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
    lifetime: 3600,
  },
  rekeyMargin: 270,
  rekeyFuzz: 100,
  dpdTimeout: 30,
  dpdAction: "clear",
  startup: "add",
};

/** One tunnel's options as a caller spells them: by their name in the API, a list as an array. */
export type Asked = Readonly<
  Record<string, readonly (string | number)[] | string | number | boolean | undefined>
>;

/** The options of a tunnel after AWS was asked for some of them. */
export function withAsked(before: AwsOptions, asked: Asked): AwsOptions {
  const texts = (name: string, otherwise: readonly string[]) => listOf(asked[name])?.map(String) ?? otherwise;
  const numbers = (name: string, otherwise: readonly number[]) =>
    listOf(asked[name])?.map(Number) ?? otherwise;
  const number = (name: string, otherwise: number) => Number(asked[name] ?? otherwise);
  const phase = (name: "Phase1" | "Phase2", old: AwsPhase): AwsPhase => ({
    encryption: texts(`${name}EncryptionAlgorithms`, old.encryption),
    integrity: texts(`${name}IntegrityAlgorithms`, old.integrity),
    dhGroups: numbers(`${name}DHGroupNumbers`, old.dhGroups),
    lifetime: number(`${name}LifetimeSeconds`, old.lifetime),
  });
  return {
    ikeVersions: texts("IKEVersions", before.ikeVersions),
    phase1: phase("Phase1", before.phase1),
    phase2: phase("Phase2", before.phase2),
    rekeyMargin: number("RekeyMarginTimeSeconds", before.rekeyMargin),
    rekeyFuzz: number("RekeyFuzzPercentage", before.rekeyFuzz),
    dpdTimeout: number("DPDTimeoutSeconds", before.dpdTimeout),
    dpdAction: String(asked.DPDTimeoutAction ?? before.dpdAction),
    startup: String(asked.StartupAction ?? before.startup),
  };
}

/** What the stack makes. Where a script owns the options, every one of them is AWS's own until it has run. */
export function readAwsEnd(artifacts: Artifacts, world: World, gcpAddresses: readonly string[]): AwsEnd {
  const parameters = parametersOf(artifacts, gcpAddresses);
  const template = readTemplate(artifact(artifacts, "aws/cloudformation.yaml"));
  const [connection] = ofType(template, "AWS::EC2::VPNConnection");
  const gateway = connection?.[1].Properties.TransitGatewayId === undefined ? "vgw" : "tgw";
  const [created] = [
    ...ofType(template, "AWS::EC2::VPNGateway"),
    ...ofType(template, "AWS::EC2::TransitGateway"),
  ];
  return {
    asn: Number(created?.[1].Properties.AmazonSideAsn ?? world.existingGatewayAsn),
    gateway,
    announced: world.awsRanges,
    tunnels: ofType(template, "AWS::EC2::VPNConnection").flatMap(([, { Properties }]) => {
      const customer = resource(template, Properties.CustomerGatewayId).Properties;
      const peer = parameters[reference(customer.IpAddress)] ?? "";
      const specifications = Properties.VpnTunnelOptionsSpecifications as Specification[];
      return specifications.map((specification) => ({
        insideCidr: specification.TunnelInsideCidr,
        outside: { own: awsAddressOf(specification.TunnelInsideCidr), peer },
        peerAsn: Number(customer.BgpAsn ?? customer.BgpAsnExtended),
        key: resolved(specification.PreSharedKey, world),
        options: withAsked(awsDefaults, askedBy(specification)),
      }));
    }),
  };
}

type Specification = Readonly<Record<string, unknown>> & {
  readonly TunnelInsideCidr: string;
  readonly PreSharedKey: string;
};

/** CloudFormation writes a list of choices as objects, each with a `Value`. */
function askedBy(specification: Specification): Asked {
  return Object.fromEntries(
    Object.entries(specification).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(({ Value }) => Value) : (value as string | number),
    ]),
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html */
function resolved(text: string, { awsKeys }: World): string {
  const [, name = ""] = /^\{\{resolve:secretsmanager:(.+):SecretString\}\}$/.exec(text) ?? [];
  const key = awsKeys[name];
  if (key === undefined) throw new Error(`the stack cannot resolve ${text}`);
  return key;
}

function listOf(value: Asked[string]): readonly (string | number)[] | undefined {
  return typeof value === "object" && value.length > 0 ? value : undefined;
}

function resource({ Resources }: ReadTemplate, to: unknown) {
  const found = Resources[reference(to)];
  if (found === undefined) throw new Error(`the template has no ${JSON.stringify(to)}`);
  return found;
}

function reference(value: unknown): string {
  return String((value as { Ref?: unknown }).Ref);
}
