/** Measures whole processes. Machines are shared and drift: each run is paired with one of `node -e 0`, and ratios are compared. */
import { spawnSync } from "node:child_process";

/** A large store of certificates, which Node reads first, would flatter every ratio. */
const { NODE_EXTRA_CA_CERTS: _, ...ambient } = process.env;

/** Milliseconds that a command takes; throws unless it ends with 0. `env` is laid over the process's own. */
export function timeOf({ command, cwd, env = {} }) {
  const [program, ...args] = command;
  const begin = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...ambient, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const time = Number(process.hrtime.bigint() - begin) / 1e6;
  if (status !== 0) throw error ?? new Error(`${command.join(" ")} ended with ${status}: ${stderr}`);
  return time;
}

/** Medians over pairs of runs: the ratio to `node -e 0`, and the time in ms. `prepare` runs before each, untimed. */
export function pairs(run, { count, prepare = () => {} }) {
  const times = [];
  const ratios = [];
  for (let index = -1; index < count; index++) {
    prepare(index);
    const floor = timeOf({ command: [process.execPath, "-e", "0"], cwd: run.cwd });
    const time = timeOf(run);
    if (index < 0) continue;
    times.push(time);
    ratios.push(time / floor);
  }
  return { ratio: median(ratios), time: median(times) };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
