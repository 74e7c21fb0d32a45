/** The schema that the first line of a vpn.yaml names for editors. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Context } from "../context.ts";
import { createFile } from "./create.ts";

/** Name of a copy, where vpngen is not installed in the repository. */
const copyName = "vpn.schema.json";

/** The path to put into the line; `write` makes what it names, and says so. */
export interface PlacedSchema {
  readonly line: string;
  write(): string;
}

/** vpngen's own schema where it is installed below the tree, as by npm; else a copy beside the file. */
export function placeSchema({ packageRoot }: Context, file: string, tree: string): PlacedSchema {
  const own = join(packageRoot, "schemas/vpn.schema.json");
  const folder = dirname(resolve(file));
  if (!relative(tree, own).startsWith("..")) {
    const line = relative(folder, own).replaceAll("\\", "/");
    return { line: line.startsWith(".") ? line : `./${line}`, write: () => "" };
  }
  return {
    line: `./${copyName}`,
    write() {
      const copy = join(dirname(file), copyName);
      if (existsSync(copy)) return "";
      createFile(copy, readFileSync(own, "utf8"));
      return `created   ${copy}, for editors; \`vpngen schema\` prints it after an upgrade\n`;
    },
  };
}
