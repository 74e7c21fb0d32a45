import { parentFolder } from "../../facts/internet.ts";
import { runRule, type Vpn } from "../rule.ts";

export const folderNested = runRule({
  id: "output/folder-nested",
  severity: "error",
  title: "No file's artifacts go into the folder of another's",
  why: "A folder's manifest says which files are generated; those of the inner folder would be foreign to it, or be taken for orphans.",
  fix: "Choose another output.directory or another name.",
  source: parentFolder.source,
  needs: "run",
  *check(vpns) {
    const folders = new Map(vpns.map((vpn) => [folderOf(vpn).join("/"), vpn]));
    for (const vpn of vpns) {
      const parts = folderOf(vpn);
      const outer = parts.map((_, length) => folders.get(parts.slice(0, length).join("/"))).find(Boolean);
      if (outer === undefined) continue;
      yield {
        file: vpn.file,
        at: ["output", "directory"],
        message: `the artifacts go into ${parts.join("/")}, inside the folder of ${outer.file}`,
        related: [{ file: outer.file, at: ["name"], message: "the outer folder" }],
      };
    }
  },
  bad: {
    yaml: "name: tokyo",
    others: ["output: { directory: generated/tokyo }"],
    at: ["output", "directory"],
  },
  good: { yaml: "name: tokyo", others: ["output: { directory: generated/tokyo-2 }"] },
});

/** The folder of a file's artifacts, in parts, without empty ones and `.`. */
function folderOf({ file, config }: Vpn): string[] {
  const beside = file.split("/").slice(0, -1);
  return [...beside, ...config.output.directory.split("/"), config.name].filter(
    (part) => part !== "" && part !== ".",
  );
}
