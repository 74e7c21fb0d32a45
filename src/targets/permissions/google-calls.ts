/**
 * The calls to Google Cloud that the scripts make, those that the runbook prints, and the resources of Terraform: each with
 * the permissions that it needs, and when a VPN needs it. A call that is not here fails
 * `test/unit/targets/permissions.test.ts`.
 *
 * The pages of the methods have the permissions: https://cloud.google.com/compute/docs/reference/rest/v1
 */
import type { Artifact } from "../artifacts.ts";
import { isMade, makesKeys, type Setting } from "./setting.ts";

interface Occasion {
  /** Whose project it is in. */
  readonly on: "vpn" | "keys";
  /** The artifacts that have the call. */
  readonly scripts: readonly Artifact[];
  /** Absent: always. */
  readonly when?: (setting: Setting) => boolean;
}

export interface GoogleCall extends Occasion {
  /** As it is called, such as `compute routers describe`; or the type of Terraform's resource. */
  readonly call: string;
  /** Empty: none is needed. */
  readonly permissions: readonly string[];
}

const vpn = "vpn";
const terraform = { on: vpn, scripts: ["terraform", "terraform-aws"] } as const;
const made = { on: vpn, scripts: ["gcloud"] } as const;
const removed = { on: vpn, scripts: ["gcloud", "destroy"] } as const;

const makesRouter = ({ topology }: Setting) => !topology.gcp.router.existing;
const makesGateway = ({ topology }: Setting) => !topology.gcp.gateway.existing;
const makesFirewall = ({ topology }: Setting) => !topology.gcp.firewall.external;

const compute =
  (kind: string) =>
  (...verbs: readonly string[]) =>
    verbs.map((verb) => `compute.${kind}.${verb}`);
const external = compute("externalVpnGateways");
const firewalls = compute("firewalls");
const gateways = compute("vpnGateways");
const networks = compute("networks");
const routers = compute("routers");
const tunnels = compute("vpnTunnels");
const secrets = (...verbs: readonly string[]) => verbs.map((verb) => `secretmanager.${verb}`);

/** What waits for an operation, which gcloud and Terraform do after each change. */
const global = compute("globalOperations")("get");
const regional = compute("regionOperations")("get");
/** Firewall rules and routers are part of a network's policy. */
const policy = networks("updatePolicy");
const changesRouter = [...routers("get", "update"), ...policy, ...regional];
const makesTunnel = [
  ...tunnels("create", "get", "setLabels"),
  ...gateways("use"),
  ...external("use"),
  ...routers("use"),
  ...regional,
];

function each(occasion: Occasion, calls: Readonly<Record<string, readonly string[]>>): GoogleCall[] {
  return Object.entries(calls).map(([call, permissions]) => ({ call, permissions, ...occasion }));
}

