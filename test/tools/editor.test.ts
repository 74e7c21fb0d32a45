/** `schemas/vpn.schema.json` in the server that most editors use for YAML. */
import { afterAll, beforeAll, expect, it } from "vitest";
import * as aws from "../../src/facts/aws.ts";
import { exampleFiles, exampleText } from "../support/examples.ts";
import { type LanguageServer, startLanguageServer } from "./language-server.ts";
import { requireTool } from "./require.ts";

const sections = [
  ...["version", "name", "aws", "gcp", "ipsec", "tunnels"],
  ...["preSharedKeys", "workloads", "names", "output"],
];
const awsKeys = [
  ...["region", "account", "asn", "gateway", "vpcs", "cidrs"],
  ...["tunnelOptions", "logs", "alarms", "tags"],
];
const vpcKeys = ["id", "cidrs", "account", "subnets", "routeTables", "securityGroups"];
const tokyo = exampleText("examples/tokyo/vpn.yaml");

requireTool("yaml-language-server/package.json")("the YAML language server with the schema", () => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await startLanguageServer();
  });
  afterAll(() => server.stop());

  /** Keys or values offered at `‸`; not the server's own offer to fill in everything that is required. */
  async function offered(text: string): Promise<string[]> {
    const items = await server.complete(text);
    return items
      .map(({ label }) => label)
      .filter((label) => !label.endsWith("vpn.yaml)") && label !== "vpn.yaml");
  }

  it.each([
    ["the top level", "‸", sections],
    ["a section", "version: 1\naws:\n  ‸", awsKeys],
    ["a mapping in it", "aws:\n  gateway:\n    ‸", ["type", "id", "routeTables", "bandwidth"]],
    ["a section whose every key is optional", "ipsec:\n  dpd:\n    ‸", ["timeout", "action"]],
    ["a list's item", "aws:\n  vpcs:\n    - ‸", vpcKeys],
    [
      "an item that has begun",
      "aws:\n  vpcs:\n    - id: vpc-0a1b2c3d\n      ‸",
      vpcKeys.filter((key) => key !== "id"),
    ],
    [
      "an item of what may also be a word",
      "aws:\n  vpcs:\n    - securityGroups:\n        - ‸",
      ["id", "allow"],
    ],
    ["a mapping that may also be a word", "gcp:\n  firewall:\n    ‸", ["allow"]],
  ])("offers the keys of %s", async (_where, text, keys) => {
    expect((await offered(text)).toSorted()).toEqual(keys.toSorted());
  });

  it.each([
    ["gcp:\n  ‸", ["bfd", "md5"]],
    ["aws:\n  ‸", ["staticRoutes"]],
    ["aws:\n  gateway:\n    ‸", ["acceleration"]],
    ["gcp:\n  gateway:\n    ‸", ["classic"]],
  ])("never offers what cannot work: %j", async (text, refused) => {
    const keys = await offered(text);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => refused.includes(key))).toEqual([]);
  });

  it.each([
    ["aws:\n  gateway:\n    type: ‸", ["vgw", "tgw"]],
    ["aws:\n  tunnelOptions: ‸", ["template", "script"]],
    ["aws:\n  logs:\n    retentionDays: ‸", aws.logRetentionDays.value.map(String)],
    ["ipsec:\n  encryption: ‸", aws.encryption.value],
    ["ipsec:\n  dhGroup: ‸", aws.phase1DhGroups.value.filter((group) => group !== 17).map(String)],
    ["ipsec:\n  dpd:\n    action: ‸", aws.dpdActions.value],
    ["gcp:\n  routingMode: ‸", ["regional", "global"]],
    ["gcp:\n  firewall: ‸", ["external"]],
    ["preSharedKeys:\n  source: ‸", ["generated", "existing", "sops"]],
    [
      "output:\n  targets:\n    - ‸",
      ["cloudformation", "tunnel-options", "terraform", "gcloud", "terraform-aws"],
    ],
    ["gcp:\n  firewall:\n    allow:\n      - ‸", ["icmp", "tcp/443", "udp/5000-5100", "all"]],
  ])("offers the values of %j", async (text, values) => {
    expect((await offered(text)).toSorted()).toEqual([...values].toSorted());
  });

  it.each([
    ["aws:\n  ‸", "asn", "asn: ${1:65000}"],
    ["gcp:\n  ‸", "asn", "asn: ${1:64512}"],
    ["gcp:\n  ‸", "networkMtu", "networkMtu: ${1:1460}"],
    ["ipsec:\n  ‸", "lifetimes", "lifetimes:\n  phase1: ${1:28800}\n  phase2: ${2:3600}"],
  ])("fills in what can stay: %j, %s", async (text, key, insertText) => {
    const items = await server.complete(text);
    expect(items.find(({ label }) => label === key)).toMatchObject({ insertText });
  });

  it.each([
    ["aw‸s:\n  asn: 65000\n", "The AWS side."],
    ["aws:\n  as‸n: 65000\n", "ASN of the AWS gateway. Required: the defaults of both clouds collide."],
    ["aws:\n  vpcs:\n    - cid‸rs: [10.20.0.0/16]\n", "The VPC's IPv4 ranges."],
    ["aws:\n  vpcs:\n    - routeT‸ables: external\n", "Route tables of the VPC that must reach Google Cloud"],
    [
      "aws:\n  vpcs:\n    - routeT‸ables: [rtb-0a1b2c3d]\n",
      "Route tables of the VPC that must reach Google Cloud",
    ],
    ["gcp:\n  firewall:\n    al‸low: [icmp]\n", "Traffic allowed from AWS; ICMP is always added"],
    ["ipsec:\n  dpd:\n    act‸ion: clear\n", "What AWS does then.\n\nAllowed Values:\n\n* `clear`"],
    ["gcp:\n  bf‸d: true\n", "Not possible: neither HA VPN nor AWS VPN"],
  ])("explains the key in %j", async (text, description) => {
    expect(await server.hover(text)).toContain(description);
  });

  it.each(exampleFiles)("finds nothing in %s", async (file) => {
    expect(await server.diagnose(exampleText(file))).toEqual([]);
  });

  it.each([
    ["an unknown key", "  region: ap", "  regoin: ap", "regoin", "Property regoin is not allowed."],
    ["a wrong type", "asn: 65000", "asn: many", "many", 'Incorrect type. Expected "integer".'],
    ["a number below the range", "asn: 65000", "asn: 100", "100", "Value is below the minimum of 64512."],
    ["a number above the range", "mtu: 1406", "mtu: 70000", "70000", "Value is above the maximum of 65535."],
    ["a word of no list", "type: vgw", "type: vpg", "vpg", 'Valid values: "vgw", "tgw"'],
    ["a word in an item", "tcp/3306", "tcp:3306", "tcp:3306", "does not match the pattern"],
    ["a word of no list, where a list may stand", "AES256-GCM-16", "AES192", "AES192", "Valid values:"],
    ["a list without items", "[tcp/443, icmp]", "[]", "[]", "Array has too few items."],
    ["an item twice", "[tcp/443, icmp]", "[icmp, icmp]", "[icmp, icmp]", "duplicate items"],
    [
      "a refused key",
      "  network: prod",
      "  bfd: true",
      "bfd: true",
      "Not possible: neither HA VPN nor AWS VPN",
    ],
  ])("underlines %s", async (_fault, right, wrong, underlined, message) => {
    expect(tokyo).toContain(right);
    const text = tokyo.replace(right, wrong);
    const found = (await server.diagnose(text)).map(({ range: { start, end }, message }) => {
      expect(end.line).toBe(start.line);
      return { marked: text.split("\n")[start.line]?.slice(start.character, end.character), message };
    });
    expect(found).toContainEqual({ marked: underlined, message: expect.stringContaining(message) as string });
  });

  it("underlines the key of the section in which a key is missing", async () => {
    const found = await server.diagnose(tokyo.replace("  network: prod\n", ""));
    const line = tokyo.split("\n").indexOf("gcp:");
    expect(found).toEqual([
      {
        range: { start: { line, character: 0 }, end: { line, character: 3 } },
        message: 'Missing property "network".',
      },
    ]);
  });
});
