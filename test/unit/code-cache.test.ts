/** The program as V8 compiled it: when it is kept, and which is never run. */
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { baseExample } from "../../src/rules/base-example.ts";
import { bundledCli } from "../support/cli.ts";

const home = path.join(import.meta.dirname, "../../node_modules/.cache/vpngen-tests/code-cache");
const program = path.join(home, "dist/program.cjs");
const cache = path.join(home, "cache/vpngen");
let vpngen: Awaited<ReturnType<typeof bundledCli>>;
let folder: string;
let asn = 65000;

beforeAll(async () => {
  vpngen = await bundledCli("code-cache");
});
beforeEach(() => {
  fs.rmSync(path.dirname(cache), { recursive: true, force: true });
  folder = fs.mkdtempSync(path.join(tmpdir(), "vpngen-code-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Builds a file that is another one each time. */
function build(env: Readonly<Record<string, string>> = {}) {
  fs.writeFileSync(path.join(folder, "vpn.yaml"), baseExample.replace("65000", String(asn++)));
  const run = vpngen(folder, ["build"], "", env);
  expect(run).toMatchObject({ status: 0, stderr: "" });
  expect(run.stdout).toContain("generated/tokyo/RUNBOOK.md");
}

const codes = () =>
  fs.existsSync(cache) ? fs.readdirSync(cache).filter((name) => name.endsWith(".code")) : [];
const onlyCode = () => {
  expect(codes()).toHaveLength(1);
  return path.join(cache, codes()[0] ?? "");
};

test("the first build keeps it, for its user alone, and the next one takes it as it is", () => {
  build();
  const before = fs.statSync(onlyCode());
  expect(before.mode & 0o777).toBe(0o600);
  expect(fs.statSync(cache).mode & 0o777).toBe(0o700);
  build();
  expect(fs.statSync(onlyCode()).mtimeMs).toBe(before.mtimeMs);
});

test("it formats as the user's Prettier configuration asks", () => {
  fs.writeFileSync(path.join(folder, ".prettierrc"), "tabWidth: 4\n");
  for (let run = 0; run < 2; run++) {
    build();
    const template = path.join(folder, "generated/tokyo/aws/cloudformation.yaml");
    expect(fs.readFileSync(template, "utf8")).toMatch(/^ {8}Type: AWS::/m);
  }
});

test("VPNGEN_CACHE=off keeps nothing", () => {
  build({ VPNGEN_CACHE: "off" });
  expect(fs.existsSync(cache)).toBe(false);
});

test.each<[string, (file: string) => void]>([
  [
    "damaged",
    (file) => {
      const bytes = fs.readFileSync(file);
      bytes[bytes.length >> 2] = (bytes[bytes.length >> 2] ?? 0) ^ 1;
      fs.writeFileSync(file, bytes);
    },
  ],
  ["cut short", (file) => fs.truncateSync(file, 1001)],
  ["empty", (file) => fs.truncateSync(file)],
  ["open to others", (file) => fs.chmodSync(file, 0o622)],
])("what is %s is not run, and is put right", (_, damage) => {
  build();
  const file = onlyCode();
  const whole = fs.statSync(file).size;
  damage(file);
  build();
  const stat = fs.statSync(onlyCode());
  expect(stat.mode & 0o777).toBe(0o600);
  expect(Math.abs(stat.size - whole)).toBeLessThan(whole / 2);
});

test("code in a folder that is open to others is not run, and none is written there", () => {
  build();
  const before = fs.readFileSync(onlyCode());
  fs.writeFileSync(onlyCode(), "forged");
  fs.chmodSync(cache, 0o777);
  build();
  expect(fs.readFileSync(onlyCode(), "utf8")).toBe("forged");
  fs.chmodSync(cache, 0o700);
  build();
  expect(fs.readFileSync(onlyCode()).length).toBeGreaterThan(before.length / 2);
});

test.skipIf(process.getuid?.() !== 0)("code of another user is not run", () => {
  build();
  const file = onlyCode();
  // Whole, so that only its owner speaks against it; V8 would crash on it.
  fs.writeFileSync(file, "forged, forged, ");
  fs.chownSync(file, 12345, 12345);
  build();
  expect(fs.statSync(onlyCode()).uid).toBe(process.getuid?.());
});

test("another program of the same length never runs as the one before", () => {
  build();
  const text = fs.readFileSync(program, "utf8");
  try {
    fs.writeFileSync(program, text.replaceAll("Next: ", "Then: "));
    fs.writeFileSync(path.join(folder, "vpn.yaml"), baseExample.replace("65000", String(asn++)));
    expect(vpngen(folder, ["build"]).stdout).toContain("Then: generated/tokyo/RUNBOOK.md");
    expect(codes()).toHaveLength(2);
  } finally {
    fs.writeFileSync(program, text);
  }
});

test("of many programs, the code of the last four is kept, and nothing that a killed run left", () => {
  fs.mkdirSync(cache, { recursive: true });
  fs.chmodSync(cache, 0o700);
  const old = ["a.code", "b.code", "c.code", "d.code", "e.code.4321"];
  for (const [index, name] of old.entries()) {
    fs.writeFileSync(path.join(cache, name), "");
    fs.utimesSync(path.join(cache, name), 9 - index, 9 - index);
  }
  build();
  expect(fs.readdirSync(cache).sort()).toEqual(
    ["a.code", "b.code", "c.code", path.basename(codes().find((name) => name.length > 9) ?? "")].sort(),
  );
});
