/** Scripts on answers that are cut off, or of which a part is not what it should be. The CLIs are scripts that know them. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Artifacts, artifactsOf } from "../../support/artifacts.ts";
import { exampleText, exampleTopology } from "../../support/examples.ts";

const tokyo = "examples/tokyo/vpn.yaml";
const existing = "examples/existing-tgw/vpn.yaml";
type Example = typeof tokyo | typeof existing;
/** Made up. */
const key = `hT4gM9wRb2KqX7cV${"n8YdZe5jF3pL6sAo"}`;

/** The folder of artifacts has a name that a shell would run. */
const name = "it's $(exit 3)";
let home: string;
const folders: Record<string, string> = {};
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "vpngen-answers-of-"));
  mkdirSync(path.join(home, "bin"));
  for (const file of [tokyo, existing] as const) {
    folders[file] = path.join(home, path.basename(path.dirname(file)), name);
    write(folders[file], artifactsOf(exampleText(file)));
  }
});
afterAll(() => rmSync(home, { recursive: true }));
beforeEach(() => writeFileSync(path.join(home, "calls"), ""));

function write(folder: string, files: Artifacts) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text, { mode: 0o755 });
  }
}

interface Answers {
  readonly aws?: string;
  readonly gcloud?: string;
}

/** Runs a script; the CLIs are the branches of a `case` of the call, and note what they are asked and given. */
function run(
  example: Example,
  { aws = "", gcloud = "" }: Answers,
  script: string,
  ...args: readonly string[]
) {
  const { account } = exampleTopology(example).aws;
  const known = `configure*) ;;\nsts*) printf '%s\\t%s\\n' ${account} arn:aws:iam::${account}:user/test ;;\n`;
  for (const [cli, branches] of Object.entries({ aws: known + aws, gcloud }))
    writeFileSync(
      path.join(home, "bin", cli),
      `#!/bin/bash\nprintf '%s\\n' "${cli} $*" >>'${home}/calls'\ncase "$*" in\n${branches}\n*) echo 'no answer' >&2; exit 9 ;;\nesac\n`,
      { mode: 0o755 },
    );
  const folder = folders[example] ?? "";
  const { status, stdout, stderr } = spawnSync(path.join(folder, script), args, {
    cwd: folder,
    env: { PATH: `${path.join(home, "bin")}:${process.env.PATH}`, HOME: home },
    encoding: "utf8",
    input: "",
  });
  return { status, stdout, stderr, calls: readFileSync(path.join(home, "calls"), "utf8") };
}

