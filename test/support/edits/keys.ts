/** The keys of the language that hold a value, from the JSON Schema that is made from the schema itself. */
import { jsonSchema } from "../../../scripts/generate/json-schema.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly type?: string;
  readonly not?: unknown;
}

/** Such as `aws.vpcs[].cidrs`. A mapping that can also be one word counts as a key itself, beside its own keys. */
export function leafKeys(): string[] {
  const found = new Set<string>();
  collect(JSON.parse(jsonSchema()), "", found);
  return [...found].sort();
}

function collect(schema: Schema, at: string, found: Set<string>): void {
  if (schema.not !== undefined) return;
  const options = schema.anyOf ?? [schema];
  const inner = options.flatMap(({ properties }) => Object.entries(properties ?? {}));
  const items = options.flatMap((option) => (hasKeys(option.items) && option.items ? [option.items] : []));
  for (const [key, value] of inner) collect(value, at === "" ? key : `${at}.${key}`, found);
  for (const item of items) collect(item, `${at}[]`, found);
  const isOneWord = options.some((option) => option.const !== undefined);
  if (at !== "" && ((inner.length === 0 && items.length === 0) || isOneWord)) found.add(at);
}

function hasKeys(schema: Schema | undefined): boolean {
  return [schema, ...(schema?.anyOf ?? [])].some((option) => option?.properties !== undefined);
}
