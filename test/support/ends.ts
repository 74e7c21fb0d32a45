/**
 * What each side of an emitted VPN tells its cloud of each tunnel, read from the artifacts alone. Where the
 * two agree, the tunnel comes up.
 */
import { type Artifacts, artifact } from "./artifacts.ts";
import { ofType, type ReadTemplate, readTemplate } from "./cloudformation.ts";
import { listOf, readSettings, textOf } from "./settings.ts";
import { type AwsSuite, type GoogleSuite, googleSuiteOf } from "./suites.ts";

/** A tunnel as one side sees it. */
export interface End {
  readonly outside: { readonly aws: string; readonly gcp: string };
  readonly inside: { readonly aws: string; readonly gcp: string };
  /** AWS's own is absent where its gateway exists already. */
  readonly asn: { readonly aws?: number; readonly gcp: number };
  /** The key itself. */
  readonly key: string;
  /** Interfaces of the HA gateway, and of the external gateway that stands for AWS. */
  readonly interfaces: { readonly gateway: number; readonly external: number };
  readonly suite: GoogleSuite;
  /** Only Google Cloud names what makes up a tunnel. */
  readonly names?: { readonly tunnel: string; readonly interface: string; readonly peer: string };
}

/** By inside CIDR: neither cloud promises an order of tunnels. */
export type Ends = Readonly<Record<string, End>>;

/** What neither side decides, and both must use. */
export interface World {
  /** The HA gateway's addresses, of its interfaces 0 and 1. */
  readonly gcpAddresses: readonly string[];
  /** Keys by the name of their secret on AWS, and by `projects/…/secrets/…`. */
  readonly keys: { readonly aws: Vault; readonly gcp: Vault };
}

type Vault = Readonly<Record<string, string>>;

/** The address that AWS, in a test, gives to the tunnel of an inside CIDR. */
export function awsAddressOf(insideCidr: string): string {
  return hostOf(insideCidr, 1).replace("169.254", "52.196");
}

/** What outside-addresses.sh would find, for the tunnels whose inside CIDRs it knows. */
export function awsAddresses(artifacts: Artifacts): Readonly<Record<string, string>> {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  const cidrs = listOf(script, "INSIDE_CIDRS");
  return Object.fromEntries(
    listOf(script, "TUNNELS").map((id, index) => [id, awsAddressOf(cidrs[index] ?? "")]),
  );
}

/** What secrets.sh would store on both sides: one key per tunnel, under two names. */
export function vaultsOf(artifacts: Artifacts): World["keys"] {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  const project = textOf(script, "KEY_PROJECT");
  const stored = (names: readonly string[]) =>
    Object.fromEntries(names.map((name, index) => [name, `Key.${index}.${"x".repeat(20)}`]));
  const google = listOf(script, "GCP_SECRETS").map((name) => `projects/${project}/secrets/${name}`);
  return { aws: stored(listOf(script, "AWS_SECRETS")), gcp: stored(google) };
}

/** AWS's side: the template, and the script where that owns the options. */
export function awsEnds(artifacts: Artifacts, { gcpAddresses, keys }: World): Ends {
  const template = readTemplate(artifact(artifacts, "aws/cloudformation.yaml"));
  const [[, gateway] = []] = [
    ...ofType(template, "AWS::EC2::VPNGateway"),
    ...ofType(template, "AWS::EC2::TransitGateway"),
  ];
  const created = gateway === undefined ? {} : { aws: numberOf(gateway.Properties.AmazonSideAsn) };
  const byScript = optionsOfScript(artifacts);
  const ends = ["ConnectionA", "ConnectionB"].flatMap((connection) => {
    const { CustomerGatewayId, VpnTunnelOptionsSpecifications } = propertiesOf(template, connection);
    const customer = propertiesOf(template, referenceOf(CustomerGatewayId));
    const interfaceNumber = interfaceOf(artifacts, referenceOf(customer.IpAddress));
    return (VpnTunnelOptionsSpecifications as Specification[]).map((specification, index): [string, End] => {
      const { TunnelInsideCidr: cidr, PreSharedKey: key } = specification;
      return [
        cidr,
        {
          outside: { aws: awsAddressOf(cidr), gcp: gcpAddresses[interfaceNumber] ?? "" },
          inside: { aws: hostOf(cidr, 1), gcp: hostOf(cidr, 2) },
          asn: { ...created, gcp: numberOf(customer.BgpAsn ?? customer.BgpAsnExtended) },
          key: keys.aws[/^\{\{resolve:secretsmanager:(.+):SecretString\}\}$/.exec(key)?.[1] ?? ""] ?? "",
          interfaces: { gateway: interfaceNumber, external: 2 * interfaceNumber + index },
          suite: googleSuiteOf(specification.IKEVersions === undefined ? byScript : specification),
        },
      ];
    });
  });
  return Object.fromEntries(ends);
}

