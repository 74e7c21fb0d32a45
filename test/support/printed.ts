/** Scripts with `--print` in a folder of their own, and what a shell makes of the commands that they print. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleTopology } from "./examples.ts";
import { hostileTexts } from "./hostile-values.ts";
import { scriptsWith } from "./scripts.ts";

export const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
/** AWS's outside addresses. */
export const addresses = { a1: "52.196.10.11", a2: "52.196.20.12", b1: "54.64.30.21", b2: "54.64.40.22" };
/** Flags that name the connections. */
export const given = ["--connection-a", "vpn-0a", "--connection-b", "vpn-0b"];
/** What gcloud answers for each secret; made up. */
export const key = "hT4gM9wRb2KqX7cVn8YdZe5jF3pL6sAo";

let home: string;
let folder: string;
const calls = () => path.join(home, "calls");

/** Before each test. */
export function startPrinting(): void {
  home = mkdtempSync(path.join(tmpdir(), "vpngen-print-"));
  folder = path.join(home, "it's $(exit 3)");
}

/** After each test. */
export const stopPrinting = (): void => rmSync(home, { recursive: true });

/** Path of a file in the folder of the artifacts. */
export const inFolder = (name: string): string => path.join(folder, name);

/** Writes the scripts of a topology. */
export function place(topology: Topology): void {
  for (const [file, text] of Object.entries(scriptsWith(topology, "gcloud", "tunnel-options"))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text, { mode: 0o755 });
  }
}

/** Writes AWS's outside addresses. */
export const writeAddresses = (name = "aws-addresses.json") =>
  writeFileSync(path.join(folder, name), JSON.stringify({ aws_outside_addresses: addresses }));

/** Runs a script with CLIs that only note that somebody called them. */
export function print(script: string, ...args: readonly string[]) {
  const bin = path.join(home, "bin");
  writeFileSync(calls(), "");
  mkdirSync(bin, { recursive: true });
  for (const cli of ["aws", "gcloud"])
    writeFileSync(path.join(bin, cli), `#!/bin/sh\necho called >>'${calls()}'\nexit 9\n`, { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync(path.join(folder, script), args, {
    cwd: home,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: home },
    encoding: "utf8",
  });
  expect(readFileSync(calls(), "utf8")).toBe("");
  return { status, stdout, stderr };
}

/** Runs printed commands where aws and gcloud are functions, and returns their arguments and what they read. */
export function evaluate(text: string, variables: Readonly<Record<string, string>> = {}): string[][] {
  writeFileSync(calls(), "");
  const stub = `note() { printf '%s\\0' "$#" "$@" >>"$CALLS"; }
aws() { note aws "$@"; }
gcloud() {
  case "$*" in
  'secrets versions access '*) note gcloud "$@"; printf %s "$KEY" ;;
  *' --flags-file=/dev/stdin '*) note gcloud "$@" "$(cat)" ;;
  *) note gcloud "$@" ;;
  esac
}
`;
  const result = spawnSync("bash", ["--norc", "-euo", "pipefail", "-c", stub + text], {
    cwd: home,
    env: { PATH: process.env.PATH, CALLS: calls(), KEY: key, ...variables },
    encoding: "utf8",
  });
  expect(result, result.stderr).toMatchObject({ status: 0, stdout: "", stderr: "" });
  const words = readFileSync(calls(), "utf8").split("\0");
  const commands: string[][] = [];
  for (let at = 0; at < words.length - 1; ) {
    const count = Number(words[at]);
    commands.push(words.slice(at + 1, at + 1 + count));
    at += 1 + count;
  }
  return commands;
}

/** Every name and text of a VPN that commands contain is `text`. */
export function withText(text: string): Topology {
  const resource = { name: text, existing: false };
  const tunnels = tokyo.tunnels.map((tunnel) => ({
    ...tunnel,
    gcpSecret: text,
    names: { tunnel: text, interface: text, peer: text },
  }));
  return {
    ...tokyo,
    name: text,
    tunnels,
    aws: { ...tokyo.aws, region: text, stackName: text, logs: { ...tokyo.aws.logs, group: text } },
    gcp: {
      ...tokyo.gcp,
      project: text,
      region: text,
      network: text,
      router: resource,
      gateway: resource,
      externalGatewayName: text,
      firewall: { ...tokyo.gcp.firewall, name: text },
      labels: [{ key: "team", value: text }],
    },
    keys: { ...tokyo.keys, gcpProject: text },
  };
}

/** All that a variable of a shell can hold, in one; and those of which it matters how they begin or end. */
export const texts: [what: string, text: string][] = [
  [
    "all hostile texts",
    Object.values(hostileTexts)
      .filter((text) => !/\0|\ud800$/.test(text) && text.length < 1000)
      .join(" "),
  ],
  ...["quotes", "an option", "a comment", "a backslash", "a home", "spaces around"].map(
    (what): [string, string] => [what, hostileTexts[what] ?? ""],
  ),
];
