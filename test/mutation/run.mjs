/**
 * Mutation tests of the rules' checks and of the topology, part by part, each with the tests that are about
 * it. Prints what survives and the figures; fails below 90 % killed. Arguments: the parts to run; default: all.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Stryker } from "@stryker-mutator/core";

const least = 90;
const reports = path.join(import.meta.dirname, "reports");
const topics = [
  "addressing",
  "bgp",
  "crypto",
  "gateway",
  "mtu",
  "naming",
  "output",
  "routing",
  "secrets",
  "security",
];
const helpers =
  "allowed,asn,cidrs,free-block,named,public,range-index,range-text,range,rule,run,text,texts,words";
const ofAllRules = ["all", "judge", "messages", "needs", "places", "related", "runs"];
const rulesTests = (names) => names.map((name) => `test/unit/rules/${name}.test.ts`);

const parts = {
  topology: { mutate: "src/topology/*.ts", tests: ["test/unit/topology/*.test.ts"] },
  helpers: {
    mutate: `src/rules/{${helpers}}.ts`,
    tests: rulesTests([...topics, ...ofAllRules, "range-index"]),
  },
  ...Object.fromEntries(
    topics.map((topic) => [
      topic,
      { mutate: `src/rules/${topic}/*.ts`, tests: rulesTests([topic, ...ofAllRules]) },
    ]),
  ),
};

process.chdir(path.join(import.meta.dirname, "../.."));
mkdirSync(reports, { recursive: true });
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const total = { killed: 0, all: 0 };
for (const name of names) {
  const figures = await runPart(parts[name]);
  writeFileSync(path.join(reports, `${name}.json`), JSON.stringify(figures.survivors, undefined, 2));
  for (const { file, line, column, original, replacement } of figures.survivors)
    console.log(`  ${file}:${line}:${column}: ${original} → ${replacement}`);
  console.log(`${name}: ${shareOf(figures)}`);
  total.killed += figures.killed;
  total.all += figures.all;
}
console.log(`all: ${shareOf(total)}`);
process.exitCode = total.killed >= (total.all * least) / 100 ? 0 : 1;

async function runPart({ mutate, tests }) {
  process.env.MUTATION_TESTS = tests.join(" ");
  const results = await new Stryker({
    configFile: path.join(import.meta.dirname, "stryker.config.json"),
    mutate: [mutate],
  }).runMutationTest();
  const killed = results.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  const survivors = results
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map(({ fileName, location, mutatorName, replacement, status }) => ({
      file: path.relative("", fileName),
      line: location.start.line,
      column: location.start.column,
      original: status === "NoCoverage" ? `${mutatorName}, reached by no test` : mutatorName,
      replacement,
    }));
  return { killed, all: killed + survivors.length, survivors };
}

function shareOf({ killed, all }) {
  return `${killed} of ${all} mutants killed (${((100 * killed) / all).toFixed(1)} %)`;
}
