/** Google Cloud's facts against what gcloud carries of the APIs, and the provider's schema that the fake has. */
import * as facts from "../../../src/facts/gcp.ts";
import { type Comparisons, probes, verdicts } from "./comparison.ts";
import { at, between, captured, google, numberIn } from "./models.ts";

let models: ReturnType<typeof google> | undefined;
function gcloud(): ReturnType<typeof google> {
  models ??= google(
    "compute/beta:ExternalVpnGateway",
    "compute/beta:Firewall",
    "compute/beta:Network",
    "compute/beta:Router",
    "compute/beta:RouterBgp",
    "compute/beta:RouterBgpPeer",
    "compute/beta:RouterInterface",
    "compute/beta:VpnGateway",
    "compute/beta:VpnTunnel",
    "cloudresourcemanager/v1:Project",
    "iam/v1:CreateServiceAccountRequest",
    "secretmanager/v1:Secret",
    "secretmanager/v1:SecretmanagerProjectsSecretsCreateRequest",
  );
  return models;
}

function field(message: string, name: string): string {
  return at(at(gcloud().messages, message).fields, name);
}

/** "1-63 characters long … match the regular expression `…`". */
function nameVerdicts(message: string, texts: readonly string[]) {
  const text = field(`compute/beta:${message}`, "name");
  const [, min, max] = /(\d+)-(\d+) characters long and match/.exec(text) ?? [];
  return verdicts(`^(?=.{${min},${max}}$)${captured(text, /expression `(\S+)`/)}$`, texts);
}

const names = probes([63, 64]);
/** The API takes one character, which the Terraform provider refuses for BGP peers. */
const peerNames = names.filter(({ length }) => length > 1);
const secretIds = probes([255, 256]);
const labelTexts = [...probes([63, 64]), "é", "É", "東京", "aé", "aÉ", "٣", "a٣"];
const projects = [...probes([5, 6, 30, 31]), "example.com:media-prod", "example.com:Media", ":media-prod"];
const accounts = probes([5, 6, 30, 31]);

