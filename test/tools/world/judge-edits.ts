/** What must hold of every edit of a running VPN, and the rows of the table of results. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Down, Effect } from "../../../src/facets/effect.ts";
import { table } from "../../../src/render/markdown.ts";
import type { Outcome, Run } from "./running-edits.ts";

/** Fewest tunnels that may be up. */
const fewestUp: Readonly<Record<Down, number>> = {
  none: 4,
  one: 3,
  "all four": 0,
};

/** How deploy.sh's output names a way on. */
const named: Readonly<Record<Exclude<Effect["way"], "deploy" | "move the state">, RegExp>> = {
  interrupt: /deploy\.sh .*--interrupt/,
  "roll --suite": /roll\.sh --suite/,
  "roll --psk": /roll\.sh --psk/,
  "roll --inside-cidrs": /roll\.sh --inside-cidrs/,
  "tgw-routes --move": /tgw-routes\.sh.* --move/,
  "gcloud.sh replace": /gcloud\.sh replace/,
  gcloud: /^gcloud /,
  refused: /deploy\.sh(?!.*--interrupt)/,
  "another VPN": /deploy\.sh(?!.*--interrupt)/,
};

/** The principles that an outcome breaks, each in words that are the same in every run. */
export function brokenBy(outcome: Outcome, effect: Effect): string[] {
  return [...brokenUnasked(outcome, effect), ...brokenInTheEnd(outcome, effect)];
}

/** Without --interrupt: nothing goes down but one tunnel at a time, and a refusal comes before the first change. */
function brokenUnasked({ deploy }: Outcome, { down, way }: Effect): string[] {
  const least = way === "deploy" ? fewestUp[down] : 4;
  return [
    ...(deploy.fewest < Math.max(3, least) ? [`deploy.sh: ${deploy.fewest} tunnels up`] : []),
    ...(way === "deploy" && deploy.fewest > least ? ["deploy.sh: less goes down than the table says"] : []),
    ...(deploy.status === statusOf(way) ? [] : [`deploy.sh: status ${deploy.status}`]),
    ...(deploy.status !== 0 && deploy.changes.length > 0
      ? [`deploy.sh: changed before it stopped: ${kinds(deploy)}`]
      : []),
  ];
}

/** Whether the edit has to be taken back. */
export function isUndone(way: Effect["way"]): boolean {
  return way === "another VPN" || way === "refused";
}

/** The state of a module is in a root that deploy.sh cannot guess. */
function statusOf(way: Effect["way"]): number {
  if (way === "deploy") return 0;
  return way === "move the state" ? 2 : 3;
}

/** The way on that is printed works, and leads to what is declared and to nothing else. */
function brokenInTheEnd(outcome: Outcome, { down, way }: Effect): string[] {
  const { deploy, commands, ways, again, left, differs } = outcome;
  const broken: string[] = [];
  if (way !== "deploy" && way !== "move the state" && deploy.status !== 0) {
    if (commands.length === 0) broken.push("no way on is printed");
    else if (!commands.some((command) => named[way].test(command)))
      broken.push(`another way on than the table's: ${commands.join(", ")}`);
    for (const taken of ways) {
      if (taken.status !== 0) broken.push(`the way on fails: ${taken.command}: status ${taken.status}`);
      if (taken.fewest < fewestUp[down]) broken.push(`the way on: ${taken.fewest} tunnels up`);
      if (isUndone(way) && taken.changes.length > 0)
        broken.push(`changed once it was undone: ${kinds(taken)}`);
    }
  }
  const said = [deploy, ...ways, again].map((run) => run?.output ?? "").join("\n");
  const unsaid = left.filter((thing) => !said.includes(thing.split("/").at(-1) ?? thing));
  if (unsaid.length > 0) broken.push(`left without a word: ${unsaid.map(kindOf).join(", ")}`);
  if (again !== undefined && again.status !== 0) broken.push(`deploy.sh once more: status ${again.status}`);
  if (again !== undefined && again.changes.length > 0)
    broken.push(`deploy.sh once more changed: ${kinds(again)}`);
  if (differs !== "") broken.push("not as declared");
  return broken;
}

/** With --interrupt, traffic may stop; but it ends with what is declared, or it refuses before the first change. */
export function brokenByInterrupting(run: Run): string[] {
  if (run.status === 0 || (run.status === 3 && run.changes.length === 0)) return [];
  return [`with --interrupt: status ${run.status} after ${kinds(run) || "no change"}`];
}

/** What a run did, each kind of operation once. */
function kinds({ changes }: Run): string {
  return [
    ...new Set(changes.map((operation) => operation.replace(/\/compute\/v1\/projects\/.*\/(\w+)\/.*/, "$1"))),
  ]
    .sort()
    .join(", ");
}

function kindOf(thing: string): string {
  return thing
    .replace(/^(\w+)-0\w+$/, "$1")
    .split("/")
    .slice(-2)
    .join("/");
}

export interface ResultRow {
  readonly edit: string;
  readonly outcome: Outcome;
}

/** Writes the table of results. */
export function writeResults(file: string, rows: readonly ResultRow[]): void {
  const cells = rows.map(({ edit, outcome: { deploy, commands, ways, again, left } }) => [
    edit,
    String(deploy.status),
    String(deploy.fewest),
    commands.join(", then "),
    ways.map(({ status }) => status).join(", "),
    ways.length === 0 ? "" : String(Math.min(...ways.map(({ fewest }) => fewest))),
    again === undefined ? "" : String(again.status),
    left.join(", "),
  ]);
  const header = [
    "Edit",
    "Status",
    "Fewest up",
    "Way on",
    "Its status",
    "Fewest up",
    "Once more",
    "Left behind",
  ];
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${table(header, cells)}\n`);
}
