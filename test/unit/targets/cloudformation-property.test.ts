import fc from "fast-check";
import prettier from "prettier";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { preSharedKeyStorage } from "../../../src/facts/aws.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { arbitraryVpn, withKeysReversed } from "../../support/arbitrary.ts";
import { anyCharacters } from "../../support/arbitrary-values.ts";
import {
  emitted,
  ofType,
  type ReadTemplate,
  readTemplate,
  vpnTemplate,
  withAws,
} from "../../support/cloudformation.ts";
import { exampleFiles, exampleTopology, topologyOf } from "../../support/examples.ts";

const vpn = arbitraryVpn().map(({ text }) => topologyOf(text));

/** What cfn-lint does not look at, of which each breaks a VPN. */
function expectSound(template: ReadTemplate, topology: Topology): void {
  const [[idA, a] = [], [idB, b] = [], ...rest] = ofType(template, "AWS::EC2::VPNConnection");
  expect([idA, idB, rest]).toEqual(["ConnectionA", "ConnectionB", []]);
  expect(a?.DependsOn).toBeUndefined();
  expect(b?.DependsOn).toEqual(["ConnectionA"]);
  const specifications = [a, b].flatMap((connection) => {
    const properties = connection?.Properties ?? {};
    expect(
      Object.keys(properties).filter((key) => key === "VpnGatewayId" || key === "TransitGatewayId"),
    ).toHaveLength(1);
    expect(properties).toMatchObject({ Type: "ipsec.1", StaticRoutesOnly: false });
    expect(preSharedKeyStorage.value).toContain(properties.PreSharedKeyStorage);
    expect(Object.keys(properties)).not.toContainEqual(
      expect.stringMatching(/Acceleration|NetworkCidr|Outside|InsideIpVersion/),
    );
    expect(properties.VpnTunnelOptionsSpecifications).toHaveLength(2);
    return properties.VpnTunnelOptionsSpecifications as Record<string, unknown>[];
  });
  expect(specifications.map(({ TunnelInsideCidr }) => TunnelInsideCidr)).toEqual(
    topology.tunnels.map(({ insideCidr }) => insideCidr),
  );
  specifications.forEach((specification, index) => {
    expect(specification).toEqual(expectedSpecification(topology, index));
  });
  for (const { Properties } of Object.values(template.Resources)) {
    expect(Object.keys(Properties).filter((key) => key.startsWith("BgpAsn")).length).toBeLessThan(2);
  }
}

/** Written out once more, so that an option that goes missing is noticed. */
function expectedSpecification(topology: Topology, index: number): Record<string, unknown> {
  const { suite, options, aws, tunnels } = topology;
  const tunnel = tunnels[index];
  const identity = {
    TunnelInsideCidr: tunnel?.insideCidr,
    PreSharedKey: `{{resolve:secretsmanager:${tunnel?.awsSecret}:SecretString}}`,
  };
  if (aws.optionsOwner === "script") return identity;
  return {
    ...identity,
    IKEVersions: [{ Value: "ikev2" }],
    Phase1EncryptionAlgorithms: [{ Value: suite.aws.phase1.encryption }],
    Phase1IntegrityAlgorithms: [{ Value: suite.aws.phase1.integrity }],
    Phase1DHGroupNumbers: [{ Value: suite.aws.phase1.dhGroup }],
    Phase1LifetimeSeconds: options.phase1Lifetime,
    Phase2EncryptionAlgorithms: [{ Value: suite.aws.phase2.encryption }],
    Phase2IntegrityAlgorithms: [{ Value: suite.aws.phase2.integrity }],
    Phase2DHGroupNumbers: [{ Value: suite.aws.phase2.dhGroup }],
    Phase2LifetimeSeconds: options.phase2Lifetime,
    RekeyMarginTimeSeconds: options.rekeyMargin,
    RekeyFuzzPercentage: options.rekeyFuzz,
    ReplayWindowSize: options.replayWindow,
    DPDTimeoutSeconds: options.dpdTimeout,
    DPDTimeoutAction: options.dpdAction,
    StartupAction: options.startup,
    ...(options.lifecycleControl ? { EnableTunnelLifecycleControl: true } : {}),
    LogOptions: {
      CloudwatchLogOptions: expect.objectContaining({
        LogEnabled: aws.logs.enabled,
        BgpLogEnabled: aws.logs.enabled && aws.logs.bgp,
      }),
    },
  };
}

