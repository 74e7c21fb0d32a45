import type { Target } from "./target.ts";

export const runbook: Target = () => [];
