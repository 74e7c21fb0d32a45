import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seedVpn } from "./fake-gcp/bodies.ts";
import type { Reply } from "./fake-gcp/reply.ts";
import { type FakeGcp, startFakeGcp } from "./fake-gcp/start.ts";
import { type GcloudHome, gcloudHome, runScript } from "./gcloud.ts";
import { watchProcesses } from "./processes.ts";
import { requireTool } from "./require.ts";

const project = "media-prod";
const region = `${project}/regions/asia-northeast1`;
const key = "1.Quiet_Harbour.0042";

/** What keeps a key out of gcloud's logs and output even where the user has switched debugging on. */
const discreet = {
  CLOUDSDK_CORE_DISABLE_FILE_LOGGING: "true",
  CLOUDSDK_CORE_LOG_HTTP: "false",
  CLOUDSDK_CORE_VERBOSITY: "warning",
};

const prologue = `
set -euo pipefail
export CLOUDSDK_CORE_PROJECT=${project}
readonly at=--region=asia-northeast1
`;

const build = `
gcloud compute vpn-gateways create media-ha $at --network=prod
gcloud compute external-vpn-gateways create media-aws \\
  --interfaces=0=52.196.10.11,1=52.196.10.12,2=52.196.20.21,3=52.196.20.22
gcloud compute routers create media-core $at --network=prod --asn=64512 --keepalive-interval=20
psk=$(gcloud secrets versions access 1 --secret=media-psk-a1)
printf -- '--shared-secret: "%s"\\n' "$psk" |
  gcloud beta compute vpn-tunnels create media-a1 $at \\
    --vpn-gateway=media-ha --interface=0 \\
    --peer-external-gateway=media-aws --peer-external-gateway-interface=0 \\
    --router=media-core --ike-version=2 \\
    --phase1-encryption=AES-CBC-256 --phase1-integrity=HMAC-SHA2-256-128 \\
    --phase1-prf=PRF-HMAC-SHA2-256 --phase1-dh=Group-14 \\
    --phase2-encryption=AES-CBC-256 --phase2-integrity=HMAC-SHA2-256-128 --phase2-pfs=Group-14 \\
    --flags-file=/dev/stdin
gcloud compute routers add-interface media-core $at --interface-name=media-a1 \\
  --vpn-tunnel=media-a1 --ip-address=169.254.10.2 --mask-length=30
gcloud compute routers add-bgp-peer media-core $at --peer-name=media-a1 --interface=media-a1 \\
  --peer-asn=65000 --peer-ip-address=169.254.10.1 --advertised-route-priority=100 \\
  --advertisement-mode=custom --set-advertisement-groups=all_subnets
gcloud compute firewall-rules create media-from-aws --network=prod --direction=ingress \\
  --allow=tcp:443,icmp --source-ranges=10.20.0.0/16
`;

/** Whether a resource exists. Every answer but yes and "not found" ends the script. */
const exists = `
exists() {
  local said
  if said=$(gcloud compute "$@" --format=none 2>&1); then return 0; fi
  case $said in *"was not found"*) return 1 ;; esac
  printf '%s\\n' "$said" >&2
  exit 1
}
`;

/** One tunnel, its key given by file or, to see that the test would notice, as a flag. */
const tunnel = `
psk=$(gcloud secrets versions access latest --secret=media-psk-a1)
common=($at --vpn-gateway=ha --peer-external-gateway=aws --router=core)
if [ "$1" = file ]; then
  printf -- '--shared-secret: "%s"\\n' "$psk" |
    gcloud beta compute vpn-tunnels create a2 "\${common[@]}" --interface=0 \\
      --peer-external-gateway-interface=1 --flags-file=/dev/stdin
else
  gcloud compute vpn-tunnels create b1 "\${common[@]}" --interface=1 \\
    --peer-external-gateway-interface=2 --shared-secret="$psk"
fi
`;

