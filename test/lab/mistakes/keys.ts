/** Mistakes in keys, and in who is at the other end. */
import { hostsReachEachOther } from "../checks/traffic.ts";
import { forceRekey } from "../checks/tunnels.ts";
import { initiate, load } from "../lab.ts";
import { ensure, type Mistake, neverUp, said, works } from "./mistake.ts";

export const keyMistakes: readonly Mistake[] = [
  {
    source: "secrets/shared",
    what: "A key that was changed on one side while the tunnels stood",
    seen: "at the next negotiation",
    shows: async (lab) => {
      await works(lab);
      const links = lab.gcp.links.map((link) => ({ ...link, key: `${link.key}x` }));
      await Promise.all(links.map((link, index) => load(lab, "gcp", { link, index })));
      await forceRekey(lab, "aws", "child");
      await forceRekey(lab, "aws", "ike");
      ensure(await hostsReachEachOther(lab), "rekeys need no key");
      await Promise.all(links.map((_, index) => lab.swanctl("gcp", index, "--terminate", "--ike", "tunnel")));
      await initiate(lab, "gcp");
      await said(lab, "gcp", /received AUTHENTICATION_FAILED notify error/);
      await said(lab, "aws", /MAC mismatched/);
      return "rekeys go on; the next negotiation ends with AUTHENTICATION_FAILED, MAC mismatched";
    },
  },
  {
    source: "RUNBOOK.md",
    what: "AWS's two addresses of a connection in each other's slots on Google Cloud",
    ends: (ends) => {
      const outside = ends.gcp.tunnels.map((tunnel) => tunnel.outside);
      const swapped = ends.gcp.tunnels.map((tunnel, index) => ({
        ...tunnel,
        outside: outside[index ^ 1] ?? tunnel.outside,
      }));
      return { ...ends, gcp: { ...ends.gcp, tunnels: swapped } };
    },
    seen: "at setup",
    shows: (lab) => neverUp(lab, /received AUTHENTICATION_FAILED notify error/),
  },
];
