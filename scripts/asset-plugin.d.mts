import type { Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin as VitePlugin } from "vitest/config";

export function esbuildAssets(runtimePath: string): EsbuildPlugin;
export function viteAssets(runtimePath: string): VitePlugin;
export function compiled(source: string): string;
