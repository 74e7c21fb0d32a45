/**
 * `npm run bench`: how long vpngen takes, in units of `node -e 0`; ends with 1 where a limit is broken. `--write` puts the
 * table into bench/README.md, `--pairs N` makes it shorter.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { pairs } from "./measure.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cli = path.join(root, "dist/cli.cjs");
const count = Number(process.argv[process.argv.indexOf("--pairs") + 1]) || 40;
const top = fs.mkdtempSync(path.join(tmpdir(), "vpngen-bench-"));
const source = fs.readFileSync(path.join(root, "examples/tokyo/vpn.yaml"), "utf8");

/** A repository with files in it, and what builds it. */
function repository(name, files = { "vpn.yaml": source }, args = ["."]) {
  const cwd = path.join(top, name);
  fs.mkdirSync(cwd);
  execFileSync("git", ["init", "--quiet"], { cwd });
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(cwd, file)), { recursive: true });
    fs.writeFileSync(path.join(cwd, file), text);
  }
  const cache = path.join(top, `cache-${name}`);
  return { cwd, cache, command: [process.execPath, cli, "build", ...args], env: { XDG_CACHE_HOME: cache } };
}

const build = ({ cwd, command, env }) =>
  execFileSync(command[0], command.slice(1), { cwd, env: { ...process.env, ...env }, stdio: "ignore" });

/** Waits until stamps can be trusted, and builds until everything is remembered. */
function warm(run) {
  build({ ...run, command: [process.execPath, cli, "build", "."] });
  execFileSync("git", ["add", "--all"], { cwd: run.cwd });
  execFileSync("sleep", ["3"]);
  build(run);
  build(run);
  return run;
}

function forget({ cwd, cache }) {
  fs.rmSync(cache, { recursive: true, force: true });
  for (const name of fs.readdirSync(cwd, { recursive: true, encoding: "utf8" }))
    if (path.basename(name) === "generated") fs.rmSync(path.join(cwd, name), { recursive: true });
}

/** Changes one value of a file, another one each time. */
const edit = (file) => (run, index) => {
  const at = path.join(run.cwd, file);
  const text = fs.readFileSync(at, "utf8");
  fs.writeFileSync(at, text.replace(/asn: 650\d\d/, `asn: ${65001 + (index & 1)}`));
};

/** Distinct VPNs: each has a name, ids and ranges of its own. */
function many(number) {
  return Object.fromEntries(
    Array.from({ length: number }, (_, index) => [
      `vpns/${index}/vpn.yaml`,
      source
        .replace("name: tokyo", `name: vpn-${index}`)
        .replaceAll("0a1b2c3d", String(index).padStart(8, "0"))
        .replaceAll("0b2c3d4e", String(index).padStart(8, "1"))
        .replace("network: prod", `network: prod-${index}`)
        .replace("10.20.0.0/16", `10.20.${index}.0/24`)
        .replace("/aws/vendedlogs/tokyo-vpn", `/aws/vendedlogs/vpn-${index}`),
    ]),
  );
}

const rows = [];
/** `limit` is a ratio, or a time in ms. */
function row(what, run, { prepare = () => {}, ratio: most, time: longest, times = count } = {}) {
  const { ratio, time } = pairs(run, { count: times, prepare: (index) => prepare(run, index) });
  const limit = most === undefined ? (longest === undefined ? "" : `${longest} ms`) : `${most}×`;
  const isOver = ratio > (most ?? Number.POSITIVE_INFINITY) || time > (longest ?? Number.POSITIVE_INFINITY);
  if (isOver) process.exitCode = 1;
  rows.push([what, `${ratio.toFixed(2)}×`, `${time.toFixed(0)} ms`, isOver ? `${limit} (over)` : limit]);
  console.log(rows.at(-1).join("  "));
}

const one = ["vpn.yaml"];
const idle = warm(repository("idle", undefined, one));
row("nothing has changed", idle, { ratio: 1.15 });
const hook = warm(repository("hook", undefined, ["--prune", "--staged", "."]));
row("nothing has changed, as a hook runs it: git is asked", hook, { ratio: 1.6 });
row("an edit of one VPN", warm(repository("edit", undefined, one)), { prepare: edit("vpn.yaml"), ratio: 3 });
row("all artifacts of one VPN, nothing cached", repository("cold", undefined, one), {
  prepare: forget,
  ratio: 5.5,
});
const styled = warm(repository("styled", { "vpn.yaml": source, ".prettierrc": "tabWidth: 4\n" }, one));
row("nothing has changed, with a Prettier configuration", styled, { ratio: 1.15 });
row("an edit, with a Prettier configuration", styled, { prepare: edit("vpn.yaml") });
const fleet = repository("fleet", many(50));
row("50 VPNs, nothing cached", fleet, { prepare: forget, time: 1200, times: 5 });
row("50 VPNs, an edit of one", warm(fleet), { prepare: edit("vpns/7/vpn.yaml"), time: 800, times: 9 });

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
    row(what, { command, cwd }, { times: 5 });
  } catch {
    console.log(`${what} is not installed, or cannot run here`);
  }
}

fs.rmSync(top, { recursive: true });
if (process.argv.includes("--write")) write();

function write() {
  const file = path.join(root, "bench/README.md");
  const day = new Date().toISOString().slice(0, 10);
  const table = [
    `${day}, Node ${process.version}, ${availableParallelism()} processors:`,
    "",
    "| run | `node -e 0` is 1 | time | limit |",
    "| --- | --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ];
  const mark = /(<!-- bench -->\n)[\s\S]*?(\n<!-- \/bench -->)/;
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(mark, `$1\n${table.join("\n")}\n$2`));
}
