import type { Target } from "./target.ts";

export const terraform: Target = () => [];
