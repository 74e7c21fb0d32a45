/** docs/facts.md: what vpngen believes of the outside world, and who says so. */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as aws from "../../src/facts/aws.ts";
import * as awsNetwork from "../../src/facts/aws-network.ts";
import * as cli from "../../src/facts/cli.ts";
import type { Fact } from "../../src/facts/fact.ts";
import * as gcp from "../../src/facts/gcp.ts";
import * as gcpAnswers from "../../src/facts/gcp-answers.ts";
import * as iam from "../../src/facts/iam.ts";
import * as internet from "../../src/facts/internet.ts";
import * as sops from "../../src/facts/sops.ts";
import * as terraform from "../../src/facts/terraform.ts";
import { cell, heading, link } from "./page.ts";

const modules = [
  { title: "AWS", file: "aws.ts", exports: aws },
  { title: "AWS: addresses, routes and names", file: "aws-network.ts", exports: awsNetwork },
  { title: "Permissions", file: "iam.ts", exports: iam },
  { title: "Google Cloud", file: "gcp.ts", exports: gcp },
  { title: "Google Cloud: answers", file: "gcp-answers.ts", exports: gcpAnswers },
  { title: "Terraform's aws provider", file: "terraform.ts", exports: terraform },
  { title: "Internet standards", file: "internet.ts", exports: internet },
  { title: "Command-line tools", file: "cli.ts", exports: cli },
  { title: "sops", file: "sops.ts", exports: sops },
];

/** In characters; a longer value is not printed. */
const longestValue = 2000;

export function factsPage(root: string): string {
  const intro = `
Every limit, literal and default of the outside world that vpngen relies on, with the page that says so and the day
on which that page was last read.
`;
  const tables = modules.map(({ title, file, exports }) => {
    const meanings = meaningsIn(readFileSync(path.join(root, "src/facts", file), "utf8"));
    const rows = Object.entries(exports)
      .filter((entry): entry is [string, Fact<unknown>] => isFact(entry[1]))
      .map(([name, fact]) => row(name, fact, meanings.get(name) ?? ""));
    return `\n## ${title}\n\n| Fact | Value | What it is, and what to know | Source | Checked |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return [heading("Facts", "src/facts/"), intro, ...tables].join("");
}

function isFact(value: unknown): value is Fact<unknown> {
  return value instanceof Object && "value" in value && "source" in value && "checked" in value;
}

function row(name: string, { value, note, source, checked }: Fact<unknown>, meaning: string): string {
  const about = [meaning, note].filter(Boolean).join(" ");
  const text = JSON.stringify(value);
  const shown = text.length > longestValue ? "a table, see its file" : `\`${cell(text)}\``;
  return `| \`${name}\` | ${shown} | ${cell(about)} | ${link(source)} | ${checked} |`;
}

/** The comment in front of each fact, by the fact's name: it has the unit, which the value has not. */
function meaningsIn(source: string): Map<string, string> {
  const commented = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const (\w+) = fact\b/g;
  return new Map(
    [...source.matchAll(commented)].map(([, comment = "", name = ""]) => [
      name,
      comment.replace(/^\s*\* ?/gm, "").trim(),
    ]),
  );
}
