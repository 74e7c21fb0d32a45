/** Whether `schemas/vpn.schema.json` and `compile` say the same of a document. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { compile } from "../../src/compile.ts";
import type { Path } from "../../src/diagnostic.ts";
import { concerns } from "./leaves.ts";

const file = path.resolve(import.meta.dirname, "../../schemas/vpn.schema.json");
const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true })
  .addKeyword("deprecationMessage")
  .compile(JSON.parse(readFileSync(file, "utf8")));

/** What is wrong with a document according to the schema alone. */
export interface SchemaFault {
  /** The value, the key that is too many, or the key that is missing. */
  readonly at: Path;
  readonly message: string;
  /** Whether a key is missing. */
  readonly missing: boolean;
}

export interface Verdicts {
  readonly faults: readonly SchemaFault[];
  /** Those of the schema's faults for which `compile` has no error there or above. */
  readonly unexplained: readonly SchemaFault[];
  /** Rules with errors in what the schema accepts. */
  readonly beyondSchema: readonly string[];
}

export function accepts(document: unknown): boolean {
  return validate(document) === true;
}

export function verdictsOn(document: unknown): Verdicts {
  const faults = accepts(document) ? [] : faultsOf(validate.errors ?? [], document);
  const { diagnostics } = compile([{ path: "vpn.yaml", text: JSON.stringify(document) }]);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const isExplained = ({ at, missing }: SchemaFault) =>
    errors.some(({ rule, place }) => {
      if (!("path" in place) || concerns(place.path, at)) return true;
      // What is wrong with the type of an item comes before what is wrong with the list.
      if (rule === "shape/type" && concerns(at, place.path)) return true;
      // A key that is misspelt is not reported as missing too.
      return missing && rule === "shape/unknown-key" && concerns(place.path.slice(0, -1), at);
    });
  return {
    faults,
    unexplained: faults.filter((fault) => !isExplained(fault)),
    beyondSchema: faults.length === 0 ? errors.map(({ rule }) => rule) : [],
  };
}

/**
 * The validator's errors, but of a choice's branches only those that are meant: where the value has the type of
 * some branches, their errors; where it has none, that no branch fits.
 */
function faultsOf(errors: readonly ErrorObject[], document: unknown): SchemaFault[] {
  const choices = errors.filter(({ keyword }) => keyword === "anyOf");
  const noise = new Set(choices.flatMap((choice) => noiseOf(choice, errors)));
  return errors
    .filter((error) => !noise.has(error))
    .map((error) => ({
      at: placeOf(error, document),
      message: error.message ?? error.keyword,
      missing: error.keyword === "required",
    }));
}

function noiseOf(choice: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[] {
  const inside = errors.filter((error) => branchOf(error, choice) !== undefined);
  const ofOtherType = new Set(
    inside
      .filter(({ keyword, instancePath }) => isTypeWord(keyword) && instancePath === choice.instancePath)
      .map((error) => branchOf(error, choice)),
  );
  const noise = inside.filter((error) => ofOtherType.has(branchOf(error, choice)));
  return noise.length < inside.length ? [...noise, choice] : noise;
}

function isTypeWord(keyword: string): boolean {
  return keyword === "type" || keyword === "const";
}

/** Number of the choice's branch that the error is in. */
function branchOf(error: ErrorObject, choice: ErrorObject): string | undefined {
  const inside =
    error !== choice &&
    error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
    `${error.instancePath}/`.startsWith(`${choice.instancePath}/`);
  return inside ? error.schemaPath.slice(choice.schemaPath.length + 1).split("/")[0] : undefined;
}

/** The value; of an unknown or missing key the key's path; of a repetition the second item. */
function placeOf({ instancePath, params }: ErrorObject, document: unknown): Path {
  let value = document;
  const at = instancePath
    .split("/")
    .slice(1)
    .map((step) => {
      const key = Array.isArray(value) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~");
      value = (value as Readonly<Record<string | number, unknown>>)[key];
      return key;
    });
  const { additionalProperty, missingProperty, i, j } = params as Readonly<
    Record<string, string | undefined>
  >;
  if (i !== undefined && j !== undefined) return [...at, Math.max(Number(i), Number(j))];
  const key = additionalProperty ?? missingProperty;
  return key === undefined ? at : [...at, key];
}
