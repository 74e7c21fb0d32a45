/**
 * A program that carries out one build and may die in the middle: kill.test.ts bundles and runs it.
 *
 * argv: a file with `{artifacts, prune}` as JSON; the number of the write operation before which the process
 * kills itself (-1: none). A write counts twice: once before it, once when half of it is on the disk.
 * Prints the number of operations, or on standard error the message of an OutputError.
 */
import fs from "node:fs";
import { OutputError } from "../../../src/output/error.ts";
import { applyPlan, planOutput } from "../../../src/output/output.ts";

const [input = "", killBefore = "-1"] = process.argv.slice(2);
const { artifacts, prune } = JSON.parse(fs.readFileSync(input, "utf8"));
let operations = 0;

function step(): void {
  if (operations === Number(killBefore)) {
    process.kill(process.pid, "SIGKILL");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  operations++;
}

const writing = ["mkdirSync", "openSync", "fchmodSync", "closeSync", "renameSync", "unlinkSync", "rmdirSync"];
for (const name of writing) {
  const real = Reflect.get(fs, name);
  Reflect.set(fs, name, (...given: unknown[]) => {
    step();
    return real(...given);
  });
}
const writeFile = fs.writeFileSync;
fs.writeFileSync = (file, text) => {
  const bytes = Buffer.from(String(text));
  const half = bytes.length >> 1;
  step();
  writeFile(file, bytes.subarray(0, half));
  step();
  writeFile(file, bytes.subarray(half));
};

try {
  applyPlan(planOutput(artifacts, { prune }));
  process.stdout.write(String(operations));
} catch (error) {
  if (!(error instanceof OutputError)) throw error;
  process.stderr.write(error.message);
  process.exitCode = 1;
}
