/** `run` in this process: all that it reads and prints goes through the streams that it is given. */
import path from "node:path";
import { expect, test } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { UsageError } from "../../src/cli/exit.ts";
import { run } from "../../src/cli/run.ts";
import { baseExample } from "../../src/rules/base-example.ts";

/** What a command prints and how it ends, given standard input. */
async function outcome(args: readonly string[], input = "", more: Partial<Context> = {}) {
  const printed = { stdout: "", stderr: "" };
  const status = await run(args, {
    env: { XDG_CACHE_HOME: "/nonexistent" },
    packageRoot: path.resolve(import.meta.dirname, "../.."),
    stdin: () => Buffer.from(input),
    stdout(text) {
      printed.stdout += text;
    },
    stderr(text) {
      printed.stderr += text;
    },
    isTerminal: () => false,
    terminal: () => undefined,
    ...more,
  });
  return { status, ...printed };
}

test("standard input is read, and findings go to standard error", async () => {
  expect(await outcome(["check", "-"], baseExample)).toEqual({
    status: 0,
    stdout: "",
    stderr: "no findings in 1 file\n",
  });
  const { status, stderr } = await outcome(["check", "-"], baseExample.replace("64512", "65000"));
  expect(status).toBe(1);
  expect(stderr).toContain("<stdin>:");
  expect(stderr).not.toContain("\u001b");
});

test("a terminal gets colours", async () => {
  const wrong = baseExample.replace("64512", "65000");
  expect((await outcome(["check", "-"], wrong, { isTerminal: () => true })).stderr).toContain("\u001b[");
});

test("what is asked for goes to standard output, and wrong usage to standard error", async () => {
  expect((await outcome(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await outcome(["explain", "bgp/asn-equal"])).stdout).toContain("bgp/asn-equal");
  expect(await outcome(["biuld"])).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/`build`/),
  });
});

test("init asks nobody where nobody can answer", async () => {
  expect(await outcome(["init", "/nonexistent-folder/vpn.yaml"])).toMatchObject({ status: 2, stdout: "" });
  const { status, stderr } = await outcome(["init", "never.vpn.yaml"]);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining("init asks in a terminal"),
  });
});

test("output that cannot be written ends with 2, also where the class of the error is another bundle's", async () => {
  class Another extends Error {
    override readonly name = "UsageError";
  }
  for (const error of [new UsageError("full"), new Another("full")]) {
    const stdout = () => {
      throw error;
    };
    expect(await outcome(["--version"], "", { stdout })).toMatchObject({
      status: 2,
      stderr: "vpngen: full\n",
    });
  }
});
