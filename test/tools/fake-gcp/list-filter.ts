/**
 * The `filter` parameter of lists, as far as gcloud writes it: `name=core`, `name eq ".*\bcore\b.*"`,
 * `(name eq "…")(region eq "…")`. gcloud leaves the filtering to the cloud, and what it writes for
 * `--filter=name=core` also finds `core-2`.
 */
import type { Resource } from "./resources.ts";

const term = /\(?(\w+)(?: eq "([^"]*)"|=([^\s()"]+))\)?/y;

/** Undefined where the fake does not understand the filter. */
export function listFilter(text: string): ((resource: Resource) => boolean) | undefined {
  const terms: { field: string; pattern: RegExp }[] = [];
  term.lastIndex = 0;
  while (term.lastIndex < text.length) {
    const [, field = "", regex, exact = ""] = term.exec(text) ?? [];
    if (field === "") return undefined;
    terms.push({ field, pattern: new RegExp(`^(?:${regex ?? exact.replace(/[^\w]/g, "\\$&")})$`) });
  }
  return (resource) => {
    const fields: Readonly<Record<string, unknown>> = { ...resource };
    return terms.every(({ field, pattern }) => pattern.test(String(fields[field] ?? "")));
  };
}
