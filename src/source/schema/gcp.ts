/** The `gcp` section. */
import * as z from "zod/mini";
import * as gcp from "../../facts/gcp.ts";
import { cidr, flag, integer, key, list, refused, text, traffic } from "./building-blocks.ts";

export const gcpSide = z.strictObject({
  project: key(text, "Project of the network; with a Shared VPC, the host project.", {
    pattern: gcp.projectPattern.value,
  }),
  region: key(text, "Google Cloud region.", {
    pattern: gcp.regionPattern.value,
    examples: ["asia-northeast1"],
  }),
  asn: key(integer, "ASN of the Cloud Router. Required, and another one than AWS's.", {
    anyOf: gcp.routerAsns.value.map(({ min, max }) => ({ minimum: min, maximum: max })),
    examples: [64512],
  }),
  network: key(text, "Name of the VPC network.", { pattern: gcp.resourceNamePattern.value }),
  router: z.prefault(
    key(
      z.strictObject({
        name: z.optional(key(text, "Name of the Cloud Router.", { pattern: gcp.resourceNamePattern.value })),
        existing: z._default(
          key(flag, "Whether it exists already; then only interfaces and peers are added."),
          false,
        ),
      }),
      "The Cloud Router.",
    ),
    {},
  ),
  gateway: z.prefault(
    key(
      z.strictObject({
        name: z.optional(
          key(text, "Name of the HA VPN gateway.", { pattern: gcp.resourceNamePattern.value }),
        ),
        existing: z._default(key(flag, "Whether it exists already."), false),
        classic: refused("Classic VPN has no BGP any more and no availability promise."),
      }),
      "The HA VPN gateway.",
    ),
    {},
  ),
  networkMtu: z.optional(
    key(integer, "MTU of the network in bytes, where you know it; for checks.", {
      minimum: gcp.networkMtu.value.min,
      maximum: gcp.networkMtu.value.max,
      examples: [gcp.networkMtu.value.default],
    }),
  ),
  routingMode: z.optional(
    key(z.enum(["regional", "global"]), "Dynamic routing mode that the network has; for checks."),
  ),
  cidrs: list("Ranges that AWS may reach; they drive routes and security groups on AWS's side.", {
    items: cidr,
    minItems: 1,
    uniqueItems: true,
  }),
  advertise: z._default(
    list("What each BGP session advertises to AWS: `all-subnets` and/or ranges.", {
      items: { anyOf: [{ const: "all-subnets" }, cidr] },
      uniqueItems: true,
    }),
    ["all-subnets"],
  ),
  keepalive: z.optional(
    key(integer, "Seconds between BGP keepalives.", {
      minimum: gcp.keepalive.value.min,
      maximum: gcp.keepalive.value.max,
      default: gcp.keepalive.value.default,
    }),
  ),
  firewall: key(
    z.union(
      [
        z.strictObject({
          allow: list("Traffic let in from AWS; ICMP is added, since path MTU discovery needs it.", traffic),
        }),
        z.literal("external"),
      ],
      { error: "must hold `allow`, or be `external`" },
    ),
    "Firewall rule for traffic from AWS, or `external` where another team manages it.",
  ),
  labels: z._default(key(z.record(text, text), "Labels of everything that is created on Google Cloud."), {}),
  bfd: refused("neither HA VPN tunnels nor AWS offer bidirectional forwarding detection."),
  md5: refused("AWS offers no MD5 authentication of BGP sessions."),
});
