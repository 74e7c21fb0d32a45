/** Arguments and environment of every command that the scripts of a folder start, whatever becomes of it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { prewarmedPath } from "../prewarmed/path.ts";
import type { Folder } from "./folder.ts";

const commands = [
  "aws",
  "gcloud",
  "terraform",
  "awk",
  "cat",
  "grep",
  "head",
  "mv",
  "paste",
  "sed",
  "sort",
  "tr",
];

export interface Recorded {
  text(): string;
  remove(): void;
}

/** Puts a recorder in front of each command. */
export function recordCommands({ home }: Folder): Recorded {
  const notes = mkdtempSync(path.join(tmpdir(), "vpngen-recorded-"));
  const file = path.join(notes, "text");
  writeFileSync(file, "");
  for (const name of commands) {
    const text = `#!/bin/sh
{ printf '%s\\n' ${name} "$@"; /usr/bin/env; } >>'${file}'
PATH='${prewarmedPath()}' exec ${name} "$@"
`;
    writeFileSync(path.join(home, "bin", name), text, { mode: 0o755 });
  }
  return {
    text: () => readFileSync(file, "utf8"),
    remove: () => rmSync(notes, { recursive: true }),
  };
}
