/** Rows of the tables in docs/proof.md, as a run of the lab finds them. */
import { appendFileSync } from "node:fs";
import type { Row, TableName } from "./tables.ts";

/** Keeps a row where a run collects them; one line of JSON each, since several processes write. */
export function record(table: TableName, row: Row["row"]): void {
  const file = process.env.VPNGEN_LAB_RESULTS;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ table, row })}\n`);
}
