/** Scripts find their folder, whatever it is called and however they are started. AWS is a script that knows four answers. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exampleTopology } from "../../support/examples.ts";
import { scriptsWith } from "../../support/scripts.ts";

const topology = exampleTopology("examples/tokyo/vpn.yaml");
const files = scriptsWith(topology, "outside-addresses");
const cidrs = topology.tunnels.map(({ insideCidr }) => insideCidr);

/** Answers as aws.exe does where `end` is a carriage return. */
const aws = (end = "") => `#!/bin/sh
say() { printf "%s${end}\\n" "$@"; }
case "$*" in
configure*) ;;
sts*) say "${topology.aws.account}	arn:aws:iam::${topology.aws.account}:user/test" ;;
*ConnectionAId*) say "ConnectionAId	vpn-0a" "ConnectionBId	vpn-0b" ;;
*vpn-0a*) say available "${cidrs[1]}	52.196.1.2" "${cidrs[0]}	52.196.1.1" ;;
*) say available "${cidrs[2]}	52.196.1.3" "${cidrs[3]}	52.196.1.4" ;;
esac
`;

describe("outside-addresses.sh", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), "vpngen-folders-"));
    mkdirSync(path.join(home, "bin"));
    writeFileSync(path.join(home, "bin/aws"), aws(), { mode: 0o755 });
  });
  afterEach(() => rmSync(home, { recursive: true }));

  function place(name: string): string {
    const folder = path.join(home, name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text, { mode: 0o755 });
    }
    return folder;
  }
  /** Runs a command in a folder, where no other variables are set. */
  function run(cwd: string, command: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const [first = "", ...args] = command;
    const paths = `${path.join(home, "bin")}:${process.env.PATH}`;
    const all = { ...env, PATH: env.PATH ? `${env.PATH}:${paths}` : paths };
    return spawnSync(first, args, { cwd, env: all, encoding: "utf8" });
  }
  function expectWritten(folder: string, result: ReturnType<typeof run>) {
    expect(result, result.stderr).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(path.join(folder, "aws-addresses.json"), "utf8"))).toEqual({
      aws_outside_addresses: { a1: "52.196.1.1", a2: "52.196.1.2", b1: "52.196.1.3", b2: "52.196.1.4" },
    });
    rmSync(path.join(folder, "aws-addresses.json"));
  }

  test.each(["plain", "with blanks and 'quotes'", "-rf", "two\nlines", "$(exit 3)"])(
    "writes beside itself in the folder %j",
    (name) => {
      const folder = place(name);
      const inside = path.join(folder, "aws");
      expectWritten(folder, run(home, [`./${name}/aws/outside-addresses.sh`]));
      expectWritten(folder, run(inside, ["bash", "outside-addresses.sh"]));
      expectWritten(folder, run(inside, ["./outside-addresses.sh"]));
      // The kernel hands a path from PATH to bash as it stands, which reads a dash in front as an option.
      const entry = name.startsWith("-") ? `./${name}/aws` : `${name}/aws`;
      expectWritten(folder, run(home, ["bash", "-c", "outside-addresses.sh"], { PATH: entry }));
    },
  );

  test("writes beside what a link leads to, over several links", () => {
    const folder = place("artifacts");
    symlinkSync("../artifacts/aws/outside-addresses.sh", path.join(home, "bin/inner"));
    symlinkSync(path.join(home, "bin/inner"), path.join(home, "outer"));
    symlinkSync("artifacts", path.join(home, "folder"));
    expectWritten(folder, run(home, ["./outer"]));
    expectWritten(folder, run(path.join(home, "bin"), ["bash", "inner"]));
    expectWritten(folder, run(home, ["folder/aws/outside-addresses.sh"]));
  });

  test.each([
    ["CDPATH", { CDPATH: "/:.:.." }],
    [
      "options of other tools",
      { GREP_OPTIONS: "--color=always", AWS_DEFAULT_OUTPUT: "yaml", LC_ALL: "tr_TR.UTF-8" },
    ],
    ["POSIX's rules", { POSIXLY_CORRECT: "1" }],
    [
      "options of bash",
      { SHELLOPTS: "noglob:noclobber:keyword:posix", BASHOPTS: "nullglob:nocasematch:failglob" },
    ],
    ["no folder for temporary files", { TMPDIR: "/tmp/not there" }],
  ])("is not led astray by %s", (_, env) => {
    const folder = place("aws");
    expectWritten(folder, run(home, ["bash", "aws/aws/outside-addresses.sh"], env));
  });

  test("runs its own commands, and no function that the caller has exported under their names", () => {
    const folder = place("artifacts");
    const call = 'cd() { echo /; }; grep() { echo 9; }; export -f cd grep; exec "$1"';
    expectWritten(folder, run(home, ["bash", "-c", call, "-", "artifacts/aws/outside-addresses.sh"]));
  });

  test("understands an aws CLI that ends its lines as Windows does", () => {
    writeFileSync(path.join(home, "bin/aws"), aws("\\r"), { mode: 0o755 });
    expect(execFileSync(path.join(home, "bin/aws"), ["sts"], { encoding: "utf8" })).toContain("\r\n");
    const folder = place("artifacts");
    expectWritten(folder, run(home, ["artifacts/aws/outside-addresses.sh"]));
  });

  test.each(["enabled\\n", "enabled\\r\\n"])(
    "refuses an aws CLI with a history (%j), which would keep keys",
    (said) => {
      const file = path.join(home, "bin/aws");
      writeFileSync(file, aws().replace("configure*)", `configure*) printf '${said}'`), { mode: 0o755 });
      place("artifacts");
      const result = run(home, ["artifacts/aws/outside-addresses.sh"]);
      expect(result).toMatchObject({ status: 3 });
      expect(result.stderr).toContain("aws configure set cli_history disabled");
    },
  );

  test.each(["settings.sh", "lib", "lib/aws.sh"])(
    "says that %s is missing where it was copied away without it",
    (name) => {
      const folder = place("artifacts");
      rmSync(path.join(folder, name), { recursive: true });
      const result = run(home, ["artifacts/aws/outside-addresses.sh"]);
      expect(result).toMatchObject({ status: 3, stdout: "" });
      expect(result.stderr).toMatch(/missing.*copy/);
    },
  );

  test("refuses a folder whose name it could not hand on", () => {
    place("ends\n");
    const result = run(home, ["./ends\n/aws/outside-addresses.sh"]);
    expect(result).toMatchObject({ status: 3 });
    expect(result.stderr).toContain("ends with a line break");
  });
});
