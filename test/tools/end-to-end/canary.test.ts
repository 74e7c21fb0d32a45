/** The plain CLIs, which start as they do for a user, and where no key may show while they deploy. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { watchProcesses } from "../processes.ts";
import { requireTool } from "../require.ts";
import { currentKey } from "../world/expected-aws.ts";
import { expectDeployed, openVpn, type Tool, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn.close());

const minutes = 60_000;
const cases: { tool: Tool; plain: boolean; file: "tokyo" | "eight-tunnels/green" }[] = [
  { tool: "gcloud", plain: true, file: "eight-tunnels/green" },
  { tool: "terraform", plain: false, file: "tokyo" },
];

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("deploy.sh", () => {
  test.each(cases)(
    "shows no key while it deploys $file with $tool",
    async ({ tool, plain, file }) => {
      const name = file === "tokyo" ? "examples/tokyo/vpn.yaml" : "examples/eight-tunnels/green.vpn.yaml";
      vpn = await openVpn({ tool, plain, text: exampleText(name), logging: true });
      const { world, topology, folder } = vpn;
      const watch = watchProcesses();
      const result = await vpn.deploy();
      const seen = watch.stop();
      expect(result, result.stderr).toMatchObject({ code: 0 });
      expectDeployed({ world, tool }, topology);

      const stacks = [...world.aws.stacks.values()].map(({ deployed, events, outputs }) =>
        JSON.stringify([deployed?.body, events, [...outputs]]),
      );
      const places = {
        processes: seen.text,
        output: result.stdout + result.stderr,
        files: folder.written(),
        stacks: stacks.join("\n"),
      };
      // What the places must hold if they were looked at at all.
      expect(places.processes).toContain("create-secret");
      expect(places.files).toContain(
        tool === "terraform" ? '"shared_secret_wo_version"' : "gcp-addresses.json",
      );
      expect(places.stacks).toContain("{{resolve:secretsmanager:");
      for (const tunnel of topology.tunnels) {
        const key = currentKey(world.aws, tunnel) ?? "";
        const traces = [key, Buffer.from(key).toString("base64")];
        for (const [place, text] of Object.entries(places))
          for (const trace of traces) expect(text.includes(trace), `${tunnel.id} in ${place}`).toBe(false);
      }
    },
    20 * minutes,
  );

  test(
    "and every other script print what they do",
    async () => {
      vpn = await openVpn({
        tool: "gcloud",
        plain: true,
        text: exampleText("examples/existing-tgw/vpn.yaml"),
      });
      const { folder, world } = vpn;
      const scripts = folder.scripts();
      expect(scripts).toContain("verify.sh");
      for (const script of scripts) {
        const help = await folder.run(script, "--help");
        expect(help, script).toMatchObject({
          code: 0,
          stdout: expect.stringContaining(`Usage: ${script.split("/").at(-1)}`),
        });
        expect(help.stdout).toContain("Exit status:");
      }
      expect(world.calls).toEqual([]);
    },
    5 * minutes,
  );
});
