/** The JSON Schema of `vpn.yaml`, for editors and for those who check files without vpngen. */
import * as z from "zod/mini";
import { hints } from "../../src/source/schema/building-blocks.ts";
import { fileSchema } from "../../src/source/schema/config.ts";

/**
 * The schema as text. Draft 7, because yaml-language-server, which most editors use for YAML, supports
 * that draft and those before it ("Supports JSON Schema 7 and below"); nothing here needs a later one.
 *
 * https://github.com/redhat-developer/yaml-language-server#features
 */
export function jsonSchema(): string {
  const { $schema, ...generated } = z.toJSONSchema(fileSchema, {
    io: "input",
    target: "draft-07",
    metadata: hints,
    override: ({ jsonSchema }) => dropSafeIntegers(jsonSchema),
  });
  const schema = {
    $schema,
    $id: "urn:vpngen:vpn.yaml:1",
    title: "vpn.yaml",
    description: "An HA VPN between AWS and Google Cloud, from which vpngen makes both ends.",
    ...generated,
    patternProperties: { "^x-": { description: "Yours: ignored by vpngen. A home for anchors." } },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Bounds that JavaScript puts on whole numbers; they mean nothing to a reader. */
function dropSafeIntegers(schema: { minimum?: unknown; maximum?: unknown }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
