/** What `vpngen init` proposes and writes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import { type Answers, flags } from "../../src/starter/flags.ts";
import { errorsOf, neighboursIn, problemsOf, proposalFor } from "../../src/starter/questions.ts";
import { starterText } from "../../src/starter/text.ts";
import { fileIn } from "../support/documents.ts";
import { vpngen } from "../support/in-process.ts";

/** What only the user knows. */
const known: Answers = {
  "aws-region": "ap-northeast-1",
  vpc: "vpc-0b2c3d4e5f6071829",
  "vpc-cidrs": "10.21.0.0/16",
  "route-tables": "rtb-0b2c3d4e5f6071829",
  "gcp-project": "media-prod",
  "gcp-region": "asia-northeast1",
  "gcp-network": "prod",
  "gcp-cidrs": "10.128.0.0/20",
};
const all: Answers = {
  ...known,
  name: "batch",
  gateway: "tgw",
  "gateway-id": "tgw-0a1b2c3d4e5f60718",
  "aws-asn": "65010",
  subnets: "subnet-0a1b2c3d4e5f60718, subnet-0b2c3d4e5f6071829",
  "security-groups": "sg-0b2c3d4e5f6071829",
  "gcp-asn": "4200000001",
  allow: "tcp/443,icmp",
  "inside-cidrs": "169.254.20.0/30,169.254.20.4/30,169.254.21.0/30,169.254.21.4/30",
};
/** What is wrong or risky; notes are worth knowing, whatever is answered. */
const checked = (text: string) =>
  compile([{ path: "vpn.yaml", text }]).diagnostics.filter(({ severity }) => severity !== "info");
const text = (answers: Answers) => starterText(answers, { schema: "./vpn.schema.json" });

