/** Which other routes take the traffic to the other cloud, as verify.sh finds them. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const templates = path.resolve(import.meta.dirname, "../../../templates");
const partsOf = (...parts: readonly string[]) =>
  parts.map((part) => readFileSync(path.join(templates, part), "utf8")).join("\n");
const functions = partsOf("lib/common/cidr.sh", "lib/verify/routes.sh");

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

/** What verify.sh says of Google Cloud's routes, with what its router has learned: `10.20.0.0/16 100`. */
function otherRoutes(learned: readonly string[], listed: readonly string[]): string {
  const said = learned.flatMap((route, at) => {
    const [range, priority] = route.split(" ");
    const place = `result.bestRoutes[${at}]`;
    return [
      `${place}.destRange: ${range}`,
      `${place}.nextHopIp: 169.254.6.1`,
      `${place}.priority: ${priority}`,
    ];
  });
  const script = `set -euo pipefail
${functions}
${partsOf("lib/verify/google.sh")}
gcloud() { printf '%s\\n' "$LISTED"; }
GCP_PROJECT=demo NETWORK=prod AWS_CIDRS=(10.20.0.0/16 10.21.0.0/16)
other_routes`;
  const env = { ...process.env, SAID: said.join("\n"), LISTED: listed.join("\n") };
  return execFileSync("bash", ["-c", script], { env, encoding: "utf8" }).trim();
}

const wins = (route: string) => `${route} to the next hop of route own`;

test.each([
  [
    "nothing but the default route and subnets",
    ["0.0.0.0/0 default 1000 prod", "10.128.0.0/20 s 0 prod"],
    "",
  ],
  ["a wider static route", ["10.0.0.0/8 own 1 prod"], ""],
  ["a more specific static route", ["10.20.4.0/24 own 65535 prod"], wins("10.20.4.0/24")],
  ["an equal one with a smaller priority", ["10.20.0.0/16 own 99 prod"], wins("10.20.0.0/16")],
  ["an equal one with an equal priority", ["10.20.0.0/16 own 100 prod"], wins("10.20.0.0/16")],
  ["an equal one with a larger priority", ["10.20.0.0/16 own 1000 prod"], ""],
  ["one of another network", ["10.20.4.0/24 own 100 other"], ""],
  ["one for IPv6", ["fd20::/64 own 100 prod"], ""],
  ["none", [], ""],
])("of a network with %s names what wins", (_, listed, expected) => {
  expect(otherRoutes(["10.20.0.0/16 100", "10.20.0.0/16 336", "10.21.0.0/16 100"], listed)).toBe(expected);
});

test("where nothing is learned, a network's equal and more specific routes win", () => {
  const listed = ["0.0.0.0/0 default 1000 prod", "10.20.0.0/16 own 1000 prod"];
  expect(otherRoutes([], listed)).toBe(wins("10.20.0.0/16"));
});
