/** How rules write the edits of a finding. */
import type { Edit, Edits, EditValue, Fix, Path } from "./diagnostic.ts";

/** A fix that changes nothing that the file asks for. */
export function safe(title: string, ...edits: readonly Edit[]): Edits {
  return { applicability: "safe", title, edits };
}

/** A fix that changes what the file asks for. */
export function unsafe(title: string, ...edits: readonly Edit[]): Edits {
  return { applicability: "unsafe", title, edits };
}

/** Two or three fixes to choose from. */
export function choice(...choices: readonly Fix[]): Edits {
  return { applicability: "choice", choices };
}

export function write(at: Path, value: EditValue): Edit {
  return { kind: "write", at, value };
}

export function remove(at: Path): Edit {
  return { kind: "remove", at };
}

export function append(at: Path, value: EditValue): Edit {
  return { kind: "append", at, value };
}

export function move(at: Path, to: Path): Edit {
  return { kind: "move", at, to };
}
