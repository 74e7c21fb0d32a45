/** Every script that vpngen emits for the examples. */
import { emit, targetOrder } from "../../src/targets/all.ts";
import { exampleFiles, exampleTopology } from "./examples.ts";

export interface EmittedScript {
  /** Example and path, such as `examples/tokyo/vpn.yaml: aws/tunnel-options.sh`. */
  readonly title: string;
  readonly path: string;
  readonly text: string;
}

export function emittedScripts(): EmittedScript[] {
  return exampleFiles.flatMap((example) =>
    emit(exampleTopology(example), { sourceName: "vpn.yaml", targets: targetOrder })
      .filter(({ path }) => path.endsWith(".sh"))
      .map(({ path, text }) => ({ title: `${example}: ${path}`, path, text })),
  );
}
