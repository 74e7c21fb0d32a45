import { describe, expect, test } from "vitest";
import { largestInside, mtuOf, payloadMtu } from "../../../src/topology/mtu.ts";

/*
 * Largest inside packets that passed between two Linux kernels with DF set, at outer MTUs of 1500 and 1460,
 * without and with UDP encapsulation, which takes 8 bytes of the outer packet.
 */
const measured = [
  { encryption: "AES256-GCM-16", integrity: "SHA2-256", cells: [1446, 1438, 1406, 1398] },
  { encryption: "AES256", integrity: "SHA1", cells: [1438, 1422, 1390, 1390] },
  { encryption: "AES256", integrity: "SHA2-256", cells: [1438, 1422, 1390, 1390] },
  { encryption: "AES256", integrity: "SHA2-384", cells: [1422, 1422, 1390, 1374] },
  { encryption: "AES256", integrity: "SHA2-512", cells: [1422, 1406, 1374, 1374] },
] as const;

describe.each(measured)("$encryption with $integrity", (suite) => {
  test.each([1500, 1500 - 8, 1460, 1460 - 8])("carries in %i bytes what was measured", (outer) => {
    const index = [1500, 1492, 1460, 1452].indexOf(outer);
    expect(payloadMtu(outer, suite)).toBe(suite.cells[index]);
  });
});

/** Neither cloud has it; the arithmetic is the same. https://www.rfc-editor.org/rfc/rfc4106#section-6 */
test.each([
  [1500, 1454],
  [1500 - 8, 1446],
  [1460, 1414],
  [1460 - 8, 1406],
])("an AEAD cipher with a tag of 8 bytes carries in %i bytes what was measured", (outer, largest) => {
  expect(largestInside(outer, { iv: 8, icv: 8, block: 4 })).toBe(largest);
});

/** https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html, without NAT traversal */
const awsTable = [
  { encryption: "AES128-GCM-16", integrity: "SHA1", mtu: 1446, mss: 1406 },
  { encryption: "AES128", integrity: "SHA1", mtu: 1438, mss: 1398 },
  { encryption: "AES256", integrity: "SHA2-256", mtu: 1438, mss: 1398 },
  { encryption: "AES256", integrity: "SHA2-384", mtu: 1422, mss: 1382 },
  { encryption: "AES256", integrity: "SHA2-512", mtu: 1422, mss: 1382 },
];

test.each(awsTable)("AWS's table has $mtu for $encryption with $integrity", (row) => {
  expect(mtuOf(row).awsPayload).toBe(row.mtu);
  expect(mtuOf(row).awsPayload - 40).toBe(row.mss);
});

/** https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/mtu-considerations, IPv4 gateways */
const googleTable = [
  { encryption: "AES128-GCM-16", integrity: "SHA2-256", mtu: 1406 },
  { encryption: "AES256-GCM-16", integrity: "SHA2-512", mtu: 1406 },
  { encryption: "AES128", integrity: "SHA1", mtu: 1390 },
  { encryption: "AES256", integrity: "SHA2-256", mtu: 1390 },
  { encryption: "AES256", integrity: "SHA2-512", mtu: 1374 },
];

test.each(googleTable)("Google's table has $mtu for $encryption with $integrity", (row) => {
  expect(mtuOf(row).gcpPayload).toBe(row.mtu);
});

test.each(googleTable)("the path carries the lower of both, $mtu, and TCP 40 bytes less", (row) => {
  expect(mtuOf(row)).toMatchObject({ payload: row.mtu, tcpMss: row.mtu - 40 });
});

test("an unknown hash takes no room, so that the topology can always be built", () => {
  expect(payloadMtu(1500, { encryption: "AES256", integrity: "toString" })).toBe(1454);
});
