/** A change of suite on both clouds, one tunnel at a time, in the order in which roll.sh makes it. */
import { setTimeout as sleep } from "node:timers/promises";
import { initiate, type Lab, load, until } from "../lab.ts";
import type { Wiring } from "../wire/cables.ts";
import { sessions } from "./sessions.ts";

/** AWS replaces the endpoint of a tunnel that is modified; here, for so many seconds. */
const modifying = 5;

/** Takes the ends of each tunnel from what they are to `after`. */
export async function roll(lab: Lab, after: Wiring): Promise<void> {
  for (const [index, link] of after.aws.links.entries()) {
    const onGcp = after.gcp.links.findIndex(({ insideCidr }) => insideCidr === link.insideCidr);
    const gcpLink = after.gcp.links[onGcp];
    if (gcpLink === undefined) throw new Error(`Google Cloud has no tunnel ${link.insideCidr}`);
    // Its BGP session is switched off, and nothing goes through it.
    await lab.birdc("gcp", `disable session${onGcp}`);
    await until(30, "the routes to be withdrawn", async () => {
      const [aws, gcp] = [(await sessions(lab, "aws"))[index], (await sessions(lab, "gcp"))[onGcp]];
      return aws?.learned.length === 0 && gcp?.learned.length === 0;
    });
    // AWS changes in place.
    await lab.swanctl("aws", index, "--terminate", "--ike", "tunnel", "--force");
    await load(lab, "aws", { link, index });
    await sleep(modifying * 1000);
    // Google Cloud's tunnel is made anew, and its session is on again.
    await lab.swanctl("gcp", onGcp, "--terminate", "--ike", "tunnel", "--force");
    await load(lab, "gcp", { link: gcpLink, index: onGcp });
    await lab.birdc("gcp", `enable session${onGcp}`);
    await initiate(lab, "gcp", [onGcp].values());
    await until(60, `tunnel ${link.insideCidr} with its routes`, async () => {
      const [aws, gcp] = [(await sessions(lab, "aws"))[index], (await sessions(lab, "gcp"))[onGcp]];
      return [aws, gcp].every((one) => one?.established && one.learned.length > 0);
    });
  }
}
