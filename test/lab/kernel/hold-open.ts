/** A program that boots a guest, prints the number of its cell's first process once daemons run in it, and goes on. */
import { readFileSync } from "node:fs";
import { sampleWiring } from "../sample.ts";
import { inGuest } from "./boot.ts";

const [key = "", disk = ""] = process.argv.slice(2);
const job = { kind: "path", wiring: sampleWiring(key), larger: 1446, smaller: 1406 } as const;

await inGuest(job, JSON.parse(readFileSync(disk, "utf8")), ({ pid }) => process.stdout.write(`${pid}\n`));
