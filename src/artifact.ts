/** What goes into the compiler, and what it hands to the disk. Types only. */

/** A generated file. */
export interface GeneratedFile {
  /** With `/`, beginning with its folder's path: relative to the working directory, or absolute as the user's PATH was. */
  readonly path: string;
  /** The whole content. Lines end in `\n`, unless a Prettier configuration of the user's asks for others. */
  readonly text: string;
  readonly executable: boolean;
  /** The target that made it, as `terraform`. */
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

/** A `vpn.yaml`: its path (posix, as the user named it), and its text or its bytes. */
export interface Source {
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** A file beside a `vpn.yaml`: its text or bytes, or why it cannot be read, as `there is no such file`. */
export type Neighbour = string | Uint8Array | { readonly unreadable: string };

/** Files beside the sources, by path. */
export type Neighbours = ReadonlyMap<string, Neighbour>;

export interface CompileOptions {
  /** Takes the place of `output.directory`, and is relative to the working directory, not to the file. */
  readonly outputDirectory?: string;
  /** What the files hold that `Compilation.wanted` lists. Of one that is not here nothing is judged. */
  readonly neighbours?: Neighbours;
}
