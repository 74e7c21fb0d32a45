/** The sections `ipsec` and `tunnels`. */
import * as z from "zod/mini";
import * as aws from "../../facts/aws.ts";
import * as gcp from "../../facts/gcp.ts";
import { flag, integer, key, list, oneOrMore, text } from "./building-blocks.ts";

export const ipsec = z.strictObject({
  ikeVersion: z._default(key(integer, "IKE version; only 2 works between the two clouds.", { const: 2 }), 2),
  encryption: z._default(
    key(oneOrMore(text), "Cipher of both phases, as the AWS API spells it.", { enum: aws.encryption.value }),
    "AES256-GCM-16",
  ),
  integrity: z._default(
    key(oneOrMore(text), "Hash of both phases; with a GCM cipher, the pseudo-random function of phase 1.", {
      enum: aws.integrity.value,
    }),
    "SHA2-256",
  ),
  dhGroup: z._default(
    key(oneOrMore(integer), "Diffie-Hellman group of phase 1, and of phase 2 for perfect forward secrecy.", {
      enum: aws.phase1DhGroups.value.filter((group) => group in gcp.dhGroups.value),
    }),
    14,
  ),
  lifetimes: z.prefault(
    key(
      z.strictObject({
        phase1: z._default(
          key(integer, "Seconds.", {
            minimum: aws.phase1Lifetime.value.min,
            maximum: aws.phase1Lifetime.value.max,
          }),
          aws.phase1Lifetime.value.default,
        ),
        phase2: z._default(
          key(integer, "Seconds; shorter than phase 1.", {
            minimum: aws.phase2Lifetime.value.min,
            maximum: aws.phase2Lifetime.value.max,
          }),
          aws.phase2Lifetime.value.default,
        ),
      }),
      "Lifetimes on AWS. Those of Google Cloud are fixed and longer, so AWS always rekeys first.",
    ),
    {},
  ),
  dpd: z.prefault(
    key(
      z.strictObject({
        timeout: z._default(
          key(integer, "Seconds without an answer after which AWS treats the peer as dead.", {
            minimum: aws.dpdTimeout.value.min,
          }),
          aws.dpdTimeout.value.min,
        ),
        action: z._default(key(text, "What AWS does then.", { enum: aws.dpdActions.value }), "restart"),
      }),
      "Dead peer detection on the AWS side.",
    ),
    {},
  ),
  startup: z._default(
    key(text, "Whether AWS starts the negotiation (start) or waits for Google Cloud (add).", {
      enum: aws.startupActions.value,
    }),
    "start",
  ),
  rekey: z.prefault(
    key(
      z.strictObject({
        margin: z._default(
          key(
            integer,
            "Seconds before the end of phase 2 at which AWS starts to rekey; at most half of phase 2.",
            {
              minimum: aws.rekeyMargin.value.min,
            },
          ),
          aws.rekeyMargin.value.default,
        ),
        fuzz: z._default(
          key(integer, "Percent by which the margin is varied.", {
            minimum: aws.rekeyFuzz.value.min,
            maximum: aws.rekeyFuzz.value.max,
          }),
          aws.rekeyFuzz.value.default,
        ),
      }),
      "When AWS rekeys.",
    ),
    {},
  ),
  replayWindow: z._default(
    key(integer, "Packets in the replay window.", {
      minimum: aws.replayWindow.value.min,
      maximum: aws.replayWindow.value.max,
    }),
    aws.replayWindow.value.default,
  ),
});

export const tunnels = z.strictObject({
  insideCidrs: z.optional(
    list(
      "Inside CIDRs of a1, a2, b1, b2: four /30 blocks of 169.254.0.0/16. If left out, they are derived from `name`.",
      {
        items: { pattern: "^169\\.254\\.[0-9]+\\.[0-9]+/30$" },
        minItems: 4,
        maxItems: 4,
        uniqueItems: true,
      },
    ),
  ),
  lifecycleControl: z._default(
    key(
      flag,
      "Whether AWS waits for you to accept the replacement of a tunnel endpoint, until its deadline.",
    ),
    false,
  ),
  ipVersion: z._default(key(integer, "IP version inside the tunnels; only 4.", { const: 4 }), 4),
});
