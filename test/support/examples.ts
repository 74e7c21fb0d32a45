/** The examples of the repository, read and understood, for tests. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseFile } from "../../src/source/parse.ts";
import { buildTopology } from "../../src/topology/build.ts";
import type { Topology } from "../../src/topology/topology.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Path of every example that takes the default targets, relative to the repository. */
export const exampleFiles = [
  "examples/tokyo/vpn.yaml",
  "examples/existing-tgw/vpn.yaml",
  "examples/sops-cbc/vpn.yaml",
  "examples/eight-tunnels/blue.vpn.yaml",
  "examples/eight-tunnels/green.vpn.yaml",
] as const;

/** The example whose target is terraform-aws. */
export const oneApplyFile = "examples/one-apply/vpn.yaml";

/** Any of them. */
export type ExampleFile = (typeof exampleFiles)[number] | typeof oneApplyFile;

export function exampleText(file: ExampleFile): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** The topology of a text that must be a whole file. */
export function topologyOf(text: string): Topology {
  const { config, diagnostics } = parseFile({ path: "vpn.yaml", text });
  if (config === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return buildTopology(config);
}

export function exampleTopology(file: ExampleFile): Topology {
  return topologyOf(exampleText(file));
}
