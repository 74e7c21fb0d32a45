import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { jsonSchema } from "../../../../scripts/generate/json-schema.ts";
import { compile } from "../../../../src/compile.ts";
import type { Diagnostic } from "../../../../src/diagnostic.ts";
import { parseFile } from "../../../../src/source/parse.ts";
import { changes } from "../../../support/changes.ts";
import { exampleFiles, exampleText } from "../../../support/examples.ts";

/** As much of JSON Schema as the tests look at. */
interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
}

const root = path.resolve(import.meta.dirname, "../../../..");
const schema = JSON.parse(jsonSchema()) as Schema;
const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true })
  .addKeyword("deprecationMessage")
  .compile(schema);

/** Every schema in the schema, with the path of keys to it. */
function* parts(part: Schema, at: string): Iterable<{ at: string; part: Schema }> {
  yield { at, part };
  for (const [key, inner] of Object.entries(part.properties ?? {})) yield* parts(inner, `${at}.${key}`);
  if (part.items) yield* parts(part.items, `${at}[]`);
  for (const option of part.anyOf ?? []) yield* parts(option, at);
}
const allParts = [...parts(schema, "")];

describe("the JSON Schema", () => {
  it("is committed as it is generated", () => {
    expect(readFileSync(path.join(root, "schemas/vpn.schema.json"), "utf8")).toBe(jsonSchema());
  });

  it("describes every key in a sentence", () => {
    const keys = allParts.flatMap(({ at, part }) =>
      Object.entries(part.properties ?? {}).map(([key, { description = "" }]) => ({
        key: `${at}.${key}`,
        description,
      })),
    );
    expect(keys.length).toBeGreaterThan(90);
    expect(keys.filter(({ description }) => !/^[A-Z`].*\.$/.test(description))).toEqual([]);
  });

  it("knows every mapping's keys, but for tags and labels", () => {
    const open = allParts.filter(({ part }) => part.type === "object" && part.additionalProperties !== false);
    expect(open.map(({ at }) => at)).toEqual([".aws.tags", ".gcp.labels"]);
  });

  it.each(exampleFiles)("accepts %s", (file) => {
    validate(parse(exampleText(file)));
    expect(validate.errors).toBeNull();
  });

  it("accepts keys of the top level that begin with `x-`", () => {
    expect(validate({ ...parse(exampleText("examples/tokyo/vpn.yaml")), "x-ranges": [1] })).toBe(true);
    expect(validate({ ...parse(exampleText("examples/tokyo/vpn.yaml")), ranges: [1] })).toBe(false);
  });

  it("refuses every file of test/errors whose only fault is its shape, but for the characters in it", () => {
    const folder = path.join(root, "test/errors");
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
    const misshapen = files.filter((file) => {
      const { diagnostics } = parseFile({ path: file, text: readFileSync(path.join(folder, file)) });
      const rules = diagnostics.map(({ rule }) => rule);
      return (
        rules.length > 0 && rules.every((rule) => rule.startsWith("shape/") && rule !== "shape/character")
      );
    });
    expect(misshapen.length).toBeGreaterThan(30);
    const accepted = misshapen.filter((file) =>
      validate(parse(readFileSync(path.join(folder, file), "utf8"), { merge: true })),
    );
    // JavaScript's own name; a JSON Schema has no reason to know it.
    expect(accepted).toEqual(["prototype-as-key.yaml"]);
  });

  it.each(["examples/sops-cbc/vpn.yaml"] as const)(
    "refuses whatever change to a value of %s the parser refuses",
    (file) => {
      const original: unknown = parse(exampleText(file));
      let refused = 0;
      for (const changed of changes(original)) {
        if (!validate(changed)) {
          refused += 1;
          continue;
        }
        const { diagnostics } = parseFile({ path: file, text: JSON.stringify(changed) });
        expect(diagnostics, JSON.stringify(changed)).toEqual([]);
      }
      expect(refused).toBeGreaterThan(100);
    },
  );
});

describe("the compiler", () => {
  it.each(["examples/sops-cbc/vpn.yaml"] as const)(
    "refuses whatever change to a value of %s the JSON Schema refuses",
    (file) => {
      const example = parse(exampleText(file)) as Record<keyof typeof rareKeys, object>;
      const { aws, gcp } = example;
      const whole = {
        ...rareKeys,
        ...example,
        aws: { ...rareKeys.aws, ...aws },
        gcp: { ...rareKeys.gcp, ...gcp },
      };
      expect(isRefused(whole)).toBe(false);
      const accepted = [...changes(whole)].filter((changed) => !validate(changed) && !isRefused(changed));
      expect(accepted).toEqual([]);
    },
  );

  it.each([
    ["aws", "staticRoutes"],
    ["aws.gateway", "acceleration"],
    ["gcp", "bfd"],
    ["gcp", "md5"],
    ["gcp.gateway", "classic"],
  ])("refuses in %s the key %s, which the JSON Schema has only to say why not", (at, key) => {
    for (const value of [true, false, null, "x", [], {}]) {
      const document = parse(exampleText("examples/sops-cbc/vpn.yaml")) as Record<
        string,
        Record<string, unknown>
      >;
      const [section = "", inner] = at.split(".");
      const mapping =
        inner === undefined ? document[section] : (document[section]?.[inner] as Record<string, unknown>);
      Object.assign(mapping ?? {}, { [key]: value });
      expect(validate(document)).toBe(false);
      const { diagnostics } = compile([{ path: "vpn.yaml", text: stringify(document) }]);
      expect(diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(1);
    }
  });
});

function isRefused(document: unknown): boolean {
  const source = { path: "vpn.yaml", text: JSON.stringify(document) };
  const isError = ({ severity }: Diagnostic) => severity === "error";
  return parseFile(source).diagnostics.some(isError) || compile([source]).diagnostics.some(isError);
}

/** Keys that no example has, with values that are right. */
const rareKeys = {
  aws: {
    cidrs: ["10.99.0.0/16"],
    logs: { group: "/aws/vendedlogs/vpn", retentionDays: 30, format: "text", bgp: false },
  },
  gcp: { routingMode: "regional", networkMtu: 1460, keepalive: 30 },
  ipsec: {
    ikeVersion: 2,
    startup: "add",
    rekey: { margin: 100, fuzz: 50 },
    dpd: { timeout: 40, action: "clear" },
  },
  tunnels: { ipVersion: 4 },
  names: { aws: { stack: "vpn", gateway: "gw" }, gcp: { externalGateway: "aws", firewall: "from-aws" } },
};
