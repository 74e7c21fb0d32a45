/** What the compiler hands to the disk. Types only. */

/** A generated file. */
export interface GeneratedFile {
  /** With `/`, beginning with its folder's path: relative to the working directory, or absolute as the user's PATH was. */
  readonly path: string;
  /** The whole content. Lines end in `\n`, unless a Prettier configuration of the user's asks for others. */
  readonly text: string;
  readonly executable: boolean;
  /** The target that made it: cloudformation, tunnel-options, terraform, gcloud, terraform-aws or runbook. */
  readonly target: string;
}

/** The artifacts of one `vpn.yaml`: all of them lie under `folder`. */
export interface ArtifactFolder {
  /** Path of the `vpn.yaml`. */
  readonly source: string;
  /** As `examples/tokyo/generated/tokyo`. */
  readonly folder: string;
  /** Every target's files, or with `--target` only some. */
  readonly files: readonly GeneratedFile[];
  /** The targets that `files` come from. */
  readonly targets: readonly string[];
}
