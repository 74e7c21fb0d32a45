/** The tables of results in docs/proof.md. */
import { table } from "../../../src/render/markdown.ts";

export interface Row {
  readonly table: string;
  readonly row: Readonly<Record<string, string>>;
}

/** In the order of the page: the name under which rows are recorded, and the heading. */
export const headings = {
  examples: "Every example, with Google Cloud's end from Terraform",
  failover: "Every example, with Google Cloud's end from gcloud, three of four tunnels cut",
  suites: "Random files",
  mistakes: "Mistakes",
  mtu: "MTU, in bytes",
  roll: "Change of suite, tunnel by tunnel",
} as const;

export type TableName = keyof typeof headings;

const start = "<!-- Results of the last run that recorded: VPNGEN_LAB_RECORD=1 npm run test:lab -->";
const end = "<!-- End of the results -->";

/** The page with the tables of those rows, each in the order of its first column. */
export function withResults(page: string, rows: readonly Row[]): string {
  const sections = Object.entries(headings).map(([name, heading]) => {
    const own = rows.filter((row) => row.table === name).map(({ row }) => row);
    const columns = Object.keys(own[0] ?? {});
    const cells = own.map((row) => columns.map((column) => row[column] ?? ""));
    cells.sort(([a = "", x = ""], [b = "", y = ""]) => compare(a, b) || compare(x, y));
    return `### ${heading}\n\n${table(columns, cells)}\n`;
  });
  const [before] = split(page);
  return `${before}${start}\n\n${sections.join("\n")}\n${end}${split(page)[2]}`;
}

/** The first columns of the tables on the page, by heading. */
export function recordedRows(page: string): Readonly<Record<string, string[][]>> {
  const sections = split(page)[1].split("### ").slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      const rows = lines.filter((line) => line.startsWith("|")).slice(2);
      return [
        heading,
        rows.map((row) =>
          row
            .slice(1, -1)
            .split(" | ")
            .map((cell) => cell.trim()),
        ),
      ];
    }),
  );
}

function split(page: string): [before: string, block: string, after: string] {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error("the page has no place for results");
  return [page.slice(0, from), page.slice(from, to), page.slice(to + end.length)];
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
