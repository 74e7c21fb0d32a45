/** Compiles what the PATHs stand for, with the files that are named in there. */

import { type Compilation, type CompileOptions, compile, type Source } from "../compile.ts";
import { systemReason } from "../output/error.ts";
import { maxBytes } from "../source/findings.ts";
import type { Neighbour, Neighbours } from "../source/secrets/sops.ts";
import type { Context } from "./context.ts";
import { readSources } from "./inputs.ts";
import { readRegular } from "./read.ts";

interface PathOptions extends CompileOptions {
  /** Whether folders and globs give only files that git tracks. */
  readonly tracked?: boolean;
}

/** A compilation, and what was read for it. */
export interface CompiledPaths {
  readonly compilation: Compilation;
  readonly sources: readonly Source[];
  readonly neighbours: Neighbours;
}

export function compilePaths(
  paths: readonly string[],
  context: Pick<Context, "stdin">,
  { tracked = false, ...options }: PathOptions = {},
): CompiledPaths {
  const sources = readSources(paths, context, { tracked });
  const compilation = compile(sources, options);
  if (compilation.wanted.length === 0) return { compilation, sources, neighbours: new Map() };
  const neighbours = new Map(
    compilation.wanted.flatMap((file): [string, Neighbour][] => {
      const neighbour = readNeighbour(file);
      return neighbour === undefined ? [] : [[file, neighbour]];
    }),
  );
  return { compilation: compile(sources, { ...options, neighbours }), sources, neighbours };
}

/** What a file holds or why it cannot be read; undefined where it is too large to look into. */
function readNeighbour(file: string): Neighbour | undefined {
  try {
    const content = readRegular(file);
    return content.length > maxBytes ? undefined : content;
  } catch (error) {
    return { unreadable: systemReason(error) };
  }
}
