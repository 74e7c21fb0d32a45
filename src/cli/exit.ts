/** Exit statuses. */
export const exit = {
  ok: 0,
  /** Findings of severity error, too many warnings, or artifacts that are not up to date. */
  findings: 1,
  /** Wrong usage, input that cannot be read, output that cannot be written. */
  usage: 2,
  /** A defect in vpngen. */
  defect: 3,
} as const;

export type ExitStatus = (typeof exit)[keyof typeof exit];

/** What the user asked for cannot be done; the message says why and what to do. Ends with status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
