/** AWS in the test's own process, for the real aws CLI: EC2's VPN, STS, CloudFormation's outputs, Secrets Manager. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Topology } from "../../../src/topology/topology.ts";
import { type Answer, type Parameters, parametersOf, Refusal, xml } from "../fake-aws/query.ts";
import { answerSecretsManager, type Secrets } from "./secrets-manager.ts";
import {
  type Attachments,
  associate,
  describeAttachments,
  disassociate,
  propagate,
  propagations,
} from "./transit-gateway.ts";
import { describeConnections, modifyTunnel, type VpnState } from "./vpn.ts";

export interface StubAws {
  /** What points the aws CLI here. */
  readonly env: Readonly<Record<string, string>>;
  readonly vpn: VpnState;
  readonly attachments: Attachments;
  readonly secrets: Secrets;
  /** Outputs of the stack. Tests may change them. */
  readonly outputs: Map<string, string>;
  /** Names of the operations that were asked for, in order. */
  readonly log: string[];
  /** Answers in the cloud's stead where it returns something. */
  fault: (operation: string) => Refusal | undefined;
  stop(): Promise<void>;
}

export const connectionIds = { a: "vpn-0a000000000000001", b: "vpn-0b000000000000002" } as const;
export const attachmentIds = {
  a: "tgw-attach-0a000000000000001",
  b: "tgw-attach-0b000000000000002",
} as const;
/** Account of every credential. */
export const account = "123456789012";

/** An AWS where the stack of that VPN was just created. Options are AWS's own until something sets them. */
export async function startStubAws(topology: Topology, seed = 1): Promise<StubAws> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const log: string[] = [];
  const stub: StubAws = {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    vpn: vpnOf(topology, seed),
    attachments: new Map(
      (["a", "b"] as const).map((id) => [
        attachmentIds[id],
        { connection: connectionIds[id], table: "", propagations: new Set<string>(), upcoming: [] },
      ]),
    ),
    secrets: new Map(),
    outputs: new Map([
      ["ConnectionAId", connectionIds.a],
      ["ConnectionBId", connectionIds.b],
    ]),
    log,
    fault: () => undefined,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  server.on("request", async (request, response) => {
    const body = await text(request);
    answer(stub, { request, response, body, log });
  });
  return stub;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  readonly log: string[];
}

function answer(stub: StubAws, { request, response, body, log }: Exchange): void {
  const target = request.headers["x-amz-target"];
  const operation =
    typeof target === "string"
      ? target.replace("secretsmanager.", "")
      : (parametersOf(body).get("Action") ?? "");
  log.push(operation);
  try {
    const fault = stub.fault(operation);
    if (fault) throw fault;
    if (typeof target === "string") {
      const result = answerSecretsManager(stub.secrets, operation, body);
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(result));
    } else {
      const result = answerQuery(stub, operation, parametersOf(body));
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(result);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const json = typeof target === "string";
    response.writeHead(400, { "content-type": json ? "application/x-amz-json-1.1" : "text/xml" });
    const { code, message } = error;
    response.end(
      json
        ? JSON.stringify({ __type: code, message })
        : xml({ Response: { Errors: { Error: { Code: code, Message: message } } } }),
    );
  }
}

function answerQuery(stub: StubAws, operation: string, parameters: Parameters): string {
  const { vpn, attachments } = stub;
  const ec2: Readonly<Record<string, () => Answer>> = {
    DescribeVpnConnections: () => describeConnections(vpn, parameters),
    ModifyVpnTunnelOptions: () => modifyTunnel(vpn, parameters),
    DescribeTransitGatewayAttachments: () => describeAttachments(attachments, parameters),
    AssociateTransitGatewayRouteTable: () => associate(attachments, parameters),
    DisassociateTransitGatewayRouteTable: () => disassociate(attachments, parameters),
    GetTransitGatewayAttachmentPropagations: () => propagations(attachments, parameters),
    EnableTransitGatewayRouteTablePropagation: () => propagate(attachments, parameters),
  };
  const inEc2 = ec2[operation];
  if (inEc2) return xml({ [`${operation}Response`]: inEc2() });
  if (operation === "GetCallerIdentity")
    return wrapped(operation, { Account: account, Arn: `arn:aws:iam::${account}:user/test`, UserId: "test" });
  if (operation === "DescribeStacks") {
    const outputs = [...stub.outputs].map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    const stack = {
      StackName: "stack",
      StackStatus: "CREATE_COMPLETE",
      CreationTime: "2026-01-01T00:00:00Z",
    };
    return wrapped(operation, { Stacks: [{ ...stack, Outputs: outputs }] });
  }
  throw new Refusal("InvalidAction", `the stub does not know ${operation}`);
}

function wrapped(operation: string, result: Answer): string {
  return xml({ [`${operation}Response`]: { [`${operation}Result`]: result } }, "member");
}

function vpnOf({ tunnels }: Topology, seed: number): VpnState {
  const connection = (id: "a" | "b", net: number) => ({
    state: "available",
    upcoming: [],
    tunnels: tunnels
      .filter((tunnel) => tunnel.connection === id)
      .map(({ insideCidr }, at) => ({
        insideCidr,
        outsideAddress: `52.196.${net}.${11 + at}`,
        options: {},
        preSharedKey: `CANARY${id}${at}${"k".repeat(30)}`,
        reachable: true,
        downFor: 0,
      })),
  });
  return {
    connections: new Map([
      [connectionIds.a, connection("a", 10)],
      [connectionIds.b, connection("b", 20)],
    ]),
    modifications: [],
    pace: { late: 1, modifying: 2, down: 2 },
    random: randomFrom(seed),
  };
}

/** The same numbers from 0 to 1 for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