type Specification = AwsSuite & { readonly TunnelInsideCidr: string; readonly PreSharedKey: string };

/** The options as tunnel-options.sh asks for them, in the words of the API. */
export function optionsOfScript(artifacts: Artifacts): AwsSuite & { readonly LogOptions: object } {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  return JSON.parse(`{${listOf(script, "OPTION_JSON").join()}}`);
}

/** Interface of the HA gateway whose address the runbook puts into a parameter. */
function interfaceOf(artifacts: Artifacts, parameter: string): number {
  const runbook = artifact(artifacts, "RUNBOOK.md");
  const [, connection] = new RegExp(`"${parameter}=\\$\\(address ([ab])\\)"`).exec(runbook) ?? [];
  return ["a", "b"].indexOf(connection ?? "");
}

/** Google Cloud's side, as gcloud.sh makes it. */
export function gcloudEnds(artifacts: Artifacts, { gcpAddresses, keys }: World): Ends {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  const addresses = awsAddresses(artifacts);
  const fields = listOf(script, "SUITE_FIELDS");
  const field = (name: string) => valuesOf(listOf(script, "SUITE_VALUES")[fields.indexOf(name)] ?? "?");
  const suite: GoogleSuite = {
    ikeVersion: Number(textOf(script, "IKE_VERSION")),
    phase1: {
      encryption: field("phase1.encryption"),
      integrity: field("phase1.integrity"),
      prf: field("phase1.prf"),
      dh: field("phase1.dh"),
    },
    phase2: {
      encryption: field("phase2.encryption"),
      integrity: field("phase2.integrity"),
      pfs: field("phase2.pfs"),
    },
  };
  return Object.fromEntries(
    listOf(script, "TUNNELS").map((id, index): [string, End] => {
      const value = (name: string) => listOf(script, name)[index] ?? "";
      const gcp = value("INSIDE_ADDRESSES");
      const gateway = Number(value("GATEWAY_INTERFACES"));
      return [
        blockOf(gcp),
        {
          outside: { aws: addresses[id] ?? "", gcp: gcpAddresses[gateway] ?? "" },
          inside: { aws: value("PEER_ADDRESSES"), gcp },
          asn: { aws: Number(textOf(script, "AWS_ASN")), gcp: Number(textOf(script, "GCP_ASN")) },
          key: keys.gcp[`projects/${textOf(script, "KEY_PROJECT")}/secrets/${value("GCP_SECRETS")}`] ?? "",
          interfaces: { gateway, external: Number(value("PEER_INTERFACES")) },
          suite,
          names: {
            tunnel: value("TUNNEL_NAMES"),
            interface: value("INTERFACE_NAMES"),
            peer: value("PEER_NAMES"),
          },
        },
      ];
    }),
  );
}

/** The /30 of an address. */
export function blockOf(address: string): string {
  const [a, b, c, d] = address.split(".").map(Number);
  return `${a}.${b}.${c}.${(d ?? 0) - ((d ?? 0) % 4)}/30`;
}

function hostOf(cidr: string, number: number): string {
  const [a, b, c, d] = (cidr.split("/")[0] ?? "").split(".").map(Number);
  return `${a}.${b}.${c}.${(d ?? 0) + number}`;
}

function valuesOf(text: string): string[] {
  return text.split(",").filter((value) => value !== "");
}

function propertiesOf({ Resources }: ReadTemplate, id: string): Record<string, unknown> {
  const found = Resources[id];
  if (found === undefined) throw new Error(`the template has no ${id}`);
  return found.Properties;
}

function referenceOf(value: unknown): string {
  return String((value as { Ref?: unknown }).Ref);
}

function numberOf(value: unknown): number {
  if (typeof value !== "number") throw new Error(`${String(value)} is no number`);
  return value;
}
