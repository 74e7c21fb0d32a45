/** What can be seen of a sops file without decrypting it. None of its values leaves this file. */
import type { Neighbour, Neighbours } from "../../artifact.ts";
import { encryptedValuePattern, sopsMetadataKey } from "../../facts/sops.ts";
import { directoryOf, join } from "../file-paths.ts";
import type { ParsedFile } from "../parse.ts";
import { ifReadable } from "../shape/unreadable.ts";
import { decode } from "../yaml/decode.ts";
import { readDocument } from "../yaml/read.ts";
import type { Tree } from "../yaml/tree.ts";

export type { Neighbour, Neighbours };

/** A sops file as the rules see it. */
export interface SopsFile {
  /** Where it is, relative as the `vpn.yaml` is that names it. */
  readonly path: string;
  readonly content: SopsContent;
}

export type SopsContent =
  | { readonly kind: "unreadable"; readonly reason: string }
  /** Of a format that is not looked into, as dotenv. */
  | { readonly kind: "opaque" }
  /** No YAML or JSON, or none with keys at its top. */
  | { readonly kind: "broken" }
  | {
      readonly kind: "keys";
      /** Whether it holds what sops adds to a file that it encrypts. */
      readonly hasMetadata: boolean;
      /** What stands at each key of its top: a value that is encrypted, one that is not, or none. */
      readonly keys: ReadonlyMap<string, "encrypted" | "plain" | "none">;
    };

/** Where the sops file is that a file declares as the source of its keys; undefined where it declares none. */
export function sopsPathOf({ path, sections }: ParsedFile): string | undefined {
  return ifReadable(() => {
    const { source, sops } = sections.preSharedKeys ?? {};
    if (source !== "sops" || sops === undefined || sops.file === "") return undefined;
    return sops.file.startsWith("/") ? sops.file : join(directoryOf(path), sops.file);
  });
}

export function readSops(path: string, neighbour: Neighbour): SopsFile {
  return { path, content: contentOf(path, neighbour) };
}

function contentOf(path: string, neighbour: Neighbour): SopsContent {
  if (typeof neighbour === "object" && "unreadable" in neighbour) {
    return { kind: "unreadable", reason: neighbour.unreadable };
  }
  if (!/\.(ya?ml|json)$/.test(path)) return { kind: "opaque" };
  const { text, problem } = decode(neighbour);
  if (problem?.rule === "yaml/size") return { kind: "opaque" };
  const tree = problem === undefined ? readDocument(text).tree : undefined;
  if (tree?.kind !== "mapping") return { kind: "broken" };
  const keys = new Map([...tree.entries].map(([key, { value }]) => [key, stateOf(value)]));
  return {
    kind: "keys",
    hasMetadata: tree.entries.get(sopsMetadataKey.value)?.value.kind === "mapping",
    keys,
  };
}

function stateOf(value: Tree): "encrypted" | "plain" | "none" {
  if (value.kind !== "scalar" || value.value === null || value.source === "") return "none";
  return new RegExp(encryptedValuePattern.value).test(value.source.trim()) ? "encrypted" : "plain";
}
