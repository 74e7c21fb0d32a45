/** Tests that make edits of a running VPN, each in the same world as it was before. */
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Base, bases, type Edit, editedBy, effectOf } from "../../support/edits/edit.ts";
import { exampleText } from "../../support/examples.ts";
import { brokenBy, brokenByInterrupting, isUndone, type ResultRow, writeResults } from "./judge-edits.ts";
import { makeEdit, type Outcome, watch } from "./running-edits.ts";
import { openVpn, type Tool, type Vpn } from "./vpn.ts";

/** Edits that are made at once; what is expected is the same of all of them. */
export interface EditCase {
  readonly title: string;
  readonly base: Base;
  readonly edits: readonly Edit[];
  /** Whether a refused edit is undone by the command that is printed, and --interrupt is tried. */
  readonly isThorough: boolean;
}

/** What is known to break, by the title of the case; it must break just so. */
export type KnownFailures = Readonly<Record<string, readonly string[]>>;

interface EditTests {
  readonly tool: Tool;
  readonly cases: readonly EditCase[];
  readonly known: KnownFailures;
  /** Name of the file with the table of results. */
  readonly results: string;
}

const folder = path.resolve(import.meta.dirname, "../results");

export function makesEdits({ tool, cases, known, results }: EditTests): void {
  const rows: ResultRow[] = [];
  const names = [...new Set(cases.map(({ base }) => base))];
  describe.each(names)(`${tool}, %s`, (base) => {
    const text = exampleText(bases[base]);
    let vpn: Vpn;
    let restore: () => void;
    beforeAll(async () => {
      vpn = await openVpn({ tool, text });
      await makeRunning(vpn, { tool, base });
      restore = vpn.keep();
    });
    afterAll(() => vpn.close());

    test.each(cases.filter((one) => one.base === base))("$title", async ({ title, edits, isThorough }) => {
      restore();
      const [first] = edits;
      if (first === undefined) throw new Error("there is no edit");
      const effect = effectOf(first, tool);
      const changed = editedBy(edits);
      const undo = isUndone(effect.way) ? text : undefined;
      const outcome = await makeEdit(vpn, {
        tool,
        text: changed,
        undo,
        takesWay: isThorough || undo === undefined,
      });
      rows.push({ edit: title, outcome });
      // At once, so that a run that is ended has left what it found.
      writeResults(path.join(folder, results), rows);
      const broken = brokenBy(outcome, effect);
      if (isThorough && outcome.deploy.status !== 0) {
        restore();
        vpn.rebuild(changed);
        const interrupted = await watch(vpn, "deploy.sh --interrupt", () => vpn.deploy("--interrupt"));
        broken.push(...brokenByInterrupting(interrupted));
      }
      const kept = edits.some(({ keeps }) => keeps !== undefined) ? ["not as declared"] : [];
      expect(broken, said(broken, outcome)).toEqual(known[title] ?? kept);
    });
  });
}

/** What is broken, and all that the scripts said of it. */
function said(broken: readonly string[], { deploy, ways, again, differs }: Outcome): string {
  const runs = [deploy, ...ways, ...(again ? [again] : [])];
  return [
    ...broken,
    differs,
    ...runs.map(({ command, status, output }) => `$ ${command}: status ${status}\n${output}`),
  ].join("\n");
}

/** Terraform must have made it itself; elsewhere a VPN is there at once, but for what a script does on AWS. */
async function makeRunning(vpn: Vpn, { tool, base }: { tool: Tool; base: Base }): Promise<void> {
  if (tool === "gcloud") await vpn.stand();
  if (tool === "terraform" || base !== "tokyo") {
    const made = await vpn.deploy();
    expect(made, made.stderr).toMatchObject({ code: 0 });
  }
}
