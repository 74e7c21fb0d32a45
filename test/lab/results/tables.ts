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

/** The same for the lab in a kernel of its own. */
export const kernelHeadings = {
  kernelMtu: "A kernel's ESP: largest packet inside a tunnel, in bytes, by what the outer path carries",
  kernelPath: "A kernel's ESP: an outer path of 1500 bytes that ends with 1460",
} as const;

export type TableName = keyof typeof headings | keyof typeof kernelHeadings;

/** Tables that one command writes. */
export interface Block {
  readonly command: string;
  readonly headings: Readonly<Record<string, string>>;
}

export const blocks: Readonly<Record<"lab" | "kernel", Block>> = {
  lab: { command: "npm run test:lab", headings },
  kernel: { command: "npm run test:lab:kernel", headings: kernelHeadings },
};

/** The page with the tables of those rows in a block, each in the order of its first column. */
export function withResults(page: string, block: Block, rows: readonly Row[]): string {
  const sections = Object.entries(block.headings).map(([name, heading]) => {
    const own = rows.filter((row) => row.table === name).map(({ row }) => row);
    const columns = Object.keys(own[0] ?? {});
    const cells = own.map((row) => columns.map((column) => row[column] ?? ""));
    cells.sort(([a = "", x = ""], [b = "", y = ""]) => compare(a, b) || compare(x, y));
    return `### ${heading}\n\n${table(columns, cells)}\n`;
  });
  const [before, , after] = split(page, block);
  return `${before}${startOf(block)}\n\n${sections.join("\n")}\n${end}${after}`;
}

/** The first columns of the tables on the page, by heading. */
export function recordedRows(page: string, block: Block): Readonly<Record<string, string[][]>> {
  const sections = split(page, block)[1].split("### ").slice(1);
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

const end = "<!-- End of the results -->";

function startOf({ command }: Block): string {
  return `<!-- Results of the last run that recorded: VPNGEN_LAB_RECORD=1 ${command} -->`;
}

function split(page: string, block: Block): [before: string, block: string, after: string] {
  const from = page.indexOf(startOf(block));
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`the page has no place for results of ${block.command}`);
  return [page.slice(0, from), page.slice(from, to), page.slice(to + end.length)];
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
