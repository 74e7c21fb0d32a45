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
  asn: key(integer, "ASN of the Cloud Router. Required, and different from the ASN of AWS.", {
    anyOf: gcp.routerAsns.value.map(({ min, max }) => ({ minimum: min, maximum: max })),
    examples: [64512],
  }),
  network: key(text, "Name of the VPC network.", { pattern: gcp.resourceNamePattern.value }),
  router: z.prefault(
    key(
      z.strictObject({
        name: z.optional(key(text, "Name of the Cloud Router.", { pattern: gcp.resourceNamePattern.value })),
        existing: z._default(
          key(flag, "Whether it already exists; then only interfaces and peers are added."),
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
        existing: z._default(key(flag, "Whether it already exists."), false),
        classic: refused("Classic VPN no longer supports BGP and has no 99.99 % SLA."),
      }),
      "The HA VPN gateway.",
    ),
    {},
  ),
  networkMtu: z.optional(
    key(integer, "MTU of the network in bytes, if you know it; used only for checks.", {
      minimum: gcp.networkMtu.value.min,
      maximum: gcp.networkMtu.value.max,
      examples: [gcp.networkMtu.value.default],
    }),
  ),
  routingMode: z.optional(
    key(z.enum(["regional", "global"]), "Dynamic routing mode of the network; used only for checks."),
  ),
  cidrs: list("Ranges that AWS may reach; routes and security groups on the AWS side use them.", {
    items: cidr,
    minItems: 1,
    uniqueItems: true,
  }),
  advertise: z._default(
    list("What each BGP session advertises to AWS: `all-subnets`, ranges, or both.", {
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
          allow: list(
            "Traffic allowed from AWS; ICMP is always added, because path MTU discovery needs it.",
            traffic,
          ),
        }),
        z.literal("external"),
      ],
      { error: "must hold `allow`, or be `external`" },
    ),
    "Firewall rule for traffic from AWS, or `external` if another team manages it.",
  ),
  labels: z._default(
    key(z.record(text, text), "Labels of all resources that are created on Google Cloud."),
    {},
  ),
  bfd: refused("neither HA VPN nor AWS VPN supports bidirectional forwarding detection."),
  md5: refused("AWS does not support MD5 authentication of BGP sessions."),
});
