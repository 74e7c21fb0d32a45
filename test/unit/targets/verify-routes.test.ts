/** Which other routes take the traffic to Google Cloud, as verify.sh finds them in a route table. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const templates = path.resolve(import.meta.dirname, "../../../templates");
const functions = ["shell/cidr.sh", "verify/routes.sh"]
  .map((part) => readFileSync(path.join(templates, part), "utf8"))
  .join("\n");

function hiding(routes: readonly string[]): string {
  const input = routes.map((route) => `${route.replaceAll(" ", "\t")}\n`).join("");
  const script = `set -euo pipefail\n${functions}\nhiding vgw-1 10.128.0.0/20 10.200.0.0/16`;
  return execFileSync("bash", ["-c", script], { input, encoding: "utf8" }).trim();
}

const propagated = ["10.128.0.0/20 vgw-1 propagated active", "10.200.0.0/16 vgw-1 propagated active"];
const local = "10.20.0.0/16 local static active";

test.each([
  ["nothing but the propagated routes and the VPC's own", [], ""],
  ["a default route", ["0.0.0.0/0 igw-1 static active"], ""],
  ["a wider static route", ["10.0.0.0/8 pcx-1 static active"], ""],
  ["an equal static route", ["10.128.0.0/20 pcx-1 static active"], "10.128.0.0/20 to pcx-1"],
  [
    "an equal static route to nowhere",
    ["10.128.0.0/20 eni-1 static blackhole"],
    "10.128.0.0/20 to eni-1 (blackhole)",
  ],
  ["a more specific static route", ["10.128.4.0/24 nat-1 static active"], "10.128.4.0/24 to nat-1"],
  [
    "a more specific route of another gateway",
    ["10.200.1.0/24 vgw-2 propagated active"],
    "10.200.1.0/24 to vgw-2",
  ],
  ["an equal route of another gateway", ["10.200.0.0/16 vgw-2 propagated active"], ""],
  ["the VPC's own route, wider", ["10.128.0.0/16 local static active"], "10.128.0.0/16 to local"],
  ["a static route beside the ranges", ["10.129.0.0/20 pcx-1 static active"], ""],
  [
    "lists of prefixes, IPv6 and no target",
    ["pl-1 pcx-1 static active", "fd00::/8 pcx-1 static active", "None ? static active"],
    "",
  ],
  [
    "text for numbers",
    ["10.128.0.0/a[$(exit)] pcx-1 static active", "10.128.08.0/24 pcx-1 static active"],
    "",
  ],
])("of %s names what wins", (_, others, expected) => {
  expect(hiding([...propagated, local, ...others])).toBe(expected);
  expect(hiding([...others, local, ...propagated])).toBe(expected);
});

test("a more specific route of the gateway's own wins over a static one that is wider", () => {
  const own = ["10.128.0.0/21 vgw-1 propagated active", "10.128.8.0/21 vgw-1 propagated active"];
  expect(hiding([...own, "10.128.0.0/20 pcx-1 static active"])).toBe("");
});

test("a route of the gateway that is not active wins over nothing", () => {
  expect(hiding(["10.128.0.0/24 vgw-1 static blackhole", "10.128.0.0/20 pcx-1 static active"])).toBe(
    "10.128.0.0/20 to pcx-1",
  );
});
