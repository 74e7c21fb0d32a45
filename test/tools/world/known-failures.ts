/** Edits that still break a principle, and how; a case that does not break just so is red. */
import type { KnownFailures } from "./edit-tests.ts";

export const knownWithGcloud: KnownFailures = {};

export const knownWithTerraform: KnownFailures = {};
