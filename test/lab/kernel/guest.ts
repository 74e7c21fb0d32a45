/** The program of the guest: does the job that it reads, in a lab whose ESP is the guest kernel's, and prints the answer. */
import { readFileSync } from "node:fs";
import { allRekeysBegunBy } from "../checks/rekeys.ts";
import { allEstablished } from "../checks/sessions.ts";
import { betweenHosts, hostsReachEachOther } from "../checks/traffic.ts";
import { forceRekey, views } from "../checks/tunnels.ts";
import { initiate, inLab, type Lab, until } from "../lab.ts";
import { beginning, type Cell, type Job, type PathAnswer, type PathJob, type SuiteAnswer } from "./job.ts";
import { forget, kernelSas, largest, letIcmpBack, negotiate, pingsOf, setOuter } from "./measure.ts";

const job: Job = JSON.parse(readFileSync(0, "utf8"));
const answer = await inLab<SuiteAnswer | PathAnswer>(
  job.wiring,
  (lab) => {
    process.stderr.write(`${beginning}\n`);
    return job.kind === "suite" ? measureSuite(lab) : measurePath(lab, job);
  },
  { esp: "kernel" },
);
process.stdout.write(`${JSON.stringify(answer)}\n`);

async function measureSuite(lab: Lab): Promise<SuiteAnswer> {
  await setOuter(lab, { aws: 1500, gcp: 1460 });
  await initiate(lab, "gcp");
  const before = await views(lab);
  const { algorithms } = await kernelSas(lab);
  await until(120, "all BGP sessions", () => allEstablished(lab));
  await until(30, "the hosts", () => hostsReachEachOther(lab));
  const traffic = await betweenHosts(lab);
  await forceRekey(lab, "aws", "child");
  await forceRekey(lab, "aws", "ike");
  await until(120, "the rekeys", () => {
    const { child, ike } = allRekeysBegunBy(lab, "aws");
    return child === lab.aws.links.length && ike === lab.aws.links.length;
  });
  const after = await views(lab);
  const { received, lost } = await traffic.stop();
  return { before, after, algorithms, received, lost, cells: await cellsOf(lab) };
}

async function cellsOf(lab: Lab): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const natTraversal of [false, true]) {
    if (natTraversal) await negotiate({ ...lab, natTraversal });
    if ((await kernelSas(lab)).wrapped !== natTraversal)
      throw new Error("UDP where none was asked for, or none");
    for (const outer of [1500, 1460]) {
      await setOuter(lab, { aws: outer, gcp: outer });
      cells.push({ outer, natTraversal, largest: await largest(lab) });
    }
  }
  return cells;
}

async function measurePath(lab: Lab, { larger, smaller }: PathJob): Promise<PathAnswer> {
  await setOuter(lab, { aws: 1500, gcp: 1460 });
  await initiate(lab, "gcp");
  await until(120, "all BGP sessions", () => allEstablished(lab));
  await until(30, "the hosts", () => hostsReachEachOther(lab));
  // The lab's internet has no way for what it says itself.
  const untold = await pingsOf(lab, larger, smaller);
  await forget(lab);
  await letIcmpBack(lab);
  return { untold, told: await pingsOf(lab, larger, smaller) };
}
