/** What the vendors' own packages on this machine say of their APIs: botocore, cfn-lint's schemas, gcloud. */
import { execFileSync } from "node:child_process";
import path from "node:path";

/** A member of a message, or a type of its own: its description, and what the model says of its values. */
export interface Described {
  readonly text: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly members?: Readonly<Record<string, Described>>;
}

/** As much of CloudFormation's JSON Schemas as the tests look at. */
export interface Property {
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly definitions?: Readonly<Record<string, Property>>;
}

interface Botocore {
  /** By `service:Shape` or `service:Operation()`. */
  readonly shapes: Readonly<Record<string, Described>>;
  /** Regions that have EC2, by partition. */
  readonly regions: Readonly<Record<string, readonly string[]>>;
}

interface CloudFormation {
  /** Regular expressions of identifiers, by name of cfn-lint's class. */
  readonly formats: Readonly<Record<string, string>>;
  /** By type. */
  readonly schemas: Readonly<Record<string, Property>>;
}

interface Message {
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly enums: Readonly<Record<string, { readonly names: readonly string[]; readonly text: string }>>;
}

interface Google {
  /** By `api/version:Message`. */
  readonly messages: Readonly<Record<string, Message>>;
  /** Redundancy types of external VPN gateways, by their number of interfaces. */
  readonly redundancyTypes: Readonly<Record<string, string>>;
  readonly interfaceIds: readonly number[];
  readonly projectPattern: string;
  readonly labelKey: string;
  readonly labelValue: string;
}

interface Addresses {
  /** Addresses in and beside every special network, and whether they are public. */
  readonly public: Readonly<Record<string, boolean>>;
  readonly private: readonly string[];
  readonly linkLocal: string;
  readonly loopback: string;
  readonly multicast: string;
  readonly reserved: string;
  readonly shared: string;
}

export function botocore(...wanted: string[]): Botocore {
  return ask("botocore", ...wanted);
}

export function cloudFormation(...types: string[]): CloudFormation {
  return ask("cloudformation", ...types);
}

export function google(...wanted: string[]): Google {
  const root = execFileSync("gcloud", ["info", "--format=value(installation.sdk_root)"], {
    encoding: "utf8",
  });
  return ask("google", root.trim(), ...wanted);
}

/** The special networks of IPv4 as Python's standard library has them. */
export function pythonAddresses(): Addresses {
  return ask("addresses");
}

/** What gcloud prints; it leaves no log behind. */
export function runGcloud(...args: string[]): string {
  const env = { ...process.env, CLOUDSDK_CORE_DISABLE_FILE_LOGGING: "true" };
  return execFileSync("gcloud", args, { encoding: "utf8", env });
}

function ask<T>(...args: string[]): T {
  const program = path.join(import.meta.dirname, "models.py");
  return JSON.parse(execFileSync("python3", [program, ...args], { encoding: "utf8" })) as T;
}

/** The value at that key; a vendor's rename must not pass for agreement. */
export function at<T>(record: Readonly<Record<string, T>> | undefined, key: string): T {
  const value = record?.[key];
  if (value === undefined) throw new Error(`the vendor's data has no ${key}`);
  return value;
}

/** The part of a description that the expression captures. */
export function captured(text: string, expression: RegExp): string {
  const found = expression.exec(text)?.[1];
  if (found === undefined) throw new Error(`${expression} is not in: ${text}`);
  return found.trim();
}

/** "Valid values: a | b". */
export function validValues(text: string): string[] {
  return captured(text, /Valid values: (\S+(?: \| \S+)*)/i).split(" | ");
}

/** "between 900 and 28,800". */
export function between(text: string): { min: number; max: number } {
  return {
    min: numberIn(text, /between ([\d,]+) and [\d,]+/),
    max: numberIn(text, /between [\d,]+ and ([\d,]+)/),
  };
}

/** A number, with or without commas, that the expression captures. */
export function numberIn(text: string, expression: RegExp): number {
  return Number(captured(text, expression).replaceAll(",", ""));
}
