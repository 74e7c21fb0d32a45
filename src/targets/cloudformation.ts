import type { Target } from "./target.ts";

export const cloudformation: Target = () => [];