describe("secrets.sh", () => {
  const versions = "'secrets versions list'*) echo 1 ;;\n'secrets versions access'*) printf %s";
  const whole = {
    aws: `*describe-secret*) echo 'kept AWSCURRENT end' ;;\n*get-secret-value*) echo '"id-1 ${key}"' ;;`,
    gcloud: `${versions} ${key} ;;`,
  };

  test("finds the same keys where all answers are whole", () => {
    const { status, stderr } = run(tokyo, whole, "secrets.sh", "check");
    expect(status, stderr).toBe(0);
    rmSync(path.join(folders[tokyo] ?? "", "psk-versions.json"));
  });

  test.each([
    ["nothing", ""],
    ["a part", "kept AWSCUR"],
    ["a part that ends with a word", "kept AWSCURRENT"],
    ["a page", "<html>AWSCURRENT</html>"],
    ["another word", "None"],
    ["another stage", "kept * end"],
  ])("makes no key where AWS answers %s on a secret", (_, answer) => {
    const aws = whole.aws.replace("'kept AWSCURRENT end'", `'${answer}'`);
    const result = run(tokyo, { ...whole, aws }, "secrets.sh", "create");
    expect(result, result.stderr).toMatchObject({ status: 1 });
    expect(result.calls).not.toMatch(/put-secret-value|create-secret|versions add/);
  });

  test("takes a secret without any version for empty", () => {
    const put = `*put-secret-value*) cat >'${home}/put' ;;\n`;
    const aws = put + whole.aws.replace("'kept AWSCURRENT end'", "'kept end'");
    const result = run(tokyo, { ...whole, aws }, "secrets.sh", "create");
    expect(result, result.stderr).toMatchObject({ status: 0 });
    expect(readFileSync(path.join(home, "put"), "utf8")).toBe(key);
    rmSync(path.join(folders[tokyo] ?? "", "psk-versions.json"));
  });

  test("makes no key where Google Cloud answers something else than numbers", () => {
    const gcloud = whole.gcloud.replace("echo 1 ", "echo '<html>'");
    const result = run(tokyo, { ...whole, gcloud }, "secrets.sh", "create");
    expect(result, result.stderr).toMatchObject({ status: 1 });
    expect(result.calls).not.toMatch(/put-secret-value|versions add/);
  });

  test("hears a list of versions past a warning, and with the line ends of Windows", () => {
    const gcloud = whole.gcloud.replace("echo 1 ", "{ echo WARNING: 7 >&2; printf '1\\r\\n'; }");
    const result = run(tokyo, { ...whole, gcloud }, "secrets.sh", "check");
    expect(result, result.stderr).toMatchObject({ status: 0 });
    rmSync(path.join(folders[tokyo] ?? "", "psk-versions.json"));
  });

  test("copies no key of which AWS has answered only a part", () => {
    const aws = whole.aws.replace(`${key}"'`, `${key.slice(0, 20)}'`);
    const gcloud = "'secrets versions list'*) echo NOT_FOUND >&2; exit 1 ;;";
    const result = run(tokyo, { aws, gcloud }, "secrets.sh", "create");
    expect(result, result.stderr).toMatchObject({ status: 1 });
    expect(result.calls).not.toMatch(/secrets create|versions add/);
  });

  test("prints a command that a shell reads as it is meant, whatever the folder is called", () => {
    const aws = "*describe-secret*) echo 'deleted AWSCURRENT end' ;;";
    const { stderr } = run(tokyo, { ...whole, aws }, "secrets.sh", "check");
    const command = /Run this first: (.*) restore$/m.exec(stderr)?.[1] ?? "";
    const read = spawnSync("bash", ["-c", `printf %s ${command}`], { encoding: "utf8" });
    expect(read.stdout).toBe(path.join(folders[tokyo] ?? "", "secrets.sh"));
  });
});

describe("ids in answers", () => {
  const connections = "*ConnectionAId*) printf 'ConnectionAId\\tvpn-0a\\nConnectionBId\\tvpn-0b\\n' ;;";

  test.each(["vpn-0a'||'a'=='a", "vpn-0a;exit", "vpn-*", "vpn-"])(
    "are refused where a stack names the connection %j",
    (id) => {
      const aws = `*ConnectionAId*) printf 'ConnectionAId\\t%s\\nConnectionBId\\tvpn-0b\\n' "${id}" ;;`;
      const result = run(existing, { aws }, "aws/tgw-routes.sh", "--dry-run");
      expect(result, result.stderr).toMatchObject({ status: 3 });
      expect(result.calls).not.toContain("ec2");
    },
  );

  test.each([
    ["attachment", "'tgw-attach-0;exit\tavailable'", "'tgw-rtb-0\tassociated'"],
    ["route table", "'tgw-attach-0a\tavailable'", "'file:///etc/passwd\tassociated'"],
  ])("are refused where the %s is none", (_, attachment, association) => {
    const aws = `${connections}
*tgw-attach*Association*) echo ${association} ;;
*describe-transit-gateway-attachments*) echo ${attachment} ;;`;
    const result = run(existing, { aws }, "aws/tgw-routes.sh", "--move", "--dry-run");
    expect(result, result.stderr).toMatchObject({ status: 3 });
    expect(result.calls).not.toMatch(/passwd|--transit-gateway-attachment-ids? tgw-attach-0;/);
    expect(result.stderr).not.toContain("would run");
  });
});

describe("texts of a cloud", () => {
  test("cannot move the cursor, nor change what a terminal shows", () => {
    const hostile = "\x1b[2J\x1b]0;title\x07\b\rx";
    const said = `printf '%s' '${hostile}' >&2; exit 1`;
    const { stderr } = run(tokyo, { aws: `*describe-secret*) ${said} ;;` }, "secrets.sh", "check");
    expect(stderr).toContain("[2J]0;title");
    expect(JSON.stringify(stderr)).not.toMatch(/\\u00|\\[bfr]/);
  });
});

