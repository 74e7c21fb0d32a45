/** The sections `workloads`, `names` and `output`. */
import * as z from "zod/mini";
import * as aws from "../../facts/aws.ts";
import * as gcp from "../../facts/gcp.ts";
import { ipv4Packet } from "../../facts/internet.ts";
import { defaultTargets, selectableTargets } from "../../target-names.ts";
import { integer, key, text } from "./building-blocks.ts";

export const workload = z.strictObject({
  name: key(text, "Name in findings and in the runbook."),
  on: key(text, "Platform.", {
    examples: ["fargate", "ecs-ec2", "ec2", "eks", "lambda", "gce", "gke", "cloud-run"],
  }),
  mtu: z.optional(
    key(integer, "MTU of its network interface in bytes, if you set it.", {
      minimum: ipv4Packet.value.min,
      maximum: ipv4Packet.value.max,
      examples: [gcp.payloadMtu.value["AES-GCM-16"]],
    }),
  ),
});

const perConnection = z.strictObject({
  a: z.optional(key(text, "Connection a.")),
  b: z.optional(key(text, "Connection b.")),
});
const perTunnel = (pattern: string) =>
  z.strictObject({
    a1: z.optional(key(text, "Tunnel a1.", { pattern })),
    a2: z.optional(key(text, "Tunnel a2.", { pattern })),
    b1: z.optional(key(text, "Tunnel b1.", { pattern })),
    b2: z.optional(key(text, "Tunnel b2.", { pattern })),
  });
const ofResources = perTunnel(gcp.resourceNamePattern.value);
const ofPeers = perTunnel(gcp.peerNamePattern.value);

export const names = z.strictObject({
  aws: z.prefault(
    key(
      z.strictObject({
        stack: z.optional(key(text, "CloudFormation stack.", { pattern: aws.stackNamePattern.value })),
        gateway: z.optional(key(text, "Name tag of the virtual private or transit gateway.")),
        customerGateways: z.prefault(key(perConnection, "Name tags of the customer gateways."), {}),
        connections: z.prefault(key(perConnection, "Name tags of the VPN connections."), {}),
      }),
      "Names on AWS.",
    ),
    {},
  ),
  gcp: z.prefault(
    key(
      z.strictObject({
        externalGateway: z.optional(
          key(text, "External VPN gateway.", { pattern: gcp.resourceNamePattern.value }),
        ),
        firewall: z.optional(key(text, "Firewall rule.")),
        tunnels: z.prefault(key(ofResources, "VPN tunnels."), {}),
        interfaces: z.prefault(key(ofResources, "Interfaces of the Cloud Router."), {}),
        peers: z.prefault(key(ofPeers, "BGP peers of the Cloud Router."), {}),
      }),
      "Names on Google Cloud.",
    ),
    {},
  ),
});

export const output = z.strictObject({
  directory: z._default(
    key(
      text,
      "Folder of the artifacts, relative to this file; they go to its subfolder with the name of the VPN.",
    ),
    "generated",
  ),
  targets: z._default(
    key(
      z.array(z.enum(selectableTargets)),
      "What to emit. terraform-aws is both sides in one Terraform root, and replaces all other targets.",
      { minItems: 1, uniqueItems: true },
    ),
    [...defaultTargets],
  ),
  terraform: z.prefault(
    key(
      z.strictObject({
        form: z._default(
          key(z.enum(["root", "module"]), "A root to apply, or a module without provider and backend."),
          "root",
        ),
        backend: z.optional(
          key(
            z.strictObject({
              gcs: key(
                z.strictObject({
                  bucket: key(text, "Bucket.", { pattern: gcp.bucketPattern.value }),
                  prefix: key(text, "Folder in the bucket."),
                }),
                "State in Cloud Storage.",
              ),
            }),
            "Where the root keeps its state; without it, add your own backend.tf.",
          ),
        ),
        impersonate: z.optional(
          key(text, "Service account that the provider impersonates.", {
            pattern: gcp.serviceAccountPattern.value,
          }),
        ),
      }),
      "The Terraform targets.",
    ),
    {},
  ),
});
