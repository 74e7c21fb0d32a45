/** The table of a healthy VPN. */

/** What verify.sh prints of a healthy VPN, but for the ranges. */
export function healthyTable(): string {
  const row = (layer: string, cell: string, rest = "") =>
    [
      layer.padEnd(27),
      ...["a1", "a2", "b1", "b2"].map(() => cell.padEnd(13)),
      `ok       ${rest}`.trim(),
    ].join("");
  return [
    `${"layer".padEnd(27)}${["a1", "a2", "b1", "b2"].map((id) => id.padEnd(13)).join("")}verdict`,
    row("AWS: tunnel", "UP"),
    row("AWS: routes accepted", "1"),
    row("AWS: negotiated suite", "as declared"),
    row("AWS: route tables", "", "rtb-… has all"),
    row("Google: tunnel", "ESTABLISHED"),
    row("Google: BGP session", "UP"),
    row("Google: routes learned", "1"),
    row("Google: routes advertised", "all"),
    row("Google: routes to AWS", "", "has all"),
    row("Google: redundancy", "", "CONNECTION_REDUNDANCY_MET"),
  ].join("\n");
}
