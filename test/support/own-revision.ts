/** This checkout as the git repository that a user names: what is tracked or would be, in one commit with a tag. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { newRepository, type Repository } from "./repository.ts";

const root = path.resolve(import.meta.dirname, "../..");

export function ownRevision(tag: string): Repository {
  const repository = newRepository();
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && !/^(test|examples)\//.test(name))) {
    const copy = path.join(repository.folder, file);
    mkdirSync(path.dirname(copy), { recursive: true });
    cpSync(path.join(root, file), copy, { force: true });
  }
  repository.run(`git add --all && git commit --quiet --message all && git tag ${tag}`);
  return repository;
}
