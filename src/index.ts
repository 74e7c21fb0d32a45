/** vpngen as a library: texts in, files and findings out; and the formatting that the command applies. */
export type { ArtifactFolder, GeneratedFile } from "./artifact.ts";
export { type Compilation, type CompileOptions, compile, type Neighbour, type Source } from "./compile.ts";
export type { Diagnostic, Path, Place, RelatedPlace, Severity } from "./diagnostic.ts";
export { format } from "./output/format.ts";
