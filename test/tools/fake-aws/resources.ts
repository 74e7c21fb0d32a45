/** The resource types that the fake knows. */
import type { Kind, Properties } from "./kind.ts";
import { networkKinds } from "./network-kinds.ts";
import { invalid } from "./template.ts";
import { vpnKinds } from "./vpn-kinds.ts";

export type { Properties } from "./kind.ts";

const kinds: Readonly<Record<string, Kind>> = { ...vpnKinds, ...networkKinds };

export function kindOf(type: string): Kind {
  const kind = kinds[type];
  if (!kind) throw invalid(`Template format error: Unrecognized resource types: [${type}]`);
  return kind;
}

/** Throws where a property is not one of the type's, or one is missing. */
export function checkProperties(type: string, id: string, properties: Properties): void {
  const { replaced, updated } = kindOf(type);
  const all = [...replaced, ...updated];
  const stray = Object.keys(properties).find((name) => !all.includes(name) && !all.includes(`${name}!`));
  if (stray) throw invalid(`Encountered unsupported property ${stray} in ${id}`);
  const missing = all.find((name) => name.endsWith("!") && properties[name.slice(0, -1)] === undefined);
  if (missing) throw invalid(`Property ${missing.slice(0, -1)} cannot be empty in ${id}`);
}

/** Whether a change of one of these properties makes another resource. */
export function isReplacedBy(type: string, changed: readonly string[]): boolean {
  const { replaced } = kindOf(type);
  return changed.some((name) => replaced.includes(name) || replaced.includes(`${name}!`));
}