const runs = { numRuns: 30 };

test("every VPN has what cfn-lint does not look at", () => {
  for (const file of exampleFiles) expectSound(vpnTemplate(exampleTopology(file)), exampleTopology(file));
  fc.assert(
    fc.property(vpn, (topology) => expectSound(vpnTemplate(topology), topology)),
    runs,
  );
});

test("a key stands nowhere but in the four references to Secrets Manager", () => {
  fc.assert(
    fc.property(vpn, (topology) => {
      const [main, ...others] = emitted(topology);
      expect(main?.text.match(/\{\{resolve:/g)).toHaveLength(4);
      expect(
        main?.text.match(/PreSharedKey: "\{\{resolve:secretsmanager:[^:]+:SecretString\}\}"/g),
      ).toHaveLength(4);
      for (const { text } of others) expect(text).not.toMatch(/resolve|PreSharedKey/);
    }),
  );
});

test("everything that a resource waits for or refers to exists", () => {
  fc.assert(
    fc.property(vpn, (topology) => {
      for (const { text } of emitted(topology)) {
        const template = readTemplate(text);
        const known = { ...template.Parameters, ...template.Resources };
        const waitedFor = Object.values(template.Resources).flatMap(({ DependsOn = [] }) => DependsOn);
        const referred = [...JSON.stringify(template).matchAll(/\{"Ref":"([A-Za-z0-9]+)"\}/g)].map(
          ([, id = ""]) => id,
        );
        for (const id of [...waitedFor, ...referred]) expect(known).toHaveProperty(id);
      }
    }),
    runs,
  );
});

test("logical ids are letters and digits, and hang on no name, tag or secret", () => {
  const idsOf = (topology: Topology) =>
    emitted(topology).map(({ text }) => Object.keys(readTemplate(text).Resources));
  fc.assert(
    fc.property(vpn, (topology) => {
      const ids = idsOf(topology);
      for (const id of ids.flat()) expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/);
      const other = {
        ...withAws(topology, { tags: [{ key: "a", value: "b" }], stackName: "other", region: "us-west-1" }),
        name: "other",
        connections: topology.connections.map((connection) => ({
          ...connection,
          name: "c",
          customerGatewayName: "g",
        })),
      };
      expect(idsOf(other)).toEqual(ids);
    }),
    runs,
  );
});

test("any text in a tag or a name arrives as it was written", async () => {
  const anyText = fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      "\\",
      '"\\',
      "$(id)",
      "${AWS::Region}",
      "{{x}}",
      "a\nb",
      "a\r\nb",
      "#",
      " #x",
      "a: b",
      "\u2028",
      "\u0085",
      "\ufeff",
      "\t",
      " x ",
      "=",
      "<<",
      "!Ref X",
      "yes",
      "0o17",
      "1:30",
      "2026-11-23",
    ),
    fc.string({ unit: "grapheme" }),
    anyCharacters(),
  );
  await fc.assert(
    fc.asyncProperty(vpn, anyText, anyText, async (topology, key, value) => {
      fc.pre(key !== "Name");
      const hostile = {
        ...withAws(topology, { tags: [{ key, value }] }),
        name: value,
        connections: topology.connections.map((connection) => ({ ...connection, name: value })),
      };
      for (const { text } of emitted(hostile))
        expect(await prettier.format(text, { parser: "yaml" })).toBe(text);
      const { Resources, Outputs } = vpnTemplate(hostile);
      expect(Resources.ConnectionB?.Properties.Tags).toEqual([
        { Key: "Name", Value: value },
        { Key: key, Value: value },
      ]);
      expect(Object.keys(Outputs ?? {})).toHaveLength(6);
    }),
    { numRuns: 20 },
  );
});

test("Prettier leaves every template as it is", async () => {
  for (const file of exampleFiles) await expectPretty(exampleTopology(file));
  await fc.assert(fc.asyncProperty(vpn, expectPretty), { numRuns: 25 });
});

async function expectPretty(topology: Topology): Promise<void> {
  for (const { text } of emitted(topology))
    expect(await prettier.format(text, { parser: "yaml" })).toBe(text);
}

test("the order of keys in vpn.yaml changes nothing", () => {
  fc.assert(
    fc.property(arbitraryVpn(), ({ text, document }) => {
      const reversed = stringify(withKeysReversed(document));
      expect(emitted(topologyOf(reversed))).toEqual(emitted(topologyOf(text)));
    }),
  );
});
