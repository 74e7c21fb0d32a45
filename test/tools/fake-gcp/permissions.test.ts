/** Which permissions the fake Google Cloud asks for, and how it refuses. */
import { expect, test } from "vitest";
import { denied, neededFor } from "./permissions.ts";

const region = "/compute/v1/projects/p/regions/r";
const global = "/compute/v1/projects/p/global";
const network = "https://www.googleapis.com/compute/v1/projects/host/global/networks/prod";

test.each([
  ["GET", region, {}, ["compute.regions.get"]],
  ["GET", `${region}/vpnTunnels`, {}, ["compute.vpnTunnels.list"]],
  ["GET", "/compute/beta/projects/p/aggregated/routers", {}, ["compute.routers.list"]],
  ["GET", `${region}/routers/core/getRouterStatus`, {}, ["compute.routers.get"]],
  ["GET", `${region}/operations/o`, {}, ["compute.regionOperations.get"]],
  ["POST", `${global}/operations/o/wait`, {}, ["compute.globalOperations.get"]],
  ["GET", `${global}/networks/prod/getEffectiveFirewalls`, {}, ["compute.networks.getEffectiveFirewalls"]],
  ["POST", `${region}/vpnTunnels/t/setLabels`, {}, ["compute.vpnTunnels.setLabels"]],
  ["POST", `${region}/vpnGateways`, { name: "g", network }, ["compute.vpnGateways.create"]],
  [
    "POST",
    `${global}/externalVpnGateways`,
    { name: "e", labels: { team: "media" } },
    ["compute.externalVpnGateways.create", "compute.externalVpnGateways.setLabels"],
  ],
  [
    "POST",
    `${global}/firewalls`,
    { name: "f", network },
    ["compute.firewalls.create", "compute.networks.updatePolicy on host/global/networks/prod"],
  ],
  ["PATCH", `${region}/routers/core`, {}, ["compute.routers.update", "compute.networks.updatePolicy on p"]],
  [
    "POST",
    `${region}/vpnTunnels`,
    {
      name: "t",
      vpnGateway: "https://x/projects/p/regions/r/vpnGateways/g",
      peerExternalGateway: "https://x/projects/p/global/externalVpnGateways/e",
      router: "https://x/projects/p/regions/r/routers/core",
    },
    [
      "compute.vpnTunnels.create on p/regions/r/vpnTunnels/t",
      "compute.vpnGateways.use on p/regions/r/vpnGateways/g",
      "compute.externalVpnGateways.use on p/global/externalVpnGateways/e",
      "compute.routers.use on p/regions/r/routers/core",
    ],
  ],
  ["DELETE", `${region}/vpnTunnels/t`, {}, ["compute.vpnTunnels.delete"]],
  ["POST", "/v1/projects/p/secrets", {}, ["secretmanager.secrets.create"]],
  ["GET", "/v1/projects/p/secrets/s", {}, ["secretmanager.secrets.get"]],
  ["DELETE", "/v1/projects/p/secrets/s", {}, ["secretmanager.secrets.delete"]],
  ["POST", "/v1/projects/p/secrets/s:addVersion", {}, ["secretmanager.versions.add"]],
  ["GET", "/v1/projects/p/secrets/s/versions", {}, ["secretmanager.versions.list"]],
  ["GET", "/v1/projects/p/secrets/s/versions/1", {}, ["secretmanager.versions.get"]],
  ["GET", "/v1/projects/p/secrets/s/versions/latest:access", {}, ["secretmanager.versions.access"]],
  ["GET", "/v1/projects/p/services", {}, ["serviceusage.services.list"]],
  ["POST", "/v1/projects/p:getEffectiveOrgPolicy", {}, ["orgpolicy.policy.get"]],
  ["POST", "/v1/projects/p:testIamPermissions", {}, []],
])("%s %s %o needs %o", (method, path, body, expected) => {
  const needed = neededFor({ method, path, body }).map(
    ({ permission, resource }) => `${permission} on ${resource}`,
  );
  expect(needed).toEqual(expected.map((each) => expect.stringMatching(new RegExp(`^${each}( on |$)`))));
});

test("a caller is told which permission is missing, and on what", () => {
  const grants = new Map([["p", new Set(["compute.vpnTunnels.list"])]]);
  expect(denied(grants, { method: "GET", path: `${region}/vpnTunnels`, body: {} })).toBeUndefined();
  expect(denied(grants, { method: "POST", path: `${region}/vpnTunnels`, body: { name: "t" } })).toMatchObject(
    {
      status: 403,
      body: {
        error: {
          message: "Required 'compute.vpnTunnels.create' permission for 'projects/p/regions/r/vpnTunnels/t'",
        },
      },
    },
  );
  expect(
    denied(grants, { method: "GET", path: "/v1/projects/q/secrets/s/versions/1:access", body: {} }),
  ).toMatchObject({
    status: 403,
    body: {
      error: {
        status: "PERMISSION_DENIED",
        message: expect.stringContaining(
          "'secretmanager.versions.access' denied for resource 'projects/q/secrets/s",
        ),
      },
    },
  });
});
