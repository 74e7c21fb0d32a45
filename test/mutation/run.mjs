/**
 * Mutation tests of the rules' checks, of the topology, and of what masks, reports and writes, part by part, each
 * with the tests that are about it. Prints what survives and the figures; fails below 90 % killed. Arguments: the parts to run; default: all.
 */
import path from "node:path";
import { Stryker } from "@stryker-mutator/core";

const least = 90;
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
const general = ["all", "judge", "messages", "needs", "places", "quotas", "range-index", "related", "runs"];
const ofRules = (names) => names.map((name) => `test/unit/rules/${name}.test.ts`);

const ofReport = (names) => names.map((name) => `test/unit/report/${name}.test.ts`);

const parts = {
  topology: { mutate: ["src/topology/*.ts"], tests: ["test/unit/topology/*.test.ts"] },
  // What the rules share; lists of rules and examples are left out.
  helpers: {
    mutate: ["src/rules/*.ts", `!src/rules/{all,base-example,${topics}}.ts`],
    tests: ofRules([...topics, ...general]),
  },
  keys: {
    mutate: ["src/source/secrets/{hidden,hidden-text,psk-shape}.ts", "src/report/redact.ts"],
    tests: [...ofRules(["messages"]), "test/unit/source/parse.test.ts", ...ofReport(["keys", "text"])],
  },
  report: {
    mutate: ["src/report/{excerpt,fingerprint,github,json,located,sarif,text,uri}.ts"],
    tests: [...ofReport(["github", "json", "many", "sarif", "text"]), "test/unit/errors.test.ts"],
  },
  // Not `output`, which is a topic of rules.
  disk: {
    mutate: ["src/output/*.ts"],
    tests: ["diff", "directory", "format", "manifest", "plan", "refuse", "write"].map(
      (name) => `test/unit/output/${name}.test.ts`,
    ),
  },
  ...Object.fromEntries(
    topics.map((topic) => [
      topic,
      { mutate: [`src/rules/${topic}/*.ts`], tests: ofRules([topic, ...general]) },
    ]),
  ),
};

process.chdir(path.join(import.meta.dirname, "../.."));
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const total = { killed: 0, all: 0 };
for (const name of names) {
  const figures = await runPart(parts[name]);
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
    mutate,
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
