/** Daemons that do what happens in the fake clouds, while a script changes them; and tell them what came of it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Link } from "../daemons/gateway.ts";
import type { Held } from "../ends/live.ts";
import { initiate, type Lab, load, unload } from "../lab.ts";
import { cut } from "../wire/cables.ts";
import { standing } from "./sessions.ts";

export interface Follower {
  /** Brings the daemons to what the clouds have now. Calls may come while earlier ones are carried out. */
  readonly follow: (now: Held) => void;
  /** Inside CIDRs of the tunnels whose BGP session stands on both sides, and has brought routes. */
  readonly standing: () => ReadonlySet<string>;
  /** Waits for what was begun, and ends it. Throws where a daemon refused. */
  readonly stop: () => Promise<void>;
}

/** The lab was laid from `first`; tunnels keep their places in it. */
export async function follower(lab: Lab, first: Held): Promise<Follower> {
  let [before, up, over] = [first, await standing(lab), false];
  let work: Promise<unknown> = Promise.resolve();
  const watch = async () => {
    while (!over) {
      up = await standing(lab);
      await sleep(200);
    }
  };
  const watching = watch();
  return {
    follow(now) {
      const steps = stepsBetween(lab, before, now);
      before = now;
      for (const step of steps) work = work.then(step);
      // It is thrown where somebody waits for it.
      work.catch(() => undefined);
    },
    standing: () => up,
    async stop() {
      over = true;
      await Promise.all([work, watching]);
    },
  };
}

type Step = () => Promise<unknown>;

function stepsBetween(lab: Lab, before: Held, now: Held): Step[] {
  return lab.aws.links.flatMap(({ insideCidr }, index) => {
    const [old, link] = [find(before.aws.links, insideCidr), find(now.aws.links, insideCidr)];
    const [oldGcp, gcpLink] = [find(before.gcp.links, insideCidr), find(now.gcp.links, insideCidr)];
    const changed = (one: Link | undefined, other: Link | undefined) =>
      JSON.stringify(one) !== JSON.stringify(other);
    const steps: Step[] = [];
    const [wasAway, isAway] = [before.away.has(insideCidr), now.away.has(insideCidr)];
    // AWS takes the endpoint away without a word, and puts another in its place.
    if (isAway && !wasAway) steps.push(() => cut(lab.cell, lab.aws, index, "add"));
    if (link && changed(old, link))
      steps.push(
        () => lab.swanctl("aws", index, "--terminate", "--ike", "tunnel", "--force"),
        () => load(lab, "aws", { link, index }),
      );
    if (wasAway && !isAway) steps.push(() => cut(lab.cell, lab.aws, index, "del"));

    const on = now.on.has(insideCidr);
    if (before.on.has(insideCidr) && !on) steps.push(() => lab.birdc("gcp", `disable session${index}`));
    if (changed(oldGcp, gcpLink)) {
      if (oldGcp) steps.push(() => unload(lab, "gcp", index));
      if (gcpLink) {
        steps.push(() => load(lab, "gcp", { link: gcpLink, index }));
        // It tries for a while, and other things go on.
        steps.push(async () => void initiate(lab, "gcp", [index].values()));
      }
    }
    if (!before.on.has(insideCidr) && on) steps.push(() => lab.birdc("gcp", `enable session${index}`));
    return steps;
  });
}

function find(links: readonly Link[], insideCidr: string): Link | undefined {
  return links.find((link) => link.insideCidr === insideCidr);
}
