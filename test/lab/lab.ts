/** Two gateways that were configured apart, played by real daemons over a real wire. */
import { setTimeout as sleep } from "node:timers/promises";
import { birdConf } from "./daemons/bird.ts";
import { type Esp, strongswanConf, swanctlConf } from "./daemons/charon.ts";
import type { Gateway, Link, SideName } from "./daemons/gateway.ts";
import { endOf, layCables, moveTun, moveVti, type Wiring } from "./wire/cables.ts";
import { type Cell, type Finished, home, openCell } from "./wire/cell.ts";

export interface Lab extends Wiring {
  readonly cell: Cell;
  /** What the lifetimes of SAs are divided by. */
  readonly divisor: number;
  readonly esp: Esp;
  readonly natTraversal: boolean;
  readonly swanctl: (side: SideName, index: number, ...args: readonly string[]) => Promise<Finished>;
  readonly birdc: (side: SideName, ...args: readonly string[]) => Promise<string>;
  /** Everything that the strongSwan of an end has said. */
  readonly log: (side: SideName, index: number) => string;
  readonly birdLog: (side: SideName) => string;
}

export interface LabOptions {
  readonly divisor?: number;
  readonly esp?: Esp;
}

/** Runs `use` in a lab whose daemons are configured and have not spoken yet. Nothing of it is left afterwards. */
export async function inLab<T>(wiring: Wiring, use: (lab: Lab) => Promise<T>, options: LabOptions = {}) {
  const cell = await openCell();
  try {
    const lab = labIn(cell, wiring, options);
    await layCables(cell, wiring);
    await Promise.all([wiring.aws, wiring.gcp].map((gateway) => startGateway(lab, gateway)));
    return await use(lab);
  } finally {
    await cell.close();
  }
}

function labIn(cell: Cell, wiring: Wiring, { divisor = 1, esp = "user" }: LabOptions): Lab {
  return {
    ...wiring,
    ...{ cell, divisor, esp, natTraversal: false },
    swanctl: (side, index, ...args) =>
      cell.run(endOf(side, index), [
        ...["env", `STRONGSWAN_CONF=${home}/swanctl-itself.conf`, "timeout", "60", "swanctl"],
        ...[...args, "--uri", `unix://${home}/${endOf(side, index)}/vici`],
      ]),
    birdc: async (side, ...args) => {
      const { stdout } = await cell.run(side, ["birdc", "-s", `${home}/${side}.bird`, ...args]);
      return stdout;
    },
    log: (side, index) => cell.read(`${endOf(side, index)}/log`),
    birdLog: (side) => cell.read(`${side}.bird.log`),
  };
}

async function startGateway(lab: Lab, gateway: Gateway): Promise<void> {
  const { cell } = lab;
  const { name, links } = gateway;
  cell.write("swanctl-itself.conf", "swanctl { load = random nonce }\n");
  await Promise.all(links.map((link, index) => startCharon(lab, gateway, { link, index })));
  cell.write(`${name}.bird.conf`, birdConf(gateway));
  cell.start(name, ["bird", "-f", "-c", `${home}/${name}.bird.conf`, "-s", `${home}/${name}.bird`]);
  await until(20, `the BIRD of ${name}`, async () =>
    (await lab.birdc(name, "show status")).includes("up and"),
  );
}

async function startCharon(lab: Lab, gateway: Gateway, { link, index }: { link: Link; index: number }) {
  const { cell } = lab;
  const end = endOf(gateway.name, index);
  await cell.must(end, ["mkdir", "-p", `${home}/${end}/run`]);
  cell.write(`${end}/strongswan.conf`, strongswanConf(end, link, lab.esp));
  // Each charon wants the one /run/charon.pid for itself.
  const begin = `mount --bind ${home}/${end}/run /var/run && exec /usr/lib/ipsec/charon`;
  const conf = `STRONGSWAN_CONF=${home}/${end}/strongswan.conf`;
  cell.start(end, ["unshare", "--mount", "env", conf, "sh", "-c", begin]);
  const ready = async () => (await cell.run(end, ["test", "-S", `${home}/${end}/vici`])).code === 0;
  await until(30, `the strongSwan of ${end}`, ready);
  await (lab.esp === "user" ? moveTun : moveVti)(cell, gateway, index);
  await load(lab, gateway.name, { link, index });
}

/** Gives an end a configuration; what stands keeps standing until it is negotiated anew. */
export async function load(lab: Lab, side: SideName, { link, index }: { link: Link; index: number }) {
  const file = `${endOf(side, index)}/swanctl.conf`;
  lab.cell.write(file, swanctlConf(link, lab));
  const loaded = await lab.swanctl(side, index, "--load-all", "--noprompt", "--file", `${home}/${file}`);
  if (loaded.code !== 0) throw new Error(`${side} ${link.insideCidr}: ${loaded.stdout}${loaded.stderr}`);
}

/** Takes an end's configuration and what stands by it away, as if there were no such tunnel. */
export async function unload(lab: Lab, side: SideName, index: number): Promise<void> {
  const file = `${endOf(side, index)}/none.conf`;
  lab.cell.write(file, "");
  await lab.swanctl(side, index, "--load-all", "--noprompt", "--file", `${home}/${file}`);
  await lab.swanctl(side, index, "--terminate", "--ike", "tunnel", "--force");
}

/** Lets a side begin the negotiation of every tunnel. Resolves whether or not they come up. */
export async function initiate(lab: Lab, side: SideName, indexes = lab[side].links.keys()): Promise<void> {
  await Promise.all(
    [...indexes].map((index) =>
      lab.swanctl(side, index, "--initiate", "--child", "tunnel", "--timeout", "30"),
    ),
  );
}

/** Waits for something that becomes true. Throws after so many seconds. */
export async function until(
  seconds: number,
  what: string,
  isTrue: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(100);
  }
}
