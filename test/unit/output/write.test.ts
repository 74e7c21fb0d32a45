import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { OutputError } from "../../../src/output/error.ts";
import { applyPlan, changesOf, planOutput } from "../../../src/output/output.ts";
import { artifactsOf, build, filesIn, folderWith, temporaryDirectory, treeOf } from "./folders.ts";
import { prepare } from "./kill.ts";

/** Watches a function of `node:fs`, also where it was imported by its name, until what is returned is called. */
function watch(name: "openSync" | "writeFileSync", instead?: () => never) {
  const spy = vi.spyOn(fs, name);
  if (instead) spy.mockImplementation(instead);
  syncBuiltinESMExports();
  const end = () => {
    spy.mockRestore();
    syncBuiltinESMExports();
  };
  return { spy, end };
}

test("a build writes what is generated, and a second build nothing", () => {
  const folder = path.join(temporaryDirectory(), "generated", "tokyo");
  const texts = { "RUNBOOK.md": "r\n", "aws/a.sh": "a\n", "gcp/terraform/main.tf": "m\n" };
  expect(build(folder, texts)).toEqual([]);
  expect(filesIn(folder)).toEqual({ ...texts, "aws/a.sh": "x a\n" });
  const { spy, end } = watch("openSync");
  expect(build(folder, texts)).toEqual([]);
  expect(spy).not.toHaveBeenCalled();
  expect(build(folder, { ...texts, "aws/a.sh": "b\n" })).toEqual([]);
  expect(spy).toHaveBeenCalledOnce();
  end();
});

test("only what changed is written", () => {
  const folder = path.join(temporaryDirectory(), "tokyo");
  build(folder, { a: "1", b: "1" });
  const before = fs.statSync(`${folder}/a`).ino;
  build(folder, { a: "1", b: "2" });
  expect(fs.statSync(`${folder}/a`).ino).toBe(before);
  expect(filesIn(folder)).toEqual({ a: "1", b: "2" });
});

