/** What a guest finds in the folder of its job, beside the job. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import type { Disk } from "./boot.ts";

const here = import.meta.dirname;
const { outputFiles } = buildSync({
  entryPoints: [path.join(here, "guest.ts")],
  ...{ bundle: true, platform: "node", format: "esm", write: false },
});

export const disk: Disk = {
  init: readFileSync(path.join(here, "init.sh"), "utf8"),
  program: outputFiles?.[0]?.text ?? "",
};
