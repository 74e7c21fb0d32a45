/**
 * Answers that leave out what has its default value. No page says which fields the API always sends; each of these has
 * been seen missing, or has a default that its page names.
 * https://docs.cloud.google.com/compute/docs/reference/rest/v1/routers
 * https://docs.cloud.google.com/compute/docs/reference/rest/v1/vpnTunnels
 * https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls
 */
const defaults: Readonly<Record<string, readonly unknown[]>> = {
  id: [0],
  vpnGatewayInterface: [0],
  peerExternalGatewayInterface: [0],
  keepaliveInterval: [20],
  advertiseMode: ["DEFAULT"],
  advertisedRoutePriority: [100],
  enable: ["TRUE"],
  direction: ["INGRESS"],
  disabled: [false],
};

export function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, field]) => !defaults[key]?.includes(field));
  return Object.fromEntries(kept.map(([key, field]) => [key, withoutDefaults(field)]));
}
