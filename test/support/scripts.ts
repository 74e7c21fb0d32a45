/** The scripts that vpngen emits, and what they load. */
import { type TargetName, targetNames } from "../../src/target-names.ts";
import { emit } from "../../src/targets/all.ts";
import type { Artifact } from "../../src/targets/artifacts.ts";
import { library, scriptFile } from "../../src/targets/scripts/library.ts";
import { settingGroups, settings } from "../../src/targets/scripts/settings.ts";
import type { EmitContext } from "../../src/targets/target.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { type Artifacts, alone } from "./artifacts.ts";
import { exampleFiles, exampleTopology } from "./examples.ts";

/** terraform-aws takes the place of all other targets. */
const forms: readonly (readonly TargetName[])[] = [
  targetNames.filter((target) => target !== "terraform-aws"),
  ["terraform-aws"],
];

/** Every file of bash that is emitted for the examples, by example and path. */
export function emittedBash(): { title: string; path: string; text: string }[] {
  return emissions().flatMap(({ title, files }) =>
    files.map(({ path, text }) => ({ title: `${title}: ${path}`, path, text })),
  );
}

function emissions() {
  return exampleFiles.flatMap((title) =>
    forms.map((targets) => ({
      title,
      files: emit(exampleTopology(title), { sourceName: "vpn.yaml", targets }).filter(({ path }) =>
        path.endsWith(".sh"),
      ),
    })),
  );
}

/** Some scripts of a topology, with what they load, as files of a folder. */
export function scriptsWith(topology: Topology, ...artifacts: readonly Artifact[]): Artifacts {
  const context: EmitContext = { ...alone, artifacts: new Set(artifacts) };
  const files = [
    ...artifacts.map((artifact) => scriptFile(artifact)),
    ...settings(topology, context),
    ...library(topology, context),
  ];
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** The settings by their names. Those that depend on other artifacts are as where there are none. */
export function settingsOf(topology: Topology): Readonly<Record<string, string | readonly string[]>> {
  const groups = settingGroups(topology, alone);
  return Object.fromEntries(groups.flatMap(({ settings }) => settings.map(([name, value]) => [name, value])));
}
