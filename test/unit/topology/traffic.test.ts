import { expect, test } from "vitest";
import { parseTraffic, portsOf } from "../../../src/topology/traffic.ts";

test.each([
  ["icmp", "icmp", 0, 0, ""],
  ["all", "all", 0, 0, ""],
  ["tcp/443", "tcp", 443, 443, "443"],
  ["udp/53", "udp", 53, 53, "53"],
  ["tcp/1", "tcp", 1, 1, "1"],
  ["tcp/65535", "tcp", 65535, 65535, "65535"],
  ["udp/5000-5100", "udp", 5000, 5100, "5000-5100"],
  ["tcp/1-65535", "tcp", 1, 65535, "1-65535"],
  ["tcp/80-80", "tcp", 80, 80, "80"],
])("%s is read, and its ports are written again", (entry, protocol, fromPort, toPort, ports) => {
  const traffic = parseTraffic(entry);
  expect(traffic).toEqual({ protocol, fromPort, toPort });
  expect(traffic && portsOf(traffic)).toBe(ports);
});

test.each([
  "",
  "tcp",
  "tcp/",
  "tcp/0",
  "tcp/65536",
  "tcp/0-80",
  "tcp/80-65536",
  "tcp/81-80",
  "tcp/80-",
  "tcp/-80",
  "tcp/000080",
  "tcp/443x",
  "xtcp/443",
  "sctp/443",
  "ICMP",
  "icmp/8",
])("%j is no traffic", (entry) => {
  expect(parseTraffic(entry)).toBeUndefined();
});
