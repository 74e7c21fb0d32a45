/**
 * A program that opens a lab with four tunnels up, prints the number of its first process, and waits:
 * trace.test.ts bundles it, runs it, and ends it.
 */
import { allEstablished } from "./checks/sessions.ts";
import { initiate, inLab, until } from "./lab.ts";
import { sampleWiring } from "./sample.ts";

const [key = ""] = process.argv.slice(2);

await inLab(sampleWiring(key), async (lab) => {
  await initiate(lab, "aws");
  await until(60, "all sessions", () => allEstablished(lab));
  process.stdout.write(`${lab.cell.pid}\n`);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
