/** `settings.sh`: every value of the VPN that a script needs, once. What the scripts do is the same for every VPN. */
import { type Setting, type SettingGroup, shellData } from "../../render/shell-data.ts";
import type { Topology, Tunnel } from "../../topology/topology.ts";
import { artifactPaths } from "../artifacts.ts";
import { type EmitContext, headerText, type Target, textFile } from "../target.ts";
import { awsSettings, groundSettings } from "./aws-settings.ts";
import { googleSettings } from "./google-settings.ts";
import { keySettings } from "./key-settings.ts";
import { optionSettings } from "./options.ts";

export const settings: Target = (topology, context) => [
  textFile("settings", shellData(headerText(context), settingGroups(topology, context))),
];

/** The same names for every VPN, in the same order. */
export function settingGroups(topology: Topology, context: EmitContext): SettingGroup[] {
  return [
    { title: "The VPN, and what was generated for it", settings: artifactSettings(topology, context) },
    { title: "Tunnels, in the order a1 a2 b1 b2", settings: tunnelSettings(topology) },
    { title: "AWS", settings: awsSettings(topology, context) },
    {
      title: "VPCs. The first word of a row is the owner: own, or an account",
      settings: groundSettings(topology),
    },
    { title: "Tunnel options of AWS", settings: optionSettings(topology) },
    { title: "Google Cloud", settings: googleSettings(topology) },
    { title: "Pre-shared keys: where they are, and never what they are", settings: keySettings(topology) },
  ];
}

function artifactSettings({ name, output }: Topology, { artifacts }: EmitContext): Setting[] {
  const has = (artifact: keyof typeof artifactPaths) => (artifacts.has(artifact) ? "yes" : "no");
  return [
    ["NAME", name, "Name of the VPN."],
    [
      "TEMPLATE",
      artifacts.has("cloudformation") ? artifactPaths.cloudformation : "",
      "The CloudFormation template; empty where none was generated.",
    ],
    [
      "GCP_TOOLS",
      (["terraform", "gcloud"] as const).filter((tool) => artifacts.has(tool)),
      "What was generated for Google Cloud's side.",
    ],
    ["TERRAFORM_FORM", output.terraformForm, "Whether gcp/terraform is a root or a module."],
    ["IMPERSONATE", output.impersonate, "The service account that Terraform impersonates, or empty."],
    ["ONE_APPLY", has("terraform-aws"), "Whether one Terraform root makes both sides."],
    ["HAS_OPTIONS", has("tunnel-options"), "Whether aws/tunnel-options.sh was generated."],
    ["HAS_ROUTES", has("tgw-routes"), "Whether aws/tgw-routes.sh was generated."],
  ];
}

function tunnelSettings({ tunnels }: Topology): Setting[] {
  const of = (read: (tunnel: Tunnel) => string) => tunnels.map(read);
  return [
    ["TUNNELS", of(({ id }) => id), "What vpn.yaml and the scripts call them."],
    ["INSIDE_CIDRS", of(({ insideCidr }) => insideCidr), "Their inside CIDRs."],
    ["PEER_ADDRESSES", of(({ awsInside }) => awsInside), "AWS's inside addresses."],
    ["INSIDE_ADDRESSES", of(({ gcpInside }) => gcpInside), "Google Cloud's inside addresses."],
    ["TUNNEL_NAMES", of(({ names }) => names.tunnel), "VPN tunnels on Google Cloud."],
    ["INTERFACE_NAMES", of(({ names }) => names.interface), "Interfaces of the Cloud Router."],
    ["PEER_NAMES", of(({ names }) => names.peer), "BGP peers of the Cloud Router."],
    [
      "GATEWAY_INTERFACES",
      of(({ gatewayInterface }) => String(gatewayInterface)),
      "Interfaces of the HA VPN gateway.",
    ],
    [
      "PEER_INTERFACES",
      of(({ peerInterface }) => String(peerInterface)),
      "Interfaces of the external VPN gateway.",
    ],
  ];
}