/** Where start.sh begins to load settings. */
const loading = /^# The whole path, [\s\S]*/m;

/** What functions of some parts print, called with what else they need. */
function printed(parts: readonly string[], script: string): string {
  const templates = path.resolve(import.meta.dirname, "../../../templates");
  const functions = parts
    .map((part) => readFileSync(path.join(templates, part), "utf8").replace(loading, ""))
    .join("\n");
  const names = "TUNNELS=(a1) OUTSIDE=(52.196.1.1) CONNECTION_A=vpn-0a CONNECTION_B=vpn-0b";
  const text = `set -euo pipefail\n${names}\n${functions}\n${script}`;
  return execFileSync("bash", ["-c", text], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

test.each([
  ["UP\t3", "up"],
  ["UP\t0", "down"],
  ["UP\tNone", "down"],
  ["UP\t", "down"],
  ["UP", "down"],
  ["UP\t3x", "down"],
  ["UP\ta[$(exit)]", "down"],
  ["DOWN\t3", "down"],
])("a tunnel of which AWS says %j is %s", (row, expected) => {
  const parts = ["lib/start/start.sh", "lib/connections/tunnel-state.sh"];
  const script = `describe() { printf '%s\\t%s\\n' 52.196.1.1 '${row}'; }
if tunnel_up 0; then echo up; else echo down; fi`;
  expect(printed(parts, script)).toBe(expected);
});

test.each(["None", "", "vgw-", "vgw-0a'||'a'=='a"])(
  "roll.sh looks for no ranges on a gateway that AWS calls %j",
  (gateway) => {
    const script = `describe() { printf '%s\\n' "${gateway}"; }
in_aws() { echo asked; }
REGION=eu-west-1
(neighbours) || echo "status $?"`;
    expect(printed(["lib/start/start.sh", "lib/roll/moves.sh"], script)).toBe("status 3");
  },
);

test.each(["08", "0010"])("%s seconds are no octal number", (seconds) => {
  const parts = ["lib/start/start.sh", "lib/common/wait.sh"];
  const script = `wait_flag --poll ${seconds}; wait_flag --timeout ${seconds}; echo $((POLL + TIMEOUT))`;
  expect(printed(parts, script)).toBe(String(2 * Number(seconds)));
});

test("what gcloud repeats of a key that Google Cloud refuses is not shown", () => {
  const parts = [
    "lib/start/start.sh",
    "lib/common/files.sh",
    "lib/common/print.sh",
    "lib/gcp/gcp.sh",
    "lib/gcp/gcp-resources.sh",
  ];
  const script = `CIPHER_TRACK=beta GCP_PROJECT=p GCP_REGION=r
gcloud() { printf "Invalid value for field 'sharedSecret': '%s'." "$(cat)" >&2; return 1; }
unsay '${key}'
(change creating vpn-tunnels create a1 <<<'${key}') 2>&1 || echo "status $?"`;
  const said = printed(parts, script);
  expect(said).toContain("Invalid value for field 'sharedSecret': '***'.");
  expect(said).toContain("status 1");
});

test("verify.sh does not take a session for rekeyed of which Google Cloud does not say how long it is up", () => {
  const script = `covers() { [[ $1 == gcp ]]; }
look() { UPTIMES=(''); }
sleep() { SECONDS=$((SECONDS + 60)); }
unhealthy() { echo "unhealthy: $*"; exit 6; }
POLL=1 watch=60 UPTIMES=('')
(watch_rekey) || true`;
  const own = `PHASE2_LIFETIME=3600\n${body("scripts/verify.sh")}`;
  expect(printed(["lib/start/start.sh"], `${own}\n${script}`)).toContain(
    "unhealthy: tunnel a1 is up, but its BGP session only for unknown s",
  );
});

/** A script's own part without the call of its main function. */
function body(part: string): string {
  const file = path.resolve(import.meta.dirname, "../../../templates", part);
  return readFileSync(file, "utf8").replace(/^(main "\$@"|load .*)$/gm, "");
}
