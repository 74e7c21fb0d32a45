/**
 * `npm run bench`: how long vpngen takes, in units of `node -e 0`. `--write` puts the table into README.md;
 * `--pairs N` and `--files N` make it shorter.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { memoryOf, pairs, timeOf } from "./measure.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cli = path.join(root, "dist/cli.cjs");
const option = (name, otherwise) => Number(process.argv[process.argv.indexOf(name) + 1]) || otherwise;
const count = option("--pairs", 40);
const top = fs.mkdtempSync(path.join(tmpdir(), "vpngen-bench-"));
const source = fs.readFileSync(path.join(root, "examples/tokyo/vpn.yaml"), "utf8");

/** A repository of one VPN or many, and what builds it. */
function repository(name, files = { "vpn.yaml": source }) {
  const cwd = path.join(top, name);
  fs.mkdirSync(path.join(cwd, ".git"), { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
    fs.writeFileSync(path.join(cwd, file), text);
  }
  const cache = path.join(top, `cache-${name}`);
  const paths = "vpn.yaml" in files ? [] : ["."];
  return { cwd, cache, command: [process.execPath, cli, "build", ...paths], env: { XDG_CACHE_HOME: cache } };
}

/** Waits until stamps can be trusted, and builds until everything is remembered. */
function warm(run) {
  timeOf(run);
  execFileSync("sleep", ["3"]);
  timeOf(run);
  timeOf(run);
  return run;
}

const forget = (run) => fs.rmSync(run.cache, { recursive: true, force: true });
const unmake = (run) => fs.rmSync(path.join(run.cwd, "generated"), { recursive: true, force: true });
const edit = (run, index) =>
  fs.writeFileSync(
    path.join(run.cwd, "vpn.yaml"),
    source.replace("asn: 65000", `asn: ${65001 + (index & 1)}`),
  );

/** Writes every file anew, as a checkout does. */
function checkOut({ cwd }) {
  for (const name of fs.readdirSync(cwd, { recursive: true, encoding: "utf8" })) {
    const file = path.join(cwd, name);
    const { mode } = fs.lstatSync(file);
    if (!fs.lstatSync(file).isFile()) continue;
    const text = fs.readFileSync(file);
    fs.unlinkSync(file);
    fs.writeFileSync(file, text, { mode });
  }
}

const rows = [];
function row(what, { ratio, time }, target = "") {
  rows.push([what, `${ratio.toFixed(2)}×`, `${time.toFixed(0)} ms`, target]);
  console.log(rows.at(-1).join("  "));
}

const idle = warm(repository("idle"));
row("nothing has changed", pairs(idle, { count }), "1.15×");
const hook = repository("hook");
fs.rmSync(path.join(hook.cwd, ".git"), { recursive: true });
execFileSync("git", ["init", "--quiet"], { cwd: hook.cwd });
hook.command.push("--prune", "--staged", ".");
execFileSync(process.execPath, [cli, "build"], { cwd: hook.cwd, stdio: "ignore" });
execFileSync("git", ["add", "--all"], { cwd: hook.cwd });
row("nothing has changed, as a hook runs it: git is asked twice", pairs(warm(hook), { count }));
const checkout = warm(repository("checkout"));
row(
  "a fresh checkout of what was built before",
  pairs(checkout, { count, prepare: () => checkOut(checkout) }),
  "1.4×",
);
const full = repository("full");
const clean = () => [forget(full), unmake(full)];
row("all artifacts of one VPN, nothing cached", pairs(full, { count, prepare: clean }), "2.5×");
// A package has no code that V8 compiled; `npm run build` keeps it where the program was built.
const packed = path.join(top, "packed/dist");
fs.cpSync(path.dirname(cli), packed, { recursive: true, filter: (file) => !file.endsWith(".code") });
const first = { ...full, command: [process.execPath, path.join(packed, "cli.cjs"), "build"] };
row("the same, the first time from a package", pairs(first, { count, prepare: clean }));
const again = warm(repository("again"));
row("all artifacts of one VPN, later", pairs(again, { count, prepare: () => unmake(again) }));
const styled = warm(repository("styled", { "vpn.yaml": source, ".prettierrc": "tabWidth: 4\n" }));
row("nothing has changed, with a Prettier configuration", pairs(styled, { count }), "1.15×");
row(
  "an edit, with a Prettier configuration",
  pairs(styled, { count, prepare: (i) => edit(styled, i) }),
  "8×",
);

/** Distinct VPNs: each has a name, ids and ranges of its own. */
function many(number) {
  const files = {};
  for (let index = 0; index < number; index++) {
    const hex = (0x10000 + index).toString(16);
    const [high, low] = [index >> 8, index & 255];
    files[`vpns/${index}/vpn.yaml`] = source
      .replace("name: tokyo", `name: vpn-${index}`)
      .replaceAll("0a1b2c3d", `0${hex}c3d`.padEnd(8, "0").slice(0, 8))
      .replaceAll("0b2c3d4e", `1${hex}c3d`.padEnd(8, "0").slice(0, 8))
      .replace("network: prod", `network: prod-${index}`)
      .replace("10.20.0.0/16", `10.${high}.${low}.0/24`)
      .replace("/aws/vendedlogs/tokyo-vpn", `/aws/vendedlogs/vpn-${index}`);
  }
  return files;
}

/** The least time of three runs, in ms. */
const least = (run, prepare) => Math.min(...[0, 1, 2].map((index) => [prepare(run, index), timeOf(run)][1]));
const editFirst = ({ cwd }, index) => {
  const file = path.join(cwd, "vpns/0/vpn.yaml");
  const text = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, text.replace(/asn: 650\d\d/, `asn: ${65001 + (index & 1)}`));
};
const states = [
  ["nothing cached", forget],
  ["nothing has changed", () => {}],
  ["one file has changed", editFirst],
];
const one = repository("one", many(1));
const whole = [10, option("--files", 1000)].map((number) => [
  number,
  repository(`many-${number}`, many(number)),
]);
for (const [state, prepare] of states) {
  const first = least(warm(one), prepare);
  for (const [number, run] of whole) {
    const each = (least(warm(run), prepare) - first) / (number - 1);
    rows.push([`each further file of ${number}, ${state}`, "", `${each.toFixed(2)} ms`, "3 ms"]);
    console.log(rows.at(-1).join("  "));
  }
}
for (const [number, run] of whole) {
  const memory = memoryOf({ ...run, env: { XDG_CACHE_HOME: top } });
  rows.push([`memory with ${number} files, nothing cached`, "", `${memory.toFixed(0)} MiB`, "300 MiB"]);
  console.log(rows.at(-1).join("  "));
}