requireTool("gcloud")("gcloud against the fake Google Cloud", () => {
  let cloud: FakeGcp;
  let home: GcloudHome;
  let denied: (requested: string) => Reply | undefined = () => undefined;

  beforeAll(async () => {
    const fault = (_: string, requested: string) => denied(requested);
    cloud = await startFakeGcp({ project, vault: { "media-psk-a1": [key] }, operationPolls: 1, fault });
    home = gcloudHome(cloud.env);
  });
  afterAll(async () => {
    home.remove();
    await cloud.stop();
  });

  function bash(text: string, args: readonly string[] = [], at = home) {
    const file = path.join(at.directory, "script.sh");
    writeFileSync(file, prologue + text);
    return runScript(file, args, at.env);
  }

  it("has the beta commands, which are a component of their own", async () => {
    const { stdout } = await bash("gcloud version --format='value(beta)'");
    expect(stdout).toMatch(/^\d{4}\.\d{2}\.\d{2}\n$/);
  });

  it("builds one tunnel's worth of a VPN, waiting for every operation", async () => {
    expect(await bash(build)).toMatchObject({ code: 0 });
    expect(cloud.resources.get(`${project}/global/externalVpnGateways/media-aws`)).toMatchObject({
      redundancyType: "FOUR_IPS_REDUNDANCY",
    });
    expect(cloud.secrets.get(`${region}/vpnTunnels/media-a1`)).toEqual([key]);
    expect(cloud.resources.get(`${region}/vpnTunnels/media-a1`)).toMatchObject({
      peerIp: "52.196.10.11",
      cipherSuite: {
        phase1: {
          encryption: ["AES-CBC-256"],
          integrity: ["HMAC-SHA2-256-128"],
          prf: ["PRF-HMAC-SHA2-256"],
          dh: ["Group-14"],
        },
        phase2: { encryption: ["AES-CBC-256"], integrity: ["HMAC-SHA2-256-128"], pfs: ["Group-14"] },
      },
    });
    expect(cloud.resources.get(`${region}/routers/media-core`)).toMatchObject({
      bgp: { asn: 64512, keepaliveInterval: 20 },
      interfaces: [{ name: "media-a1", ipRange: "169.254.10.2/30" }],
      bgpPeers: [
        { name: "media-a1", ipAddress: "169.254.10.2", peerIpAddress: "169.254.10.1", peerAsn: 65000 },
      ],
    });
    expect(cloud.resources.get(`${project}/global/firewalls/media-from-aws`)).toMatchObject({
      allowed: [{ IPProtocol: "tcp", ports: ["443"] }, { IPProtocol: "icmp" }],
    });
  });

  it("refuses to make a gateway twice", async () => {
    const { code, stderr } = await bash("gcloud compute vpn-gateways create media-ha $at --network=prod");
    expect(stderr).toContain("already exists");
    expect(code).toBe(1);
  });

  it("tells what is missing from what could not be looked at", async () => {
    const ask = (kind: string, name: string) =>
      bash(`${exists}if exists ${kind} describe ${name} $at; then echo there; else echo missing; fi`);
    expect(await ask("routers", "media-core")).toMatchObject({ code: 0, stdout: "there\n" });
    for (const kind of ["vpn-tunnels", "routers"])
      expect(await ask(kind, "media-b2")).toMatchObject({ code: 0, stdout: "missing\n" });
    denied = () => ({
      status: 403,
      body: { error: { code: 403, message: "Required permission is missing" } },
    });
    const refused = await ask("routers", "media-core");
    denied = () => undefined;
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("Required permission is missing");
  });

  it("answers the gateway's two addresses with their interfaces, whatever their order", async () => {
    const { stdout } = await bash(`gcloud compute vpn-gateways describe media-ha $at \\
      --flatten='vpnInterfaces[]' --format='csv[no-heading](vpnInterfaces.id,vpnInterfaces.ipAddress)'`);
    const { vpnInterfaces } = cloud.resources.get(`${region}/vpnGateways/media-ha`) as unknown as {
      vpnInterfaces: { id: number; ipAddress: string }[];
    };
    expect(vpnInterfaces.map(({ id }) => id)).toEqual([1, 0]);
    expect(stdout.trim().split("\n")).toEqual(vpnInterfaces.map(({ id, ipAddress }) => `${id},${ipAddress}`));
  });

  it("answers a router's interfaces and peers one to a line", async () => {
    const { stdout } = await bash(`
      gcloud compute routers describe media-core $at --flatten='interfaces[]' --format='value(interfaces.name)'
      gcloud compute routers describe media-core $at --flatten='bgpPeers[]' \\
        --format='csv[no-heading](bgpPeers.name,bgpPeers.interfaceName,bgpPeers.peerIpAddress,bgpPeers.peerAsn)'`);
    expect(stdout).toBe("media-a1\nmedia-a1,media-a1,169.254.10.1,65000\n");
  });

  it("stores a key read from standard input as a new version, and reads it back to the byte", async () => {
    const { code, stdout } = await bash(`
      printf %s 'second.Key' | gcloud secrets create media-psk-b1 --replication-policy=automatic --data-file=-
      printf %s 'third.Key_' | gcloud secrets versions add media-psk-b1 --data-file=-
      gcloud secrets versions access 2 --secret=media-psk-b1`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "third.Key_" });
    expect(cloud.vault.get("media-psk-b1")?.map(({ text }) => text)).toEqual(["second.Key", "third.Key_"]);
  });

  it.runIf(process.platform === "linux")("leaves a key given by --flags-file nowhere", async () => {
    const careful = await runTunnel("file", discreet);
    expect(careful.result.code).toBe(0);
    expect(careful.keys).toEqual([key]);
    expect(careful.commands).toContain("--flags-file=/dev/stdin");
    expect(careful.traces).toEqual([]);

    const careless = await runTunnel("flag", {});
    expect(careless.result.code).toBe(0);
    expect(careless.traces).toEqual(["processes", "output", "files"]);
  });

  /** Makes a tunnel where the user has all of gcloud's logging on, and looks for the key wherever it could be. */
  async function runTunnel(form: "file" | "flag", env: Readonly<Record<string, string>>) {
    const own = await startFakeGcp({ project, vault: { "media-psk-a1": [key] } });
    await seedVpn(own.url);
    const at = gcloudHome({ ...own.env, ...env });
    const settings = path.join(at.directory, "gcloud/configurations");
    mkdirSync(settings, { recursive: true });
    writeFileSync(path.join(settings, "../active_config"), "default");
    writeFileSync(path.join(settings, "config_default"), "[core]\nlog_http = true\nverbosity = debug\n");
    const watch = watchProcesses();
    const result = await bash(tunnel, [form], at);
    const { commands, text } = watch.stop();
    const output = result.stdout + result.stderr;
    const places = { processes: text, output, files: textOf(at.directory) };
    const encoded = Buffer.from(key).toString("base64");
    const traces = Object.entries(places).filter(([, all]) => all.includes(key) || all.includes(encoded));
    const keys = own.secrets.get(`${region}/vpnTunnels/a2`);
    at.remove();
    await own.stop();
    return { result, keys, commands: [...commands].join("\n"), traces: traces.map(([place]) => place) };
  }
});

function textOf(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}
