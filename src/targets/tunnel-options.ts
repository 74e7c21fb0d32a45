import type { Target } from "./target.ts";

export const tunnelOptions: Target = () => [];