export const googleComparisons: Comparisons = {
  ikeVersions: {
    ours: facts.ikeVersions.value,
    theirs: () => ({
      "VpnTunnel.ikeVersion's default": [
        numberIn(field("compute/beta:VpnTunnel", "ikeVersion"), /default version is (\d)/),
      ],
    }),
  },
  fourIpsRedundancy: {
    ours: facts.fourIpsRedundancy.value,
    theirs: () => {
      const { text } = at(
        at(gcloud().messages, "compute/beta:ExternalVpnGateway").enums,
        "RedundancyTypeValueValuesEnum",
      );
      const pairs =
        /interfaces (\d) and (\d) are connected on one interface of HA Cloud VPN gateway, and detect whether interfaces (\d) and (\d)/;
      const [, ...peers] = (pairs.exec(text) ?? []).map(Number);
      const tunnels = ["a1", "a2", "b1", "b2"].map((tunnel, index) => [
        tunnel,
        { gatewayInterface: index < 2 ? 0 : 1, peerInterface: peers[index] },
      ]);
      return {
        [at(gcloud().redundancyTypes, String(gcloud().interfaceIds.length))]: Object.fromEntries(tunnels),
      };
    },
  },
  routerAsns: {
    // RFC 6996's ranges, but for the last of each size, which RFC 7300 reserves.
    ours: facts.routerAsns.value,
    theirs: () => {
      captured(field("compute/beta:RouterBgp", "asn"), /(RFC6996 private ASN, either 16-bit or 32-bit)/);
      return {
        RFC6996: [
          { min: 2 ** 16 - 2 ** 10, max: 2 ** 16 - 2 },
          { min: 4_200_000_000, max: 2 ** 32 - 2 },
        ],
      };
    },
  },
  routerAsnFixed: {
    ours: facts.routerAsnFixed.value,
    theirs: () => ({
      "RouterBgp.asn": field("compute/beta:RouterBgp", "asn").includes("value will be fixed for this router"),
    }),
  },
  keepalive: {
    ours: facts.keepalive.value,
    theirs: () => {
      const text = field("compute/beta:RouterBgp", "keepaliveInterval");
      return {
        "RouterBgp.keepaliveInterval": { ...between(text), default: numberIn(text, /default is (\d+)/) },
      };
    },
  },
  networkMtu: {
    ours: facts.networkMtu.value,
    theirs: () => {
      const text = field("compute/beta:Network", "mtu");
      return {
        "Network.mtu": {
          min: numberIn(text, /minimum value for this field is (\d+)/),
          max: numberIn(text, /maximum value is (\d+)/),
          default: numberIn(text, /defaults to (\d+)/),
        },
      };
    },
  },
  resourceNamePattern: {
    ours: verdicts(facts.resourceNamePattern.value, names),
    theirs: () =>
      Object.fromEntries(
        [
          "ExternalVpnGateway",
          "Firewall",
          "Network",
          "Router",
          "RouterInterface",
          "VpnGateway",
          "VpnTunnel",
        ].map((message) => [message, nameVerdicts(message, names)]),
      ),
  },
  peerNamePattern: {
    ours: verdicts(facts.peerNamePattern.value, peerNames),
    theirs: () => ({ RouterBgpPeer: nameVerdicts("RouterBgpPeer", peerNames) }),
  },
  projectPattern: {
    ours: [],
    theirs: () => {
      const text = field("cloudresourcemanager/v1:Project", "projectId");
      const [, min, max] = /must be (\d+) to (\d+) lowercase letters, digits, or hyphens/.exec(text) ?? [];
      captured(text, /(must start with a letter. Trailing hyphens are prohibited)/);
      const id = new RegExp(`^(?=.{${min},${max}}$)[a-z][-a-z0-9]*[a-z0-9]$`);
      const property = new RegExp(gcloud().projectPattern);
      const ours = new RegExp(facts.projectPattern.value);
      const plain = projects.filter((project) => !project.includes(":"));
      return {
        "Project.projectId": plain.filter((project) => ours.test(project) !== id.test(project)),
        "gcloud's property": projects.filter((project) => ours.test(project) && !property.test(project)),
      };
    },
  },
  secretIdPattern: {
    ours: verdicts(facts.secretIdPattern.value, secretIds),
    theirs: () => {
      const text = field("secretmanager/v1:SecretmanagerProjectsSecretsCreateRequest", "secretId");
      captured(
        text,
        /(uppercase and lowercase letters, numerals, and the hyphen \(`-`\) and underscore \(`_`\))/,
      );
      const most = numberIn(text, /maximum length of (\d+) characters/);
      return { "secrets.create": verdicts(`^[-_A-Za-z0-9]{1,${most}}$`, secretIds) };
    },
  },
  labels: {
    ours: {
      key: verdicts(unicode(facts.labels.value.keyPattern), labelTexts),
      value: verdicts(unicode(facts.labels.value.valuePattern), labelTexts),
      perResource: facts.labels.value.perResource,
    },
    theirs: () => ({
      "gcloud, Secret Manager": {
        key: verdicts(unicode(`^${captured(gcloud().labelKey, /PCRE r'(.*)'/)}$`), labelTexts),
        value: verdicts(unicode(`^${captured(gcloud().labelValue, /PCRE r'(.*)'/)}$`), labelTexts),
        perResource: numberIn(field("secretmanager/v1:Secret", "labels"), /No more than (\d+) labels/),
      },
    }),
  },
  serviceAccountPattern: {
    ours: verdicts(
      (account) =>
        new RegExp(facts.serviceAccountPattern.value).test(`${account}@media-prod.iam.gserviceaccount.com`),
      accounts,
    ),
    theirs: () => {
      const text = field("iam/v1:CreateServiceAccountRequest", "accountId");
      const [, min, max] = /must be (\d+)-(\d+) characters long/.exec(text) ?? [];
      const pattern = captured(text, /regular expression `(\S+)`/);
      return { CreateServiceAccountRequest: verdicts(`^(?=.{${min},${max}}$)${pattern}$`, accounts) };
    },
  },
  sessionAdvertisement: {
    ours: [facts.sessionAdvertisement.value, true],
    theirs: () => {
      const { names } = at(
        at(gcloud().messages, "compute/beta:RouterBgpPeer").enums,
        "AdvertiseModeValueValuesEnum",
      );
      const text = field("compute/beta:RouterBgpPeer", "advertisedIpRanges");
      return {
        RouterBgpPeer: [
          names.map((name) => name.toLowerCase()).find((name) => name === facts.sessionAdvertisement.value),
          text.includes("overrides the list defined for the router"),
        ],
      };
    },
  },
};

function unicode(pattern: string): RegExp {
  return new RegExp(pattern, "u");
}
