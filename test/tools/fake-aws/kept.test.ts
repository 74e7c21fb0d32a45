/** What a stack keeps of what was there before it, in the fake AWS and without any CLI. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emitted, withoutDeviceNames } from "../../support/cloudformation.ts";
import { exampleText, topologyOf } from "../../support/examples.ts";
import { makeDirectly, updateStack } from "../world/direct.ts";
import { gatewayAddresses } from "../world/gateway-addresses.ts";
import { keyOf, startWorld, type World } from "../world/start.ts";
import { Refusal } from "./query.ts";
import { storeSecret } from "./secrets-manager.ts";
import { stackOperations } from "./stacks.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const tokyo = topologyOf(text);
const templateOf = (topology: typeof tokyo) => emitted(topology)[0]?.text ?? "";

let world: World;
const stop = () => world.stop();

const newAddresses = ["34.157.1.10", "34.157.1.11"];

interface Wanted {
  readonly name: string;
  readonly template: string;
  readonly deviceNames: "set" | "omit";
  /** Of the HA VPN gateway. */
  readonly addresses?: readonly string[];
}

/** Creates a stack and lets it come to its end. Returns its status and reason. */
function createStack({ name, template, deviceNames, addresses = newAddresses }: Wanted): string {
  const { aws } = world;
  const [a = "", b = ""] = addresses;
  const values = { GcpAddress0: a, GcpAddress1: b, CustomerGatewayDeviceNames: deviceNames };
  const parameters = new Map([
    ["StackName", name],
    ["ChangeSetName", "direct"],
    ["ChangeSetType", "CREATE"],
    ["TemplateBody", template],
    ...Object.entries(values).flatMap(([key, value], at) => [
      [`Parameters.member.${at + 1}.ParameterKey`, key] as const,
      [`Parameters.member.${at + 1}.ParameterValue`, value] as const,
    ]),
  ]);
  const call = { account: aws.account, parameters };
  stackOperations.CreateChangeSet?.(aws, call);
  stackOperations.ExecuteChangeSet?.(aws, call);
  world.wait(aws.pace.stack * 2);
  const stack = aws.stacks.get(`${aws.account}/${name}`);
  return `${stack?.status} ${stack?.reason} ${stack?.events.map(({ reason }) => reason).join(" ")}`;
}

function deleteStack(name: string): void {
  const { aws } = world;
  stackOperations.DeleteStack?.(aws, { account: aws.account, parameters: new Map([["StackName", name]]) });
  world.wait(aws.pace.stack);
}

describe("customer gateways", () => {
  beforeEach(async () => {
    world = await startWorld(tokyo, { operationPolls: 0 });
    world.storeKeys();
  });
  afterEach(stop);

  const gateways = () => [...world.aws.customerGateways];

  test("of a stack from the release before are not replaced", async () => {
    await makeDirectly(world, tokyo, withoutDeviceNames(templateOf(tokyo)));
    const before = gateways();
    expect(before.map(([, { deviceName }]) => deviceName)).toEqual(["", ""]);
    updateStack(world, tokyo, { text: templateOf(tokyo) });
    expect(gateways()).toEqual(before);
    expect(world.aws.stacks.values().next().value?.status).toBe("UPDATE_COMPLETE");
    expect(world.history.at(-1)?.up).toHaveLength(4);
  });

  test("of two VPNs on one HA VPN gateway clash unless one of them has device names", async () => {
    await makeDirectly(world, tokyo, withoutDeviceNames(templateOf(tokyo)));
    const second = topologyOf(
      text.replace("name: tokyo", "name: osaka").replaceAll("169.254.1", "169.254.4"),
    );
    for (const { awsSecret, id } of second.tunnels) storeSecret(world.aws.secrets, awsSecret, keyOf(id));
    // Another team looks after the second VPC.
    const logs = { ...second.aws.logs, enabled: false, create: false };
    const template = templateOf({ ...second, aws: { ...second.aws, vpcs: [], alarmTopic: "", logs } });
    const osaka = { name: "osaka", template, addresses: gatewayAddresses(world, tokyo) };
    expect(createStack({ ...osaka, deviceNames: "omit" })).toMatch(
      /^ROLLBACK_COMPLETE .*CustomerGateway.* already exists/,
    );
    deleteStack("osaka");
    expect(createStack({ ...osaka, deviceNames: "set" })).toMatch(/^CREATE_COMPLETE/);
    expect(new Set(gateways().map(([, { deviceName }]) => deviceName)).size).toBeGreaterThan(1);
  });

  test("that an earlier stack has left do not stop a new one of the same name", () => {
    expect(createStack({ name: "tokyo-vpn", template: templateOf(tokyo), deviceNames: "set" })).toMatch(
      /^CREATE_COMPLETE/,
    );
    deleteStack("tokyo-vpn");
    expect(gateways().map(([, { state }]) => state)).toEqual(["available", "available"]);
    for (const connection of world.aws.connections.values()) connection.state = "deleted";
    world.aws.logGroups.clear();
    expect(createStack({ name: "tokyo-vpn", template: templateOf(tokyo), deviceNames: "set" })).toMatch(
      /^CREATE_COMPLETE/,
    );
  });
});

describe("propagation of a gateway that was there before", () => {
  const shared = topologyOf(text.replace("{ type: vgw }", "{ type: vgw, id: vgw-0a1b2c3d4e5f60718 }"));
  const id = "vgw-0a1b2c3d4e5f60718";
  beforeEach(async () => {
    world = await startWorld(shared, { operationPolls: 0 });
    world.storeKeys();
    for (const table of world.aws.routeTables.values()) table.propagating.add(id);
  });
  afterEach(stop);

  const propagating = () => [...world.aws.routeTables.values()].map((table) => table.propagating.has(id));
  const wanted = () => ({ name: "tokyo-vpn", template: templateOf(shared), deviceNames: "set" }) as const;

  test("stays on when the stack is deleted", () => {
    expect(createStack(wanted())).toMatch(/^CREATE_COMPLETE/);
    deleteStack("tokyo-vpn");
    expect(propagating()).not.toContain(false);
  });

  test("stays on when the creation of the stack fails", () => {
    world.aws.stackFault = (type) => {
      if (type === "AWS::EC2::VPNConnection") throw new Refusal("InternalError", "a fault");
    };
    expect(createStack(wanted())).toMatch(/^ROLLBACK_COMPLETE/);
    expect(propagating()).not.toContain(false);
  });
});
