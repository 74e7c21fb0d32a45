/** A VPN made and removed again: the world must be what it was. */
import { expect } from "vitest";
import { parse, stringify } from "yaml";
import { exampleText } from "../../support/examples.ts";
import { addNeighbours, snapshotOf } from "./snapshot.ts";
import { openVpn, type Tool } from "./vpn.ts";

const existingRouter = { router: { name: "backbone", existing: true } };
const existingGateway = { gateway: { name: "shared-gateway", existing: true } };

const existingOnAws = { gateway: { type: "vgw", id: "vgw-0a1b2c3d4e5f60718" } };

/** What each variation changes of examples/tokyo. */
const variations = {
  "as it is": {},
  "with an existing gateway on AWS": { aws: existingOnAws },
  "with an existing router": { gcp: existingRouter },
  "with existing gateways and an existing router": {
    aws: existingOnAws,
    gcp: { ...existingRouter, ...existingGateway },
  },
  "with existing keys and log group": {
    preSharedKeys: { source: "existing" },
    aws: { logs: { group: "/aws/vendedlogs/tokyo-vpn", existing: true } },
  },
  "with what belongs to other teams": {
    aws: {
      vpcs: [
        {
          id: "vpc-0a1b2c3d4e5f60718",
          cidrs: ["10.20.0.0/16"],
          routeTables: "external",
          securityGroups: "external",
        },
      ],
    },
    gcp: { firewall: "external" },
  },
} as const;

type Variation = keyof typeof variations;
export const allVariations = Object.keys(variations) as Variation[];

type Sections = Record<string, Record<string, unknown>>;

export function variedText(variation: Variation): string {
  const document = parse(exampleText("examples/tokyo/vpn.yaml")) as Sections;
  for (const [section, changed] of Object.entries(variations[variation] as Sections))
    document[section] = { ...document[section], ...changed };
  return stringify(document);
}

/** Deploys with the script, or directly, and destroys; `before` is done to the world first. */
export async function expectGivenBack({
  tool,
  text,
  directly = false,
}: {
  tool: Tool;
  text: string;
  directly?: boolean;
}) {
  const vpn = await openVpn({ tool, text });
  try {
    const { world, topology, folder } = vpn;
    addNeighbours(world);
    const before = snapshotOf(world);
    if (directly) await vpn.stand();
    else {
      const made = await vpn.deploy();
      expect(made, made.stderr).toMatchObject({ code: 0 });
    }
    expect(snapshotOf(world)).not.toEqual(before);
    const flags = ["--gcp", tool, "--name", topology.name, "--timeout", "60", ...vpn.flags];
    const gone = await folder.run("destroy.sh", ...flags, "--with-retained", "--with-secrets");
    expect(gone, gone.stderr).toMatchObject({ code: 0 });
    // With existing keys, it is stand() that has put them there.
    const keysStay = directly && topology.keys.source !== "existing" ? { secrets: [], vault: [] } : {};
    expect(snapshotOf(world)).toEqual({ ...before, ...keysStay });
    return gone.stderr;
  } finally {
    await vpn.close();
  }
}
