import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { mirrorConfiguration } from "../one-apply.ts";
import { requireTool } from "../require.ts";
import { terraform } from "../terraform.ts";
import data from "./schema.json" with { type: "json" };
import { cutFrom } from "./schema.ts";

interface RealBlock {
  readonly attributes?: Readonly<Record<string, object>>;
  readonly block_types?: Readonly<Record<string, { readonly block: RealBlock }>>;
}
type RealSchemas = Readonly<Record<string, { readonly block: RealBlock }>>;

requireTool("terraform", "terraform-provider-aws")("the fake aws provider's schema", () => {
  test("is that of the version that it was cut from", async () => {
    const base = cutFrom;
    const configuration = mirrorConfiguration();
    const directory = mkdtempSync(path.join(tmpdir(), "terraform-schema-"));
    const env = { TF_CLI_CONFIG_FILE: configuration.file };
    try {
      const requirement = `aws = {\n      source = "hashicorp/aws"\n      version = "${base}"\n    }`;
      writeFileSync(
        path.join(directory, "main.tf"),
        `terraform {\n  required_providers {\n    ${requirement}\n  }\n}\n`,
      );
      expect(await terraform(directory, ["init", "-no-color"], env)).toMatchObject({ code: 0, stderr: "" });
      const { stdout } = await terraform(directory, ["providers", "schema", "-json"], env);
      const real: Readonly<Record<string, RealSchemas>> =
        JSON.parse(stdout).provider_schemas["registry.terraform.io/hashicorp/aws"];
      for (const kind of ["resource_schemas", "data_source_schemas", "ephemeral_resource_schemas"] as const)
        for (const [type, { block }] of Object.entries<{ block: RealBlock }>(data[kind]))
          expect(bare(real[kind]?.[type]?.block), type).toEqual(block);
    } finally {
      configuration.remove();
      rmSync(directory, { recursive: true });
    }
  });
});

/** A block without what is said to people only. */
function bare(block: RealBlock | undefined): unknown {
  const said = new Set(["description", "description_kind", "deprecated"]);
  return JSON.parse(JSON.stringify(block), (key, value) =>
    said.has(key) && typeof value !== "object" ? undefined : value,
  );
}
