/** Texts with their places. */
import type { Path } from "../diagnostic.ts";

/** A text, and where it stands. */
export interface Placed {
  readonly at: Path;
  readonly value: string;
}

/** The entries of a list, each with its place. */
export function placed(at: Path, values: readonly string[]): Placed[] {
  return values.map((value, index) => ({ at: [...at, index], value }));
}
