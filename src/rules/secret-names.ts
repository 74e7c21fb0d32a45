/** The names that patterns give the tunnels' secrets. */
import { resourceNamePattern } from "../facts/gcp.ts";
import { matches } from "./pattern.ts";

/**
 * The name that a pattern gives a tunnel's secret. A name of the VPN that is none is left out: it is the matter of
 * `naming/name`. Undefined without {tunnel}: then it could be a key, and another rule speaks.
 */
export function secretName(pattern: string, name: string): string | undefined {
  if (!pattern.includes("{tunnel}")) return undefined;
  const plain = matches(name, resourceNamePattern.value) ? name : "";
  return pattern.replaceAll("{name}", plain).replaceAll("{tunnel}", "a1");
}
