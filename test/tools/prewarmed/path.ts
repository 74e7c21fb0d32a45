import path from "node:path";
import { inject } from "vitest";

/** The PATH of this process with the prewarmed aws and gcloud in front. */
export function prewarmedPath(): string {
  return `${inject("prewarmed")}${path.delimiter}${process.env.PATH ?? ""}`;
}
