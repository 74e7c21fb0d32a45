/** Every file that derives from the code. */
import { factsPage } from "./facts-page.ts";
import { jsonSchema } from "./json-schema.ts";
import { languagePage } from "./language-page.ts";
import { rulesPage } from "./rules-page.ts";
import { shellNames } from "./shell-names.ts";

/** A file, its path relative to the repository. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** The files as they should be; `root` is the repository, whose sources hold the comments of the facts. */
export function allGenerated(root: string): Generated[] {
  const schema = jsonSchema();
  return [
    { path: "schemas/vpn.schema.json", text: schema },
    { path: "docs/language.md", text: languagePage(schema) },
    { path: "docs/rules.md", text: rulesPage() },
    { path: "docs/facts.md", text: factsPage(root) },
    { path: "templates/lib/start/names.sh", text: shellNames(root) },
  ];
}
