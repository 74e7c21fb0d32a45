/** Edits of everything but what stands on one of the clouds alone. */
import type { Edit } from "./edit.ts";

const inTokyo = (key: string, values: Edit["values"]): Edit => ({ key, base: "tokyo", values });
const withTgw = (key: string, values: Edit["values"]): Edit => ({ key, base: "tgw", values });
const withSops = (key: string, values: Edit["values"]): Edit => ({ key, base: "sops", values });

const unseen = (unseen: string, edit: Edit): Edit => ({ ...edit, unseen });
const noBucket = "a bucket cannot be reached from a test";
const otherSopsFile = "its file does not exist, which the build says";
const otherTool = "a VPN goes on with the tool that made it";

/** Inside CIDRs of the example, by tunnel. */
const [a1, a2, b1, b2] = ["169.254.10.0/30", "169.254.10.4/30", "169.254.11.0/30", "169.254.11.4/30"];
const bucket = { gcs: { bucket: "another-state", prefix: "vpn/shared-services" } };

export const otherEdits: readonly Edit[] = [
  inTokyo("name", { name: "tokyo2" }),
  withTgw("name", { name: "shared-service" }),
  inTokyo("ipsec.ikeVersion", { "ipsec.ikeVersion": 2 }),
  inTokyo("ipsec.encryption", { "ipsec.encryption": "AES128-GCM-16" }),
  inTokyo("ipsec.integrity", { "ipsec.integrity": "SHA2-384" }),
  inTokyo("ipsec.dhGroup", { "ipsec.dhGroup": 20 }),
  withSops("ipsec.dhGroup", { "ipsec.dhGroup": 19 }),
  inTokyo("ipsec.lifetimes.phase1", { "ipsec.lifetimes": { phase1: 14_400 } }),
  inTokyo("ipsec.lifetimes.phase2", { "ipsec.lifetimes": { phase2: 1800 } }),
  withTgw("ipsec.lifetimes.phase1", { "ipsec.lifetimes": undefined }),
  inTokyo("ipsec.dpd.timeout", { "ipsec.dpd": { timeout: 60 } }),
  inTokyo("ipsec.dpd.action", { "ipsec.dpd": { action: "clear" } }),
  withSops("ipsec.dpd.timeout", { "ipsec.dpd": undefined }),
  inTokyo("ipsec.startup", { "ipsec.startup": "add" }),
  inTokyo("ipsec.rekey.margin", { "ipsec.rekey": { margin: 300 } }),
  inTokyo("ipsec.rekey.fuzz", { "ipsec.rekey": { fuzz: 50 } }),
  inTokyo("ipsec.replayWindow", { "ipsec.replayWindow": 2048 }),
  inTokyo("tunnels.lifecycleControl", { "tunnels.lifecycleControl": true }),
  inTokyo("tunnels.ipVersion", { "tunnels.ipVersion": 4 }),
  inTokyo("tunnels.insideCidrs", { "tunnels.insideCidrs": ["169.254.12.0/30", a2, b1, b2] }),
  inTokyo("tunnels.insideCidrs", { "tunnels.insideCidrs": [a2, a1, b1, b2] }),
  inTokyo("tunnels.insideCidrs", { "tunnels.insideCidrs": [b1, a2, a1, b2] }),
  inTokyo("tunnels.insideCidrs", {
    "tunnels.insideCidrs": ["169.254.20.0/30", "169.254.20.4/30", "169.254.21.0/30", "169.254.21.4/30"],
  }),
  inTokyo("tunnels.insideCidrs", { tunnels: undefined }),
  inTokyo("preSharedKeys.source", { "preSharedKeys.source": "existing" }),
  withTgw("preSharedKeys.source", { "preSharedKeys.source": undefined }),
  withSops("preSharedKeys.source", {
    "preSharedKeys.source": undefined,
    "preSharedKeys.sops": undefined,
  }),
  unseen(
    otherSopsFile,
    withSops("preSharedKeys.sops.file", { "preSharedKeys.sops.file": "others.enc.yaml" }),
  ),
  inTokyo("preSharedKeys.aws.secrets", { "preSharedKeys.aws.secrets": "vpn/{name}/{tunnel}" }),
  inTokyo("preSharedKeys.aws.storage", { "preSharedKeys.aws.storage": "Standard" }),
  withSops("preSharedKeys.aws.storage", { "preSharedKeys.aws.storage": undefined }),
  inTokyo("preSharedKeys.aws.kmsKey", { "preSharedKeys.aws.kmsKey": "alias/vpn" }),
  inTokyo("preSharedKeys.gcp.secrets", { "preSharedKeys.gcp.secrets": "vpn-{name}-{tunnel}" }),
  inTokyo("preSharedKeys.gcp.project", { "preSharedKeys.gcp.project": "media-keys" }),
  inTokyo("preSharedKeys.gcp.locations", { "preSharedKeys.gcp.locations": ["asia-northeast1"] }),
  inTokyo("workloads[].name", { "workloads.0.name": "web" }),
  inTokyo("workloads[].on", { "workloads.0.on": "eks" }),
  inTokyo("workloads[].mtu", { "workloads.0.mtu": 1300 }),
  inTokyo("output.directory", { "output.directory": "artifacts" }),
  ...["terraform", "gcloud"].map((tool) =>
    unseen(
      otherTool,
      inTokyo("output.targets", { "output.targets": ["cloudformation", "tunnel-options", tool] }),
    ),
  ),
  inTokyo("output.terraform.form", { "output.terraform.form": "module" }),
  unseen(noBucket, withTgw("output.terraform.backend.gcs.bucket", { "output.terraform.backend": bucket })),
  unseen(
    noBucket,
    withTgw("output.terraform.backend.gcs.prefix", { "output.terraform.backend.gcs.prefix": "vpn/another" }),
  ),
  withTgw("output.terraform.impersonate", { "output.terraform.impersonate": undefined }),
];
