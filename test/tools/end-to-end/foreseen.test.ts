/** What deploy.sh foresees on AWS's side: it refuses before it changes anything on either cloud. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { worst } from "../world/interrupt.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");

let vpn: Vpn;
afterEach(() => vpn.close());

/** Calls that changed something, change sets aside. */
const changes = () =>
  vpn.world.calls.filter(
    ({ mutates, refused, operation }) => mutates && !refused && !/^(Create|Delete)ChangeSet$/.test(operation),
  );
const changeSets = () => [...vpn.world.aws.stacks.values()].flatMap((stack) => [...stack.changeSets.keys()]);

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh", () => {
  test("never replaces a gateway or a connection, with --interrupt neither, with any tool", async () => {
    vpn = await openVpn({ tool: "terraform", text });
    await vpn.stand();
    const edits = {
      VpnGateway: text.replace("asn: 65000", "asn: 65010"),
      ConnectionA: `${text}\npreSharedKeys: { aws: { storage: Standard } }\n`,
    };
    for (const [replaced, edited] of Object.entries(edits)) {
      vpn.rebuild(edited);
      for (const tool of ["gcloud", "terraform"]) {
        const refused = await vpn.folder.run("deploy.sh", "--gcp", tool, "--yes", "--interrupt");
        expect(refused, `${replaced}, ${tool}: ${refused.stderr}`).toMatchObject({ code: 3 });
        expect(changes(), `${replaced}, ${tool}`).toEqual([]);
      }
      const aws = await vpn.folder.run("deploy.sh", "--side", "aws", "--yes", "--interrupt");
      expect(aws).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(new RegExp(`would replace .*${replaced} `)),
      });
    }
    expect(changes()).toEqual([]);
    expect(changeSets()).toEqual([]);
    expect(worst(vpn.world).up).toBe(4);
  });
});
