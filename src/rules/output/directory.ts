import { parentFolder } from "../../facts/internet.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

export const directory = sectionRule({
  id: "output/directory",
  severity: "error",
  title: "The artifacts go into a folder beside or below the file",
  why: "A path that leads out of the folder would write where nobody expects it, on the machine of whoever builds.",
  fix: "Write a relative path such as generated; --out takes any other place.",
  source: parentFolder.source,
  needs: ["output"],
  *check({ output: { directory: path } }) {
    const problem = problemOf(path);
    if (problem !== undefined)
      yield { at: ["output", "directory"], message: `folder ${shown(path)} ${problem}` };
  },
  bad: { yaml: "output: { directory: ../generated }", at: ["output", "directory"] },
  good: { yaml: "output: { directory: infra/generated }" },
});

function problemOf(path: string): string | undefined {
  if (path === "") return "has no name; . is the file's own folder";
  if (path.startsWith("/") || path.startsWith("~")) return "is not relative to the file";
  if (/[\\:]/.test(path)) return "holds a \\ or :; folders are parted by /";
  if (path.split("/").includes(parentFolder.value))
    return `leads out of the file's folder: no ${parentFolder.value} is allowed`;
  return undefined;
}
