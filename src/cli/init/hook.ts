/** The hook that `vpngen init` offers. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Context } from "../context.ts";
import { createFile } from "./create.ts";

/** What the hook looks at: a commit of nothing else starts nothing. As in `.pre-commit-hooks.yaml`. */
const files = String.raw`(^|[/.])vpn\.ya?ml$|(^|/)generated/|(^|/)\.vpngen\.json$`;

/** Writes the configuration of pre-commit, or says what to put into the one that is there. */
export function offerHook({ packageRoot }: Context, folder: string): string {
  const file = join(folder, ".pre-commit-config.yaml");
  const shown = relative(".", file);
  const installed = packageRoot === join(folder, "node_modules/vpngen");
  const hook = `  - repo: local
    hooks:
      - id: vpngen
        name: vpngen
        language: system
        entry: ${installed ? "node_modules/.bin/" : ""}vpngen build --prune --staged
        args: [.]
        pass_filenames: false
        files: '${files}'
`;
  if (existsSync(file)) return `${shown} is there already; put this under its \`repos\`:\n${hook}`;
  createFile(file, `repos:\n${hook}`);
  return `created   ${shown}; \`pre-commit install\` turns it on\n`;
}