export const googleCalls: readonly GoogleCall[] = [
  ...each({ on: vpn, scripts: ["gcloud", "deploy", "roll"] }, { "components install": [] }),
  ...each({ on: vpn, scripts: ["deploy", "roll"] }, { "auth application-default": [] }),
  // Enabling is an administrator's.
  ...each(
    { on: vpn, scripts: ["deploy", "verify", "roll"] },
    { "auth login": [], "services enable": [], "compute regions describe": compute("regions")("get") },
  ),
  ...each(
    { on: vpn, scripts: ["deploy"] },
    {
      "compute networks describe": networks("get"),
      "compute project-info describe": compute("projects")("get"),
    },
  ),
  ...each({ on: vpn, scripts: ["deploy", "roll"] }, { "compute routers list": routers("list") }),
  // Before Terraform creates them.
  ...each(
    { on: vpn, scripts: ["deploy"] },
    {
      "compute external-vpn-gateways describe": external("get"),
      "compute routers describe": routers("get"),
    },
  ),
  ...each(
    { on: vpn, scripts: ["deploy"], when: makesFirewall },
    { "compute firewall-rules describe": firewalls("get") },
  ),
  ...each({ on: vpn, scripts: ["roll"] }, { "compute external-vpn-gateways describe": external("get") }),
  ...each({ on: vpn, scripts: ["deploy"] }, { "services list": ["serviceusage.services.list"] }),
  ...each({ on: "keys", scripts: ["deploy"] }, { "services list": ["serviceusage.services.list"] }),
  ...each({ on: vpn, scripts: ["deploy", "roll"] }, { "org-policies describe": ["orgpolicy.policy.get"] }),
  ...each({ on: vpn, scripts: ["runbook"] }, { "logging read": ["logging.logEntries.list"] }),
  ...each(made, {
    "compute networks describe": networks("get"),
    "compute external-vpn-gateways create": [...external("create", "get", "setLabels"), ...global],
    "compute external-vpn-gateways update": [...external("get", "setLabels"), ...global],
    "compute routers update": changesRouter,
    "compute routers add-interface": changesRouter,
    "compute routers add-bgp-peer": changesRouter,
    "compute vpn-tunnels create": makesTunnel,
    "compute vpn-tunnels update": [...tunnels("get", "setLabels"), ...regional],
  }),
  ...each(removed, {
    "compute firewall-rules list": firewalls("list"),
    "compute external-vpn-gateways describe": external("get"),
    "compute external-vpn-gateways delete": [...external("delete"), ...global],
    "compute routers remove-interface": changesRouter,
    "compute routers remove-bgp-peer": changesRouter,
    "compute vpn-tunnels delete": [...tunnels("delete"), ...regional],
  }),
  ...each({ ...made, scripts: ["gcloud", "roll"] }, { "compute routers update-bgp-peer": changesRouter }),
  ...each(
    { on: vpn, scripts: ["gcloud", "roll", "destroy"] },
    { "compute routers describe": routers("get"), "compute vpn-tunnels describe": tunnels("get") },
  ),
  ...each(
    { on: vpn, scripts: ["gcloud", "deploy", "destroy"] },
    { "compute vpn-gateways describe": gateways("get") },
  ),
  ...each(
    { on: vpn, scripts: ["gcloud", "deploy", "verify", "roll", "destroy"] },
    { "compute vpn-tunnels list": tunnels("list") },
  ),
  ...each({ on: vpn, scripts: ["verify", "roll"] }, { "compute routers get-status": routers("get") }),
  ...each(
    { on: vpn, scripts: ["roll"] },
    { "compute routers list": routers("list"), "compute external-vpn-gateways describe": external("get") },
  ),
  ...each(
    { on: vpn, scripts: ["verify"] },
    {
      "compute vpn-gateways get-status": gateways("get"),
      "compute routes list": compute("routes")("list"),
    },
  ),

  ...each(
    { ...made, when: makesFirewall },
    {
      "compute firewall-rules create": [...firewalls("create", "get"), ...policy, ...global],
      "compute firewall-rules update": [...firewalls("get", "update"), ...policy, ...global],
    },
  ),
  ...each(
    { ...removed, when: makesFirewall },
    {
      "compute firewall-rules describe": firewalls("get"),
      "compute firewall-rules delete": [...firewalls("delete"), ...policy, ...global],
    },
  ),
  ...each(
    { ...made, when: makesRouter },
    { "compute routers create": [...routers("create", "get"), ...policy, ...regional] },
  ),
  ...each(
    { on: vpn, scripts: ["destroy"], when: makesRouter },
    { "compute routers delete": [...routers("delete"), ...policy, ...regional] },
  ),
  ...each(
    { ...made, when: makesGateway },
    {
      "compute vpn-gateways create": [...gateways("create", "get", "setLabels"), ...regional],
      "compute vpn-gateways update": [...gateways("get", "setLabels"), ...regional],
    },
  ),
  ...each(
    { on: vpn, scripts: ["destroy"], when: makesGateway },
    { "compute vpn-gateways delete": [...gateways("delete"), ...regional] },
  ),

  ...each(
    { ...terraform, when: makesFirewall },
    {
      google_compute_firewall: [...firewalls("create", "delete", "get", "update"), ...policy, ...global],
    },
  ),
  ...each(
    { ...terraform, when: makesRouter },
    {
      google_compute_router: [
        ...routers("create", "delete", "get", "update"),
        ...networks("get"),
        ...policy,
        ...regional,
      ],
    },
  ),
  ...each(
    { ...terraform, when: makesGateway },
    { google_compute_ha_vpn_gateway: [...gateways("create", "delete", "get", "setLabels"), ...regional] },
  ),
  ...each(
    { ...terraform, when: (setting) => !makesRouter(setting) },
    { "data google_compute_router": routers("get") },
  ),
  ...each(
    { ...terraform, when: (setting) => !makesGateway(setting) },
    { "data google_compute_ha_vpn_gateway": gateways("get") },
  ),
  ...each(terraform, {
    google_compute_external_vpn_gateway: [...external("create", "delete", "get", "setLabels"), ...global],
    google_compute_router_interface: changesRouter,
    google_compute_router_peer: changesRouter,
    google_compute_vpn_tunnel: [...makesTunnel, ...tunnels("delete")],
  }),

  ...each(
    { on: "keys", scripts: ["terraform"] },
    { "ephemeral google_secret_manager_secret_version": secrets("versions.access", "versions.get") },
  ),
  ...each(
    { on: "keys", scripts: ["secrets", "deploy"] },
    { "secrets versions list": secrets("versions.list") },
  ),
  ...each(
    { on: "keys", scripts: ["secrets", "gcloud"] },
    { "secrets versions access": secrets("versions.access") },
  ),
  ...each({ on: "keys", scripts: ["destroy"] }, { "secrets describe": secrets("secrets.get") }),
  ...each(
    { on: "keys", scripts: ["destroy"], when: makesKeys },
    { "secrets delete": secrets("secrets.delete") },
  ),
  ...each(
    { on: "keys", scripts: ["secrets"], when: makesKeys },
    { "secrets create": secrets("secrets.create"), "secrets versions add": secrets("versions.add") },
  ),
];

/** Permissions in the project of the VPN, or in the one of the keys, in order. */
export function googlePermissions(setting: Setting, on: "vpn" | "keys"): string[] {
  const needed = googleCalls.filter(
    (call) => call.on === on && isMade(call.scripts, setting) && (call.when?.(setting) ?? true),
  );
  return [...new Set(needed.flatMap(({ permissions }) => permissions))].sort();
}
