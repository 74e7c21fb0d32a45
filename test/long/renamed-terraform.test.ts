/** Every name on Google Cloud of a running VPN of Terraform's, changed in vpn.yaml; and the name of the VPN. */
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { requireTool } from "../tools/require.ts";
import { expectRefused, keepsRunning, otherName, renamed } from "../tools/world/renames.ts";
import { openVpn } from "../tools/world/vpn.ts";

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** Paths of the values below a key of the JSON Schema. */
function leaves(schema: SchemaNode, at: string): string[] {
  const entries = Object.entries(schema.properties ?? {});
  return entries.length === 0 ? [at] : entries.flatMap(([key, value]) => leaves(value, `${at}.${key}`));
}

test("every name on Google Cloud that can be chosen has a case", () => {
  const file = path.join(import.meta.dirname, "../../schemas/vpn.schema.json");
  const schema: SchemaNode = JSON.parse(readFileSync(file, "utf8"));
  const names = leaves(schema.properties?.names?.properties?.gcp ?? {}, "names.gcp");
  expect(names.length).toBeGreaterThan(10);
  expect(Object.keys(renamed)).toEqual(expect.arrayContaining(names));
});

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("a running VPN of Terraform's", () => {
  describe("with names of its own", () => keepsRunning(Object.keys(renamed)));

  // The folder has another name too, so nothing is in it but the artifacts; the state is in a bucket.
  test("is not interrupted by another name of the VPN, in a new folder", async () => {
    const vpn = await openVpn({ tool: "terraform", text: otherName.before });
    try {
      const made = await vpn.deploy();
      expect(made, made.stderr).toMatchObject({ code: 0 });
      for (const file of [
        "psk-versions.json",
        "gcp-addresses.json",
        "aws-addresses.json",
        "gcp/terraform/psk-versions.auto.tfvars.json",
        "gcp/terraform/aws-addresses.auto.tfvars.json",
      ])
        rmSync(path.join(vpn.folder.directory, file), { force: true });
      vpn.rebuild(otherName.after);
      await expectRefused(vpn);
    } finally {
      await vpn.close();
    }
  });
});
