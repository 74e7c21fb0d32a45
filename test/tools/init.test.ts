/** `vpngen init` as a person meets it: typed at a real pseudo-terminal, from an empty repository to a commit. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bundledBin } from "../support/cli.ts";
import { newRepository, type Repository } from "../support/repository.ts";
import { inTerminal, type Step } from "../support/terminal.ts";
import { requireTool } from "./require.ts";

let bin: string;
let repository: Repository;

beforeAll(async () => {
  bin = await bundledBin("init");
});
beforeEach(() => {
  repository = newRepository({ paths: [bin] });
});
afterEach(() => repository.remove());

const type = (wait: string, text = ""): Step => ({ wait: `${wait}.*: $`, send: `${text}\r` });
const init = (steps: readonly Step[], ...args: string[]) =>
  inTerminal({
    command: [path.join(bin, "vpngen"), "init", ...args],
    cwd: repository.folder,
    env: { NO_COLOR: "1" },
    steps,
  });
const read = (file: string) => readFileSync(path.join(repository.folder, file), "utf8");
const written = (file: string) => existsSync(path.join(repository.folder, file));

/** Every question, with an answer where only the user knows it. */
const answers = [
  type("Name of the VPN", "tokyo"),
  type("AWS region", "ap-northeast-1"),
  type("Gateway on AWS"),
  type("An existing gateway"),
  type("ASN of the AWS gateway"),
  type("VPC that talks", "vpc-0a1b2c3d4e5f60718"),
  type("IPv4 ranges", "10.20.0.0/16"),
  type("route tables", "rtb-0a1b2c3d4e5f60718"),
  type("Security groups", "sg-0a1b2c3d4e5f60718"),
  type("Google Cloud project", "media-prod"),
  type("Google Cloud region", "asia-northeast1"),
  type("VPC network", "prod"),
  type("Ranges on Google Cloud", "10.128.0.0/20"),
  type("ASN of the Cloud Router"),
  type("Traffic to let in", "tcp/443 icmp"),
  type("inside CIDRs"),
];

requireTool("python3")("init in a terminal", () => {
  test("asks, proposes, and writes a file that builds", () => {
    const { status, transcript, waiting } = init([...answers, type("pre-commit-config", "n")]);
    expect({ status, waiting }).toEqual({ status: 0, waiting: null });
    expect(transcript).toContain("ASN of the AWS gateway; an existing one has its own [65000]: ");
    expect(transcript).toContain("Next: vpngen build\n");
    expect(read("vpn.yaml")).toContain("allow: [tcp/443, icmp]");
    expect(repository.run("vpngen check")).toMatchObject({ status: 0, output: "no findings in 1 file\n" });
    expect(written(".pre-commit-config.yaml")).toBe(false);
  });

  test("says what is wrong with an answer, and asks again", () => {
    const steps = [
      answers[0] ?? type(""),
      type("AWS region", "ap-northeast-1a"),
      { wait: "without the letter of a zone[\\s\\S]*AWS region.*: $", send: "\r" },
      { wait: "AWS region.*: $", send: "ap-northeast-1\r" },
      ...answers.slice(2),
      type("pre-commit-config"),
    ];
    const { status, waiting, transcript } = init(steps);
    expect({ status, waiting }).toEqual({ status: 0, waiting: null });
    expect(transcript).toContain('"ap-northeast-1a" is no AWS region');
    expect(transcript).toContain('"" is no AWS region');
  });

  test("asks again for what clashes with another file of the tree", () => {
    expect(init([...answers, type("pre-commit-config")]).status).toBe(0);
    const again = answers.map((step) =>
      step.wait.startsWith("Name") ? type("Name of the VPN", "second") : step,
    );
    const { status, waiting, transcript } = init(
      [
        ...again.map((step) =>
          step.wait.startsWith("route tables") ? type("route tables", "external") : step,
        ),
        { wait: "gateway/vgw-per-vpc[\\s\\S]*VPC that talks.*: $", send: "vpc-0b2c3d4e5f6071829\r" },
        type("Security groups", "sg-0b2c3d4e5f6071829"),
        type("pre-commit-config"),
      ],
      "second.vpn.yaml",
    );
    expect(transcript).toContain("[gateway/vgw-per-vpc]");
    expect({ status, waiting }).toEqual({ status: 0, waiting: null });
    expect(repository.run("vpngen check .").status).toBe(0);
  });

  test("writes the hook where it may, and options answer questions", () => {
    const { status, waiting } = init(
      [...answers.slice(2), type("pre-commit-config", "y")],
      "--name",
      "tokyo",
      "--aws-region",
      "ap-northeast-1",
    );
    expect({ status, waiting }).toEqual({ status: 0, waiting: null });
    expect(read(".pre-commit-config.yaml")).toContain("entry: vpngen build --prune --staged\n");
  });

  test("asks for the subnets of a transit gateway, and for the ASN of one that exists", () => {
    const steps = answers.flatMap((step) => {
      if (step.wait.startsWith("Gateway on AWS")) return [type("Gateway on AWS", "tgw")];
      if (step.wait.startsWith("An existing")) return [type("An existing gateway", "tgw-0a1b2c3d4e5f60718")];
      if (step.wait.startsWith("ASN of the AWS")) return [{ wait: "its own: $", send: "64900\r" }];
      if (step.wait.startsWith("IPv4")) return [step, type("Subnets", "subnet-0a1b2c3d4e5f60718")];
      return [step];
    });
    expect(init([...steps, type("pre-commit-config")])).toMatchObject({ status: 0, waiting: null });
    expect(read("vpn.yaml")).toContain("gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } # exists already");
    expect(read("vpn.yaml")).toContain("subnets: [subnet-0a1b2c3d4e5f60718]");
  });

  test.each([
    ["Ctrl-C", "\u0003", { status: null, signal: 2 }, "interrupted; nothing was written"],
    ["Ctrl-D", "\u0004", { status: 2, signal: null }, "the input ended before the last question"],
  ])("%s ends it, and nothing is written", (_, key, end, message) => {
    const session = init([...answers.slice(0, 4), { wait: "ASN of the AWS.*: $", send: key }]);
    expect(session).toMatchObject({ ...end, transcript: expect.stringContaining(message) });
    expect(written("vpn.yaml")).toBe(false);
    expect(session.transcript).not.toMatch(/^\s+at /m);
  });
});

requireTool("python3", "pre-commit")("from an empty repository", () => {
  test("to a commit that holds what is generated", () => {
    expect(init([...answers, type("pre-commit-config", "yes")]).status).toBe(0);
    repository.run("pre-commit install && git add --all");
    expect(repository.run("git commit --message first")).toMatchObject({
      status: 1,
      output: expect.stringContaining("git add them"),
    });
    repository.run("git add --all");
    expect(repository.run("git commit --message first").status).toBe(0);
    expect(repository.run("git ls-files").output).toContain("generated/tokyo/RUNBOOK.md");
  });
});
