/** The pipeline: texts in, files and findings out. No I/O, no clock, no environment. */
import type { ArtifactFolder, CompileOptions, GeneratedFile, Source } from "./artifact.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { judge } from "./judge.ts";
import { allRules } from "./rules/all.ts";
import { directoryOf, join } from "./source/file-paths.ts";
import { silence } from "./source/ignores/silence.ts";
import { type ParsedFile, parseFile } from "./source/parse.ts";
import { sopsPathOf } from "./source/secrets/sops.ts";
import { emit } from "./targets/all.ts";
import { buildTopology } from "./topology/build.ts";

export type { CompileOptions, Source };

export interface Compilation {
  /** Empty where any file of the run has an error. */
  readonly folders: readonly ArtifactFolder[];
  /** Every file of every folder. */
  readonly files: readonly GeneratedFile[];
  /** Those of each file, what the rules find, then those about ignores; a report puts them in order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings and notes that a comment in the file silences; they are not among `diagnostics`. */
  readonly ignored: readonly Diagnostic[];
  /** The files as read, so that a report can find the lines of a finding. */
  readonly parsed: readonly ParsedFile[];
  /** Files that the sources name beside themselves and about which there are rules: sops files, relative as the sources are. */
  readonly wanted: readonly string[];
}

/** Compiles all files of a run together. An error in any of them emits nothing. */
export function compile(sources: readonly Source[], options: CompileOptions = {}): Compilation {
  const parsed = sources.map(parseFile);
  const found = [
    ...parsed.flatMap((file) => file.diagnostics),
    ...judge(parsed, { neighbours: options.neighbours ?? new Map() }),
  ];
  const { diagnostics, ignored } = silence(found, parsed, allRules);
  const failed = diagnostics.some(({ severity }) => severity === "error");
  const wanted = [...new Set(parsed.flatMap((file) => sopsPathOf(file) ?? []))];
  let folders: readonly ArtifactFolder[] | undefined;
  return {
    ...{ diagnostics, ignored, parsed, wanted },
    /** Made when somebody asks: a check needs none. */
    get folders() {
      folders ??= failed ? [] : parsed.flatMap((file) => folderOf(file, options));
      return folders;
    },
    get files() {
      return this.folders.flatMap(({ files }) => files);
    },
  };
}

/** None where the file is not whole. */
function folderOf({ path, config }: ParsedFile, options: CompileOptions): ArtifactFolder[] {
  if (config === undefined) return [];
  const directory = options.outputDirectory ?? join(directoryOf(path), config.output.directory);
  const folder = join(directory, config.name);
  const sourceName = path.slice(path.lastIndexOf("/") + 1);
  const files = emit(buildTopology(config), { sourceName, targets: config.output.targets });
  return [
    {
      source: path,
      folder,
      files: files.map(({ path: name, text, executable, target }) => ({
        path: join(folder, name),
        text,
        executable,
        target,
      })),
      targets: [...new Set(files.map(({ target }) => target))],
    },
  ];
}
