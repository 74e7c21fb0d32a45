/** vpngen as a library: texts in, files and findings out; and the formatting that the command applies. */
import type { ArtifactFolder, CompileOptions, GeneratedFile, Neighbour, Source } from "./artifact.ts";
import { compile as compileFiles } from "./compile.ts";
import type { Location, Severity } from "./diagnostic.ts";
import { locateAll } from "./report/located.ts";

export { format } from "./output/format.ts";
export type { ArtifactFolder, CompileOptions, GeneratedFile, Location, Neighbour, Severity, Source };

/** One thing that is wrong, risky or worth knowing, and where. */
export interface Finding {
  /** Id of the rule, as `bgp/asn-equal`; `vpngen explain` says what is behind it. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, with the value, and what is allowed. What may be a pre-shared key is masked. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
  readonly location: Location;
  /** Further places that the finding is about. */
  readonly related: readonly { readonly location: Location; readonly message: string }[];
}

export interface Compilation {
  /** Every file to write, with its path; none where any file of the run has an error. */
  readonly files: readonly GeneratedFile[];
  /** The same by folder, one per `vpn.yaml`. */
  readonly folders: readonly ArtifactFolder[];
  /** By file as given, then by place. */
  readonly diagnostics: readonly Finding[];
  /** Files that the texts name, as a sops file; given as `neighbours`, they are judged too. */
  readonly wanted: readonly string[];
}

/** Compiles all files of a run together. No I/O, no clock, no environment: same input, same output. Never throws. */
export function compile(sources: readonly Source[], options: CompileOptions = {}): Compilation {
  const { files, folders, diagnostics, parsed, wanted } = compileFiles(sources, options);
  const findings = locateAll(diagnostics, parsed).map(({ diagnostic, location, related }) => {
    const { rule, severity, message, fix } = diagnostic;
    return { rule, severity, message, fix, location, related };
  });
  return { files, folders, diagnostics: findings, wanted };
}
