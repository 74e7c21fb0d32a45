/**
 * The shape of `vpn.yaml`: which keys exist and which type each has, with its default and description.
 *
 * Shape only. Which values make sense is for the rules to say, with their reasons; where the vendors'
 * vocabulary is known it narrows the JSON Schema, so that editors offer and check it.
 */
import * as z from "zod/mini";
import { resourceNamePattern } from "../../facts/gcp.ts";
import { awsSide } from "./aws.ts";
import { key, text } from "./building-blocks.ts";
import { gcpSide } from "./gcp.ts";
import { ipsec, tunnels } from "./ipsec.ts";
import { names, output, workload } from "./output.ts";
import { preSharedKeys } from "./pre-shared-keys.ts";

/** The sections of a file, by key. Each is checked on its own, so that one broken section hides no other. */
export const sections = {
  version: key(z.literal(1), "Version of this language."),
  name: key(text, "Prefix of every resource's name, and the folder of the artifacts.", {
    pattern: resourceNamePattern.value,
  }),
  aws: key(awsSide, "The AWS side."),
  gcp: key(gcpSide, "The Google Cloud side."),
  ipsec: z.prefault(key(ipsec, "One IPsec suite for all four tunnels, as the AWS API spells it."), {}),
  tunnels: z.prefault(key(tunnels, "The four tunnels: a1, a2 (connection a), b1, b2 (connection b)."), {}),
  preSharedKeys: z.prefault(
    key(preSharedKeys, "References to the pre-shared keys, one per tunnel; never the keys themselves."),
    {},
  ),
  workloads: z._default(key(z.array(workload), "Platforms that use the VPN; their MTU is checked."), []),
  names: z.prefault(
    key(names, "Names that replace the generated ones, for example to adopt an existing VPN."),
    {},
  ),
  output: z.prefault(key(output, "Where the artifacts go, and which."), {}),
};

/** What a valid file says, with defaults filled in. */
export type Config = { readonly [K in keyof typeof sections]: z.infer<(typeof sections)[K]> };

/** Name of a top-level section. */
export type Section = keyof typeof sections;

/** The sections of a file, in order. */
export const sectionNames = Object.keys(sections) as readonly Section[];

/** The whole file as one schema; the JSON Schema is made from it. */
export const fileSchema = z.strictObject(sections);
