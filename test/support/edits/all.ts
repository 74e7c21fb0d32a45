/** Edits for every key of the language. */
import { awsEdits } from "./aws.ts";
import type { Edit } from "./edit.ts";
import { gcpEdits } from "./gcp.ts";
import { otherEdits } from "./rest.ts";

export const edits: readonly Edit[] = [...awsEdits, ...gcpEdits, ...otherEdits];

/** Keys of which there is only one value. */
export const constantKeys: readonly string[] = ["version"];
