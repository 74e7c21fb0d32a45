/** What edits of a running VPN still break. */
import type { KnownFailures } from "./edit-tests.ts";

/** By the title of the case; one that does not break just so is red. */
export const knownWithGcloud: KnownFailures = {};
export const knownWithTerraform: KnownFailures = {};
