/** Checks of a number against what a cloud takes. */
import type { Path } from "../diagnostic.ts";
import type { Finding } from "./rule.ts";

/** Inclusive; open above where `max` is missing. */
export interface Bounds {
  readonly min: number;
  readonly max?: number;
}

export function within(value: number, { min, max = Number.POSITIVE_INFINITY }: Bounds): boolean {
  return min <= value && value <= max;
}

/** `900 to 28800`, or `60 or more`. */
export function boundsText({ min, max }: Bounds): string {
  return max === undefined ? `${min} or more` : `${min} to ${max}`;
}

/** A finding where the number is out of bounds. */
export function* outOfBounds(number: {
  readonly at: Path;
  readonly value: number;
  readonly bounds: Bounds;
  /** As `replay window`. */
  readonly what: string;
  /** As `packets`. */
  readonly unit: string;
}): Iterable<Finding> {
  const { at, value, bounds, what, unit } = number;
  if (within(value, bounds)) return;
  const closest = value < bounds.min ? bounds.min : bounds.max;
  yield {
    at,
    message: `${what} of ${value} ${unit} is out of range; ${boundsText(bounds)} is allowed`,
    fix: `Write ${closest}, the nearest that is allowed.`,
  };
}