describe("the file", () => {
  test("of every answer is right, says what was answered, and opens with the schema", () => {
    expect(checked(text(all))).toEqual([]);
    expect(text(all).split("\n")[0]).toBe("# yaml-language-server: $schema=./vpn.schema.json");
    for (const answer of Object.values(all).flatMap((value) => value.split(/, ?/)))
      expect(text(all)).toContain(answer);
  });

  test("is right with what its comments hold too, and the defaults that they name are the defaults", () => {
    const opened = text(all).replace(/^# (ipsec|workloads| {2}- )/gm, "$1");
    expect(opened).toMatch(/^ipsec: [\s\S]*^workloads:\n {2}- /m);
    expect(checked(opened)).toEqual([]);
    const files = (yaml: string) => compile([{ path: "vpn.yaml", text: yaml }]).files;
    expect(files(text(all).replace(/^# (ipsec)/gm, "$1"))).toEqual(files(text(all)));
  });

  test.each([
    ["vpc", "on: # a\n  b"],
    ["gcp-network", "prod # x"],
    ["gcp-network", '"]: {'],
    ["name", "yes"],
    ["name", "a\nversion: 2"],
    ["allow", "tcp/443]}, x: [1"],
    ["aws-asn", "0x10"],
  ] as const)("holds %s %j as a text, whatever it is", (flag, value) => {
    const { parsed } = compile([{ path: "vpn.yaml", text: text({ ...all, [flag]: value }) }]);
    expect(parsed[0]?.diagnostics.filter(({ rule }) => rule.startsWith("yaml/"))).toEqual([]);
  });
});

describe("an answer", () => {
  test.each([
    ["name", "Tokyo VPN"],
    ["aws-region", "tokyo"],
    ["gateway", "vpn"],
    ["gateway-id", "tgw-1"],
    ["aws-asn", "65535"],
    ["aws-asn", "many"],
    ["vpc", "vpc-1"],
    ["vpc-cidrs", "10.20.0.0/16,x"],
    ["vpc-cidrs", ""],
    ["subnets", "subnet-x"],
    ["route-tables", "vpc-0a1b2c3d4e5f60718"],
    ["security-groups", "none"],
    ["gcp-project", "p"],
    ["gcp-region", "tokyo"],
    ["gcp-network", "Prod"],
    ["gcp-cidrs", "10.21.8.0/24"],
    ["gcp-asn", "65010"],
    ["allow", "https"],
    ["inside-cidrs", "169.254.0.0/30,169.254.20.4/30,169.254.21.0/30,169.254.21.4/30"],
    ["inside-cidrs", "169.254.20.4/30"],
  ] as const)("%s %j is refused, with what to do", (flag, value) => {
    const problems = problemsOf(flag, { ...all, [flag]: value });
    expect(problems.length).toBeGreaterThan(0);
    for (const { message, fix } of problems) expect(`${message}${fix}`).not.toMatch(/undefined|unnamed/);
  });

  test.each(flags)("%s is not blamed for a question that is still open", (flag) => {
    const before = Object.fromEntries(
      flags.slice(0, flags.indexOf(flag) + 1).map((name) => [name, all[name]]),
    );
    expect(problemsOf(flag, before as Answers)).toEqual([]);
  });

  test("that clashes with another file is found in the whole, with the questions that it is about", () => {
    const other = { path: "other/vpn.yaml", text: baseExample };
    const own = {
      path: "vpn.yaml",
      text: text({ ...all, name: "b", gateway: "vgw", "gateway-id": "new", vpc: "vpc-0a1b2c3d4e5f60718" }),
    };
    const { errors, asked } = errorsOf(own, [other]);
    expect(errors.map(({ rule }) => rule)).toContain("gateway/vgw-per-vpc");
    expect(asked).toContain("vpc");
    expect(errorsOf(own, []).errors).toEqual([]);
  });
});

describe("a proposal", () => {
  const proposals = (sources: readonly { path: string; text: string }[], folder = "tokyo") => {
    const neighbours = neighboursIn(sources);
    let answers: Answers = {};
    for (const flag of flags) {
      const value = known[flag] ?? proposalFor(flag, { answers, neighbours, folder });
      if (value !== undefined) answers = { ...answers, [flag]: value };
    }
    return answers;
  };

  test("is there for all that the user need not know, and makes a right file", () => {
    const answers = proposals([]);
    expect(answers).toMatchObject({ name: "tokyo", "aws-asn": "65000", "gcp-asn": "64512", gateway: "vgw" });
    expect(Object.keys(answers).sort()).toEqual([...flags].sort());
    expect(checked(text(answers)).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("takes nothing that another file has: name, ASNs, inside CIDRs", () => {
    const sources = [{ path: "a/vpn.yaml", text: baseExample }];
    for (let round = 0; round < 12; round++) {
      const answers = proposals(sources);
      const own = {
        path: `r${round}/vpn.yaml`,
        text: text({
          ...answers,
          vpc: `vpc-0b2c3d4e5f60718${String(round).padStart(2, "0")}`,
          "gcp-network": `prod-${round}`,
        }).replaceAll("rtb-0b2c3d4e5f6071829", `rtb-0b2c3d4e5f60718${String(round).padStart(2, "0")}`),
      };
      expect(errorsOf(own, sources).errors).toEqual([]);
      sources.push(own);
    }
    const { asns, names, insideCidrs } = neighboursIn(sources);
    expect({ asns: asns.size, names: names.size, inside: new Set(insideCidrs).size }).toEqual({
      asns: 26,
      names: 13,
      inside: 52,
    });
  });

  test("of inside CIDRs passes by a tunnel that has the blocks of the name", () => {
    const own = proposals([])["inside-cidrs"] ?? "";
    const taken = `${baseExample.replace("name: tokyo", "name: other")}tunnels: { insideCidrs: [${own}] }\n`;
    const other = proposals([{ path: "other.vpn.yaml", text: taken }])["inside-cidrs"] ?? "";
    expect(other.split(",").filter((block) => own.includes(block))).toEqual([]);
    expect(problemsOf("inside-cidrs", { ...all, "inside-cidrs": other })).toEqual([]);
  });

  test("of an ASN for an existing gateway is the one that another file gives it", () => {
    const gateway = "gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }";
    const other = baseExample.replace("gateway: { type: vgw }", gateway).replace("asn: 65000", "asn: 65123");
    const neighbours = neighboursIn([{ path: "o.vpn.yaml", text: other }]);
    const propose = (id: string) =>
      proposalFor("aws-asn", { answers: { "gateway-id": id }, neighbours, folder: "x" });
    expect(propose("tgw-0a1b2c3d4e5f60718")).toBe("65123");
    expect(propose("tgw-0b2c3d4e5f6071829")).toBeUndefined();
  });

  test.each([
    ["My Network_2", "my-network-2"],
    ["日本", "vpn"],
    ["9lives", "vpn"],
    ["a".repeat(90), "vpn"],
  ])("of a name in the folder %s is %s", (folder, name) => {
    expect(proposals([], folder).name).toBe(name);
  });
});

describe("vpngen init --yes", () => {
  let folder: string;
  const options = Object.entries(known).flatMap(([flag, value]) => [`--${flag}`, value]);
  const run = (...args: string[]) => vpngen(folder, ["init", ...args]);
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), "vpngen-init-")), "tokyo");
    mkdirSync(folder);
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true }));

  test("writes a file that check finds right, and the schema that its first line names", async () => {
    expect(await run("--yes", ...options)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^created {3}vpn\.yaml\ncreated {3}vpn\.schema\.json.*\nNext: vpngen build\n$/,
      ),
    });
    expect((await vpngen(folder, ["check"])).status).toBe(0);
    expect(JSON.parse(read("vpn.schema.json"))).toHaveProperty("properties.gcp");
    expect((await vpngen(folder, ["build"])).status).toBe(0);
  });

  test("lists every option that it needs", async () => {
    const { status, stdout, stderr } = await run("--yes", "--vpc", "vpc-0a1b2c3d4e5f60718");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect([...stderr.matchAll(/^ {2}--([a-z-]+) /gm)].map(([, flag]) => flag)).toEqual(
      Object.keys(known).filter((flag) => flag !== "vpc"),
    );
  });

  test("names every option that is wrong, and writes nothing", async () => {
    const { status, stderr } = await run("--yes", ...options, "--aws-asn", "7224", "--gcp-asn", "1");
    expect(status).toBe(2);
    expect(stderr).toMatch(/--aws-asn: ASN 7224[\s\S]*--gcp-asn: ASN 1 /);
    expect(() => read("vpn.yaml")).toThrow();
  });

  test("never overwrites, and needs a terminal or --yes", async () => {
    writeFileSync(path.join(folder, "vpn.yaml"), "mine\n");
    expect(await run("--yes", ...options)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("is there already"),
    });
    expect(read("vpn.yaml")).toBe("mine\n");
    expect(await run("new.vpn.yaml", ...options)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("give --yes, and options"),
    });
    expect((await run("--yes", "absent/vpn.yaml")).stderr).toContain("there is no folder absent");
    expect((await run("--yes", "other.yaml")).stderr).toContain("name it vpn.yaml");
  });

  test("looks at the other files of the tree, and refuses what clashes with them", async () => {
    writeFileSync(path.join(folder, "vpn.yaml"), baseExample);
    expect((await run("--yes", "batch.vpn.yaml", ...options)).status).toBe(0);
    expect(read("batch.vpn.yaml")).toContain("name: tokyo-2 #");
    expect((await vpngen(folder, ["check", "."])).status).toBe(0);
    const again = await run("--yes", "third.vpn.yaml", ...options, "--vpc", "vpc-0a1b2c3d4e5f60718");
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining("[gateway/vgw-per-vpc]") });
    expect(() => read("third.vpn.yaml")).toThrow();
  });

  test("--hook writes the hook of docs/hooks.md, or prints it beside what is there", async () => {
    expect((await run("--yes", "--hook", ...options)).status).toBe(0);
    const hook = fileIn("docs/hooks.md", "local/.pre-commit-config.yaml");
    expect(read(".pre-commit-config.yaml")).toBe(hook);
    writeFileSync(path.join(folder, ".pre-commit-config.yaml"), "repos: []\n");
    const second = await run("--yes", "--hook", "b.vpn.yaml", ...options, "--vpc", "vpc-0c3d4e5f60718293a");
    expect(second.stdout).toContain(hook.replace("repos:\n", ""));
    expect(read(".pre-commit-config.yaml")).toBe("repos: []\n");
  });
});

test("what stands for answers that are still to come is in nobody's way", () => {
  const { diagnostics } = compile([{ path: "vpn.yaml", text: text({}) }]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  for (const flag of ["aws-asn", "gcp-asn"] as const)
    for (const asn of ["64513", "65001", "4200000000"]) expect(problemsOf(flag, { [flag]: asn })).toEqual([]);
});
