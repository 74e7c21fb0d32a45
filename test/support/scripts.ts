/** Every script that vpngen emits for the examples. */
import { type TargetName, targetNames } from "../../src/target-names.ts";
import { emit } from "../../src/targets/all.ts";
import { exampleFiles, exampleTopology } from "./examples.ts";

export interface EmittedScript {
  /** Example and path, such as `examples/tokyo/vpn.yaml: aws/tunnel-options.sh`. */
  readonly title: string;
  readonly path: string;
  readonly text: string;
}

/** terraform-aws takes the place of all other targets. */
const forms: readonly (readonly TargetName[])[] = [
  targetNames.filter((target) => target !== "terraform-aws"),
  ["terraform-aws"],
];

export function emittedScripts(): EmittedScript[] {
  return exampleFiles.flatMap((example) =>
    forms
      .flatMap((targets) => emit(exampleTopology(example), { sourceName: "vpn.yaml", targets }))
      .filter(({ path }) => path.endsWith(".sh"))
      .map(({ path, text }) => ({ title: `${example}: ${path}`, path, text })),
  );
}
