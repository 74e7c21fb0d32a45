/** The text of a starter file. */
import type { Answers, Flag } from "./flags.ts";

/** Stands for what was not asked yet, while the answers before it are judged. */
const unasked: Readonly<Record<Flag, string>> = {
  name: "unnamed",
  "aws-region": "us-east-1",
  gateway: "vgw",
  "gateway-id": "new",
  "aws-asn": "65000",
  vpc: "vpc-0a1b2c3d4e5f60718",
  "vpc-cidrs": "10.20.0.0/16",
  subnets: "external",
  "route-tables": "external",
  "security-groups": "external",
  "gcp-project": "unnamed",
  "gcp-region": "us-east1",
  "gcp-network": "unnamed",
  "gcp-cidrs": "10.128.0.0/20",
  "gcp-asn": "64512",
  allow: "icmp",
  "inside-cidrs": "",
};

/** The file of these answers, whole whatever is missing; `schema` is what editors read, by a path from the file. */
export function starterText(answers: Answers, { schema }: { readonly schema: string }): string {
  return `# yaml-language-server: $schema=${schema}
# One VPN between AWS and Google Cloud. \`vpngen check\` judges it, \`vpngen build\` writes both ends of it.
${headText(answers)}${awsText(answers)}${gcpText(answers)}${tunnelsText(answers)}${furtherText}`;
}

function headText(answers: Answers): string {
  const { name } = { ...unasked, ...answers };
  return `version: 1
name: ${scalar(name)} # prefix of every resource's name, and the folder of the artifacts
`;
}

function awsText(answers: Answers): string {
  const given = { ...unasked, ...answers };
  const id = given["gateway-id"];
  const gateway = id === "new" ? scalar(given.gateway) : `${scalar(given.gateway)}, id: ${scalar(id)}`;
  const origin = id === "new" ? "created; with `id` an existing one is used" : "exists already";
  const unattached = given.subnets.trim() === "external" || given.gateway !== "tgw";
  const subnets = unattached
    ? ""
    : `      # One per zone: by these the transit gateway is attached to the VPC.\n      subnets: ${list(given.subnets)}\n`;
  return `
aws:
  region: ${scalar(given["aws-region"])}
  asn: ${number(given["aws-asn"])} # the gateway's own, and another than Google Cloud's
  gateway: { type: ${gateway} } # ${origin}
  vpcs:
    - id: ${scalar(given.vpc)}
      cidrs: ${list(given["vpc-cidrs"])}
${subnets}      # Those that must reach Google Cloud; \`external\` where another team manages them.
      routeTables: ${listOrExternal(given["route-tables"])}
      # Opened for gcp.cidrs; \`external\` where another team manages them.
      securityGroups:${groups(given["security-groups"], given.allow)}
`;
}

function groups(ids: string, allow: string): string {
  if (ids.trim() === "external") return " external";
  return words(ids)
    .map((id) => `\n        - { id: ${scalar(id)}, allow: ${list(allow)} }`)
    .join("");
}

function gcpText(answers: Answers): string {
  const given = { ...unasked, ...answers };
  return `
gcp:
  project: ${scalar(given["gcp-project"])} # with a Shared VPC, the host project
  region: ${scalar(given["gcp-region"])}
  asn: ${number(given["gcp-asn"])} # the Cloud Router's
  network: ${scalar(given["gcp-network"])}
  cidrs: ${list(given["gcp-cidrs"])} # what AWS may reach
  # Let in from AWS. ICMP always is, since path MTU discovery needs it.
  firewall: { allow: ${list(given.allow)} }
`;
}

function tunnelsText(answers: Answers): string {
  const inside = answers["inside-cidrs"];
  if (inside === undefined) return "";
  return `
tunnels:
  # a1, a2, b1, b2. Written out, since they would follow from \`name\` otherwise.
  insideCidrs: ${list(inside)}
`;
}

const furtherText = `
# The suite of all four tunnels, if it is to be another; these are the defaults.
# ipsec: { encryption: AES256-GCM-16, integrity: SHA2-256, dhGroup: 14 }

# What talks through the VPN, to be checked against what it carries in one packet.
# workloads:
#   - { name: api, on: ec2, mtu: 1406 }
`;

/** The words of a list with commas, or blanks, between. */
function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

function list(text: string): string {
  return `[${words(text).map(scalar).join(", ")}]`;
}

function listOrExternal(text: string): string {
  return text.trim() === "external" ? "external" : list(text);
}

function number(text: string): string {
  return /^[1-9]\d{0,9}$/.test(text) ? text : scalar(text);
}

/** Text as YAML: plain where that can only be this text, in a list too. */
function scalar(text: string): string {
  const plain = /^([A-Za-z][\w./-]*|\d+(\.\d+){3}(\/\d+)?)$/.test(text);
  if (plain && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text)) return text;
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
