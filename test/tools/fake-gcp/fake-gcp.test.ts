import { afterEach, describe, expect, it } from "vitest";
import { global, region, router, seedVpn, tunnel } from "./bodies.ts";
import { callCompute } from "./call.ts";
import { type FakeGcp, type FakeGcpOptions, startFakeGcp } from "./start.ts";

const running: FakeGcp[] = [];
const immutable = [
  `${region}/vpnGateways/ha`,
  `${global}/externalVpnGateways/aws`,
  `${region}/vpnTunnels/a1`,
];

async function start(options: FakeGcpOptions = {}): Promise<FakeGcp> {
  const cloud = await startFakeGcp(options);
  running.push(cloud);
  return cloud;
}

afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.stop();
});

describe("the fake Google Cloud", () => {
  it("changes neither gateways nor tunnels once they are made", async () => {
    const { url } = await start();
    await seedVpn(url);
    for (const path of immutable)
      expect((await callCompute(url, { method: "PATCH", path, body: {} })).status).toBe(405);
  });

  it("keeps what another resource uses", async () => {
    const { url } = await start();
    await seedVpn(url);
    for (const path of [...immutable, `${global}/networks/prod`])
      expect((await callCompute(url, { method: "DELETE", path })).message).toContain("already being used by");
  });

  it("deletes a tunnel once its interface is gone, and says 404 from then on", async () => {
    const { url } = await start();
    await seedVpn(url);
    const bare = { interfaces: [], bgpPeers: [] };
    await callCompute(url, { method: "PATCH", path: `${region}/routers/core`, body: bare });
    const path = `${region}/vpnTunnels/a1`;
    expect((await callCompute(url, { method: "DELETE", path })).status).toBe(200);
    expect((await callCompute(url, { method: "GET", path })).status).toBe(404);
  });

  it("shows a tunnel's key to the test alone", async () => {
    const cloud = await start();
    await seedVpn(cloud.url);
    const path = `${region}/vpnTunnels/a1`;
    const shown = await callCompute(cloud.url, { method: "GET", path });
    expect(shown.body).toMatchObject({ sharedSecret: "*************", peerIp: "52.196.10.11" });
    expect(JSON.stringify([...cloud.resources])).not.toContain("Quiet.Harbour_42");
    expect(cloud.secrets.get(path)).toEqual(["Quiet.Harbour_42"]);
  });

  it("counts a gateway as redundant only with all four tunnels", async () => {
    const { url } = await start();
    await seedVpn(url);
    const status = async () =>
      JSON.stringify(await callCompute(url, { method: "GET", path: `${region}/vpnGateways/ha/getStatus` }));
    expect(await status()).toContain("INCOMPLETE_TUNNELS_COVERAGE");
    for (const at of [1, 2, 3])
      await callCompute(url, { method: "POST", path: `${region}/vpnTunnels`, body: tunnel(`t${at}`, at) });
    expect(await status()).toContain("CONNECTION_REDUNDANCY_MET");
  });

  it("refuses to change a resource whose operation is not done", async () => {
    const { url } = await start({ operationPolls: 1 });
    const made = await callCompute(url, { method: "POST", path: `${region}/routers`, body: router("core") });
    const change = { method: "PATCH", path: `${region}/routers/core`, body: { description: "core" } };
    expect((await callCompute(url, change)).message).toContain("is not ready");
    await callCompute(url, { method: "POST", path: `${region}/operations/${made.body.name}/wait` });
    expect((await callCompute(url, change)).status).toBe(200);
  });

  it("reports a tunnel and its session as up while the wire says so", async () => {
    let up = true;
    const { url } = await start({
      wire: ({ name }) => (up && name === "a1" ? { learned: ["10.20.0.0/16"] } : undefined),
    });
    await seedVpn(url);
    const look = async () => {
      const shown = await callCompute(url, { method: "GET", path: `${region}/vpnTunnels/a1` });
      const status = await callCompute(url, {
        method: "GET",
        path: `${region}/routers/core/getRouterStatus`,
      });
      return [shown.body.status, status.body.result];
    };
    expect(await look()).toMatchObject([
      "ESTABLISHED",
      { bgpPeerStatus: [{ status: "UP", numLearnedRoutes: 1 }] },
    ]);
    up = false;
    expect(await look()).toMatchObject([
      "FIRST_HANDSHAKE",
      { bgpPeerStatus: [{ status: "DOWN", numLearnedRoutes: 0 }] },
    ]);
  });

  it("logs every call, faults included, and which of them ask for a change", async () => {
    const busy = { status: 503, body: { error: { code: 503, message: "try again" } } };
    const cloud = await start({ fault: (method) => (method === "DELETE" ? busy : undefined) });
    await callCompute(cloud.url, { method: "GET", path: `${global}/networks/prod` });
    await callCompute(cloud.url, { method: "DELETE", path: `${global}/networks/prod` });
    const path = `/compute/v1/projects/${global}/networks/prod`;
    expect(cloud.log).toEqual([
      { method: "GET", path, status: 200, mutates: false },
      { method: "DELETE", path, status: 503, mutates: true },
    ]);
    expect(cloud.resources.has(`${global}/networks/prod`)).toBe(true);
  });
});
