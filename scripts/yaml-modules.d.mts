import type { Plugin } from "esbuild";

export function yamlModules(root: string): Plugin;
export function withoutGenerators(source: string, file: string): string;
