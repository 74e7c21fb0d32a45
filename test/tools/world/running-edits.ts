/** What an edit of the file does to a VPN that is running: made in a world, measured, and judged. */
import { isDeepStrictEqual } from "node:util";
import type { Topology } from "../../../src/topology/topology.ts";
import type { ScriptResult } from "../gcloud.ts";
import { followGround } from "./follow-ground.ts";
import { leftBehind } from "./left-behind.ts";
import { expectDeployed, type Tool, type Vpn } from "./vpn.ts";

/** One run of a script on the running VPN. */
export interface Run {
  readonly command: string;
  readonly status: number;
  /** Fewest tunnels that were up at once. */
  readonly fewest: number;
  /** Operations that changed something on either cloud; change sets that are made and deleted do not. */
  readonly changes: readonly string[];
  readonly output: string;
}

/** What became of an edit. */
export interface Outcome {
  readonly deploy: Run;
  /** The way on that its output printed, once the edit is undone if it is refused for good. */
  readonly commands: readonly string[];
  /** What that led to, where it was taken. */
  readonly ways: readonly Run[];
  /** The next plain deploy.sh, where the runs before it succeeded. */
  readonly again: Run | undefined;
  /** What exists that is neither declared nor was there before the VPN. */
  readonly left: readonly string[];
  /** Why both clouds do not hold what is declared, or "". */
  readonly differs: string;
}

/** Runs a script and watches both clouds meanwhile. */
export async function watch({ world }: Vpn, command: string, run: () => Promise<ScriptResult>): Promise<Run> {
  const from = world.calls.length;
  const { code, stdout, stderr } = await run();
  const changes = world.calls
    .slice(from)
    .filter(({ mutates, refused }) => mutates && !refused)
    .map(({ operation }) => operation)
    .filter((operation) => !/^(Create|Delete)ChangeSet$/.test(operation));
  const moments = world.history.filter(({ call }) => call >= from);
  const fewest = Math.min(4, ...moments.map(({ up }) => up.length));
  world.wait(20);
  return { command, status: code, fewest, changes, output: stdout + stderr };
}

/**
 * The commands that an output says to run: those that are printed with what differs, in their order, then the one of
 * the last line that names one.
 */
function waysOn(output: string): string[] {
  const lines = output.split("\n");
  const remedies = lines.flatMap(
    (line) => /^ {2}.*: ((?:\S*\/)?(?:gcloud(?:\.sh)?) .+)$/.exec(line)?.[1] ?? [],
  );
  const last = lines.findLast((line) => /^\[[\d:]+\] (?:.*[ ,;:])?run: \S/.test(line));
  const command = last?.replace(/^.*?run: /, "");
  return [...new Set([...remedies, ...(command === undefined ? [] : [command])])];
}

interface Making {
  readonly tool: Tool;
  readonly text: string;
  /** The text before, where the edit has to be taken back before the way on is taken. */
  readonly undo: string | undefined;
  /** Whether the way on is taken, or only read. */
  readonly takesWay: boolean;
}

/** Makes an edit, and what the output says to do if deploy.sh refuses it. */
export async function makeEdit(vpn: Vpn, { tool, text, undo, takesWay }: Making): Promise<Outcome> {
  const topology = vpn.rebuild(text);
  const ground = followGround(vpn.world, topology);
  const deploy = await watch(vpn, "deploy.sh", () => vpn.deploy());
  const printed = deploy.status === 0 ? [] : waysOn(deploy.output);
  const commands = undo === undefined ? printed : printed.slice(-1);
  if (undo !== undefined) vpn.rebuild(undo);
  const ways: Run[] = [];
  for (const command of takesWay ? commands : [])
    ways.push(await watch(vpn, shown(command), () => inShell(vpn, command)));
  const isDone = [...(ways.length > 0 ? ways : [deploy])].every(({ status }) => status === 0);
  const again = isDone && undo === undefined ? await watch(vpn, "deploy.sh", () => vpn.deploy()) : undefined;
  const declared = undo === undefined ? topology : vpn.topology;
  const left = leftBehind(vpn.world, declared).filter((thing) => !ground.includes(thing));
  // It is judged by itself.
  for (const thing of left) {
    vpn.world.google.compute.resources.delete(thing);
    vpn.world.aws.logGroups.delete(thing);
  }
  return {
    deploy,
    commands: commands.map(shown),
    ways,
    again,
    left,
    differs: isDone ? differenceOf(vpn, tool, declared) : "",
  };
}

function inShell({ folder }: Vpn, command: string): Promise<ScriptResult> {
  return folder.run("bash", "-c", command);
}

/** A command without the folder that only this world has. */
function shown(command: string): string {
  return command.replace(/\S*\/generated\/[^/\s]+\//, "");
}

function differenceOf({ world }: Vpn, tool: Tool, topology: Topology): string {
  try {
    expectDeployed({ world, tool, isOrdered: false }, topology);
    return "";
  } catch (error) {
    const { actual, expected, message } = error as { actual?: unknown; expected?: unknown; message: string };
    if (!isRecord(actual) || !isRecord(expected)) return message;
    const names = [...new Set([...Object.keys(actual), ...Object.keys(expected)])];
    return names
      .filter((name) => !isDeepStrictEqual(actual[name], expected[name]))
      .map((name) => `${name}: ${JSON.stringify(actual[name])}, declared ${JSON.stringify(expected[name])}`)
      .join("\n");
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
