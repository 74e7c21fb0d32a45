/** Every script that vpngen emits for the examples. */
import { emit, targetOrder } from "../../src/targets/all.ts";
import type { TargetName } from "../../src/targets/target.ts";
import { exampleFiles, exampleTopology } from "./examples.ts";

export interface EmittedScript {
  /** Example and path, such as `examples/tokyo/vpn.yaml: aws/tunnel-options.sh`. */
  readonly title: string;
  readonly path: string;
  readonly text: string;
}

/** terraform-aws takes the place of all other targets. */
const forms: readonly (readonly TargetName[])[] = [
  targetOrder.filter((target) => target !== "terraform-aws"),
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
