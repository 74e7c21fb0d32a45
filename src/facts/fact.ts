/** A fact about the outside world: what vpngen believes, who says so, and when that was last read. */
export interface Fact<T> {
  readonly value: T;
  /** The page or model that says so. */
  readonly source: string;
  /** Day the source was checked, ISO 8601. */
  readonly checked: string;
  /** What the source leaves open, where sources disagree and which side was chosen; or "". */
  readonly note: string;
}

/** Day on which all facts were last read against their sources; one that was read since says so. */
const allChecked = "2026-11-23";

export function fact<const T>(value: T, source: string, note = "", checked = allChecked): Fact<T> {
  return { value, source, checked, note };
}
