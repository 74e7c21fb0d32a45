/** With VPNGEN_LAB_RECORD=1 a run of the lab writes its results into docs/proof.md. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Block, type Row, withResults } from "./tables.ts";

const page = path.resolve(import.meta.dirname, "../../../docs/proof.md");

/** The global setup of a tier, and what it does in the end. */
export function collectInto(block: Block): (() => void) | undefined {
  if (process.env.VPNGEN_LAB_RECORD !== "1") return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-results-"));
  const file = path.join(folder, "rows.jsonl");
  // The processes that run the tests inherit it.
  process.env.VPNGEN_LAB_RESULTS = file;
  return () => {
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    const rows = lines.map((line): Row => JSON.parse(line));
    writeFileSync(page, withResults(readFileSync(page, "utf8"), block, rows));
    rmSync(folder, { recursive: true });
  };
}
