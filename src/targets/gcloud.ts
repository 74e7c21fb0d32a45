import type { Target } from "./target.ts";

export const gcloud: Target = () => [];
