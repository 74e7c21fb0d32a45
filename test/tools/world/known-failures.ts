/** What edits of a running VPN still break, and which of the sample were measured since the scripts changed last. */
import type { KnownFailures } from "./edit-tests.ts";

/** By the title of the case; one that does not break just so is red. */
export const knownWithGcloud: KnownFailures = {};
export const knownWithTerraform: KnownFailures = {};

/** First keys of the cases of the sample. */
export const measuredWithGcloud: readonly string[] = [
  "aws.region",
  "aws.asn",
  "aws.vpcs[].id",
  "gcp.region",
  "gcp.network",
];
export const measuredWithTerraform: readonly string[] = [];
