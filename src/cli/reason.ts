/** Why a file cannot be read or written, in words. */
import { systemReason } from "../output/error.ts";

export const reasonOf = systemReason;