test("modes are 0755 and 0644 less the umask, and a script is always executable for its owner", async () => {
  const { directory, program, input } = await prepare(temporaryDirectory());
  const folder = path.join(temporaryDirectory(), "tokyo");
  fs.mkdirSync(folder);
  fs.writeFileSync(
    input,
    JSON.stringify({ artifacts: [artifactsOf(folder, { "a.sh": "a", b: "b" })], prune: false }),
  );
  const modesUnder = (umask: string) => {
    const preload = path.join(directory, "umask.cjs");
    fs.writeFileSync(preload, `process.umask(0o${umask});`);
    const { stderr } = spawnSync(process.execPath, ["--require", preload, program, input], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const modes = ["a.sh", "b"].map((name) => (fs.statSync(`${folder}/${name}`).mode & 0o777).toString(8));
    for (const name of ["a.sh", "b", ".vpngen.json"]) fs.rmSync(`${folder}/${name}`);
    return modes;
  };
  expect(modesUnder("000")).toEqual(["755", "644"]);
  expect(modesUnder("077")).toEqual(["700", "600"]);
  expect(modesUnder("137")).toEqual(["740", "640"]);
});

test("a wrong mode is put right", () => {
  const folder = path.join(temporaryDirectory(), "tokyo");
  build(folder, { "a.sh": "a", b: "b" });
  fs.chmodSync(`${folder}/a.sh`, 0o644);
  fs.chmodSync(`${folder}/b`, 0o755);
  build(folder, { "a.sh": "a", b: "b" });
  expect(filesIn(folder)).toEqual({ "a.sh": "x a", b: "b" });
});

test("what Terraform and the user keep beside our files is never touched", () => {
  const theirs = {
    "gcp/terraform/terraform.tfstate": "state",
    "gcp/terraform/.terraform.lock.hcl": "lock",
    "gcp/terraform/backend.tf": "backend",
    "gcp/terraform/prod.auto.tfvars": "vars",
    "notes.txt": "notes",
  };
  const folder = folderWith(theirs);
  build(folder, { "gcp/terraform/main.tf": "1", "gcp/terraform/old.tf": "1" });
  build(folder, { "gcp/terraform/main.tf": "2" }, { prune: true });
  expect(filesIn(folder)).toEqual({ ...theirs, "gcp/terraform/main.tf": "2" });
});

test("pruning deletes orphans and the directories that they leave empty, and no other", () => {
  const folder = folderWith({ "kept/mine": "mine" });
  build(folder, { a: "1", "gone/deep/b.sh": "1", "kept/c": "1" });
  fs.mkdirSync(`${folder}/empty`);
  build(folder, { a: "1" });
  expect(filesIn(folder)).toMatchObject({ "gone/deep/b.sh": "x 1", "kept/c": "1" });
  build(folder, { a: "1" }, { prune: true });
  expect(filesIn(folder)).toEqual({ a: "1", "kept/mine": "mine", empty: "empty directory" });
});

test("with a target given, a build leaves other targets' files alone, stale or orphaned", () => {
  const folder = path.join(temporaryDirectory(), "tokyo");
  build(folder, { "aws/a": "1", "aws/b": "1", "gcp/a": "1" });
  build(folder, { "aws/a": "2", "gcp/a": "2" }, { targets: ["gcp"], prune: true });
  expect(filesIn(folder)).toEqual({ "aws/a": "1", "aws/b": "1", "gcp/a": "2" });
});

test("temporary files that a killed run left are removed; those of a running one and all others are not", () => {
  const ended = spawnSync(process.execPath, ["-e", ""]).pid;
  const kept = {
    [`.a.${process.ppid}.vpngen-tmp`]: "",
    "x.vpngen-tmp": "",
    "other/.a.1234567.vpngen-tmp": "",
  };
  const folder = folderWith({
    ...kept,
    [`.a.${ended}.vpngen-tmp`]: "",
    [`aws/.b.${process.pid}.vpngen-tmp`]: "",
  });
  build(folder, { "aws/b": "1" });
  expect(filesIn(folder)).toEqual({ ...kept, "aws/b": "1" });
});

test.each([
  ["ENOSPC", "no space left on the disk"],
  ["EROFS", "the file system is read-only"],
  ["EWEIRD", "EWEIRD: odd"],
])(
  "a write that fails with %s names the file and leaves the old content and no temporary file",
  (code, reason) => {
    const folder = path.join(temporaryDirectory(), "tokyo");
    build(folder, { a: "old", b: "old" });
    const before = treeOf(folder);
    const { end } = watch("writeFileSync", () => {
      throw Object.assign(new Error(`${code}: odd`), { code });
    });
    const plan = planOutput([artifactsOf(folder, { a: "new", b: "new" })], { prune: false });
    expect(() => applyPlan(plan)).toThrow(
      new OutputError(`${folder}/a`, `cannot write ${folder}/a: ${reason} (${code})`),
    );
    end();
    expect(treeOf(folder)).toEqual(before);
  },
);

test("a read-only directory is an error that names the file, without a stack", async () => {
  const stage = await prepare(temporaryDirectory());
  const folder = path.join(temporaryDirectory(), "tokyo");
  fs.mkdirSync(folder);
  fs.writeFileSync(
    stage.input,
    JSON.stringify({ artifacts: [artifactsOf(folder, { a: "1" })], prune: false }),
  );
  for (const directory of [stage.directory, path.dirname(folder), folder]) fs.chmodSync(directory, 0o555);
  for (const file of [stage.program, stage.input]) fs.chmodSync(file, 0o444);
  // To root nothing is read-only: run as nobody.
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { stderr } = spawnSync(process.execPath, [stage.program, stage.input], { encoding: "utf8", ...user });
  expect(stderr).toBe(`cannot write ${folder}/.vpngen.json: no permission (EACCES)`);
  for (const directory of [stage.directory, path.dirname(folder), folder]) fs.chmodSync(directory, 0o755);
});

test("after any builds, foreign files are as they were, and a build without problems leaves nothing stale", () => {
  const names = ["a", "b/x.sh", "b/y", "b", "c/d/e"];
  const dictionary = fc.dictionary(fc.constantFrom(...names), fc.constantFrom("1", "2"));
  const texts = dictionary.filter((files) => !("b" in files && ("b/x.sh" in files || "b/y" in files)));
  const run = fc.record({
    texts,
    prune: fc.boolean(),
    targets: fc.option(fc.subarray(["a", "b", "c"]), { nil: undefined }),
    theirs: fc.dictionary(fc.constantFrom("mine", "b/mine", "c/d/e"), fc.constantFrom("1", "mine"), {
      maxKeys: 1,
    }),
  });
  const directory = temporaryDirectory();
  let round = 0;
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 5 }), (runs) => {
      const folder = path.join(directory, String(round++), "tokyo");
      const foreign = new Map<string, string>();
      for (const { texts, prune, targets, theirs } of runs) {
        for (const [name, text] of Object.entries(theirs))
          if (place(folder, name, text)) foreign.set(name, text);
        const artifacts = [artifactsOf(folder, texts)];
        const options = { prune, ...(targets && { targets }) };
        const before = treeOf(folder);
        const plan = planOutput(artifacts, options);
        if (plan.problems.length > 0) {
          expect(() => applyPlan(plan)).toThrow(OutputError);
          expect(treeOf(folder)).toEqual(before);
        } else {
          applyPlan(plan);
          const left = changesOf(planOutput(artifacts, options)).map(({ kind }) => kind);
          expect(left.every((kind) => kind === "orphan" && !prune)).toBe(true);
          // What is ours to the letter is adopted: from then on it is ours.
          for (const name of Object.keys(texts))
            if (targets?.includes(name.charAt(0)) ?? true) foreign.delete(name);
        }
        expect(treeOf(folder)).toMatchObject(Object.fromEntries(foreign));
      }
    }),
    { numRuns: 150 },
  );
});

/** Puts a file of the user's where nothing is yet; says whether it did. */
function place(folder: string, name: string, text: string): boolean {
  const at = `${folder}/${name}`;
  if (fs.existsSync(at) || fs.existsSync(`${folder}/.vpngen.json`)) return false;
  try {
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, text);
    return true;
  } catch {
    return false;
  }
}