/** Other tools on the same VPN, where they are installed. */
const template = path.join(idle.cwd, "generated/tokyo/aws/cloudformation.yaml");
const terraform = path.join(idle.cwd, "generated/tokyo/gcp/terraform");
const others = [
  ["cfn-lint", ["cfn-lint", template], idle.cwd],
  ["terraform validate", ["terraform", "validate"], terraform],
  [
    "aws-cdk-lib synthesis",
    [process.execPath, path.join(root, "bench/cdk.cjs"), template, path.join(top, "cdk")],
    idle.cwd,
  ],
];
for (const [what, command, cwd] of others) {
  try {
    if (what.startsWith("terraform"))
      execFileSync("terraform", ["init", "-backend=false"], { cwd, stdio: "ignore" });
    row(what, pairs({ command, cwd }, { count: 5 }));
  } catch {
    console.log(`${what} is not installed, or cannot run here`);
  }
}

fs.rmSync(top, { recursive: true });
if (process.argv.includes("--write")) write(rows);

function write(cells) {
  const readme = path.join(root, "README.md");
  const table = [
    "| run | `node -e 0` is 1 | time | limit |",
    "| --- | --- | --- | --- |",
    ...cells.map((one) => `| ${one.join(" | ")} |`),
  ];
  const text = fs.readFileSync(readme, "utf8");
  const mark = /(<!-- bench -->\n)[\s\S]*?(\n<!-- \/bench -->)/;
  if (!mark.test(text)) throw new Error("README.md has no <!-- bench --> marks");
  fs.writeFileSync(readme, text.replace(mark, `$1\n${table.join("\n")}\n$2`));
}
