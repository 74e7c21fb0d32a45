/**
 * A Linux kernel of its own for a job, as an ordinary process: user-mode-linux. Its root is this machine's,
 * read-only twice over: the guest mounts it so, and so is what the process sees. The process has no capability,
 * and lives in a cell, with which it ends.
 *
 * https://docs.kernel.org/virt/uml/user_mode_linux_howto_v2.html
 */
import { once } from "node:events";
import { type Cell, first, home, openCell } from "../wire/cell.ts";
import {
  beginning,
  type Job,
  type PathAnswer,
  type PathJob,
  type SuiteAnswer,
  type SuiteJob,
} from "./job.ts";

const parameters = [
  ...["mem=768M", "root=/dev/root", "rootfstype=hostfs", "rootflags=/", "ro", "quiet"],
  // The kernel hands what it does not know to the first process, as its environment.
  ...[`init=${home}/init.sh`, `NODE=${process.execPath}`],
  ...[`uml_dir=${home}`, "umid=guest", "con=null", "ssl=null", "con0=null,fd:1"],
].join(" ");

const begin = `mount -o remount,bind,ro /
mount -o remount,bind,ro /proc
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all env TMPDIR=${home} linux.uml ${parameters}`;

/** Texts of the guest's first process and of the program that it runs. */
export interface Disk {
  readonly init: string;
  readonly program: string;
}

/** Does a job in a guest. `begun` is called once the daemons in the guest run. */
export async function inGuest(job: SuiteJob, disk: Disk): Promise<SuiteAnswer>;
export async function inGuest(job: PathJob, disk: Disk, opened?: (cell: Cell) => void): Promise<PathAnswer>;
export async function inGuest(
  job: Job,
  { init, program }: Disk,
  begun: (cell: Cell) => void = () => undefined,
): Promise<unknown> {
  const cell = await openCell();
  try {
    cell.write("init.sh", init);
    cell.write("guest.mjs", program);
    cell.write("job.json", JSON.stringify(job));
    await cell.must(first, ["chmod", "+x", `${home}/init.sh`]);
    const guest = cell.start(first, ["unshare", "--mount", "sh", "-ec", begin]);
    let said = "";
    for (const stream of [guest.stdout, guest.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        const before = said;
        said += text;
        if (said.includes(beginning) && !before.includes(beginning)) begun(cell);
      });
    await once(guest, "close");
    const answer = cell.read("answer.json");
    if (answer === "") throw new Error(`the guest gave no answer: ${said}`);
    return JSON.parse(answer);
  } finally {
    await cell.close();
  }
}
