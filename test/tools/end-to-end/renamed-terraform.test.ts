/** deploy.sh on a running VPN of Terraform's whose names on Google Cloud have changed in vpn.yaml. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { requireTool } from "../require.ts";
import { keepsRunning, renamed } from "../world/renames.ts";

/** Each key once; of those that each tunnel has, one tunnel's. The long tier has all. */
const keys = [
  "gcp.gateway.name",
  "gcp.router.name",
  "gcp.firewall",
  "names.gcp.externalGateway",
  "names.gcp.firewall",
  "names.gcp.tunnels.a1",
  "names.gcp.interfaces.a2",
  "names.gcp.peers.b1",
  "names.gcp.tunnels",
];

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** Paths of the values below a key of the JSON Schema. */
function leaves(schema: SchemaNode, at: string): string[] {
  const entries = Object.entries(schema.properties ?? {});
  return entries.length === 0 ? [at] : entries.flatMap(([key, value]) => leaves(value, `${at}.${key}`));
}

test("every name on Google Cloud that can be chosen has a case", () => {
  const file = path.join(import.meta.dirname, "../../../schemas/vpn.schema.json");
  const schema: SchemaNode = JSON.parse(readFileSync(file, "utf8"));
  const names = leaves(schema.properties?.names?.properties?.gcp ?? {}, "names.gcp");
  expect(names.length).toBeGreaterThan(10);
  expect(Object.keys(renamed)).toEqual(expect.arrayContaining(names));
  const kinds = (list: readonly string[]) => new Set(list.map((key) => key.replace(/\.[ab][12]$/, "")));
  expect([...kinds(keys)]).toEqual(expect.arrayContaining([...kinds(names)]));
});

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("a running VPN of Terraform's", () => keepsRunning(keys));
