/** AWS in the test's own process, for the real aws CLI: EC2's VPN, STS, CloudFormation, Secrets Manager, log groups. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { received } from "../received.ts";
import { gatewayOperations } from "./gateways.ts";
import { networkOperations } from "./network.ts";
import { authorizeCall, noBody } from "./permissions.ts";
import { type Answer, type Parameters, parametersOf, Refusal, xml } from "./query.ts";
import { answerSecretsManager } from "./secrets-manager.ts";
import { stackOperations } from "./stacks.ts";
import type { AwsState } from "./state.ts";
import { transitOperations } from "./transit-gateway.ts";
import { activeStatus, describeConnections, modifyTunnel } from "./vpn.ts";

export interface AwsCall {
  /** Such as `ModifyVpnTunnelOptions`. */
  readonly operation: string;
  /** Whether it asked for a change. */
  readonly mutates: boolean;
  /** Code of the error that was answered, or "". */
  readonly refused: string;
}

export interface AwsHooks {
  /** Before a call has any effect; what it returns is answered instead. */
  readonly before: (operation: string) => Refusal | undefined;
  /** Once a call had its effect; what it returns is answered instead. */
  readonly after: (call: AwsCall) => Refusal | undefined;
}

export interface FakeAws {
  /** What points the aws CLI here, with the credentials of an account. */
  readonly env: (account?: string) => Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Serves that AWS on a port of 127.0.0.1 that is free. The caller must await `stop`. */
export async function startFakeAws(aws: AwsState, hooks: AwsHooks): Promise<FakeAws> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.on("request", async (request, response) => {
    const body = await received(request);
    if (body === undefined) return;
    const reply = answer(aws, hooks, { request, body });
    response.writeHead(reply.status, { "content-type": reply.type });
    response.end(reply.text);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: (account = aws.account) => ({
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: `AKIA${account}`,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
    }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** One request. Anything that the fake does not know is an error of its own. */
function answer(
  aws: AwsState,
  hooks: AwsHooks,
  { request, body }: { request: IncomingMessage; body: string },
): Reply {
  const target = String(request.headers["x-amz-target"] ?? "");
  const parameters = parametersOf(body);
  const operation = target === "" ? (parameters.get("Action") ?? "") : target.replace(/^.*\./, "");
  const format = target === "" ? asXml : asJson;
  let refusal: Refusal | undefined;
  let result: Reply | undefined;
  try {
    refusal = hooks.before(operation);
    if (!refusal) {
      const [, , region = "", service = ""] = credentialOf(request);
      const there = inRegion(aws, region);
      const json = target === "" ? noBody : JSON.parse(body);
      authorizeCall(there, { account: accountOf(request), service, operation, parameters, body: json });
      result =
        target === ""
          ? { ...ok, text: answerQuery(there, operation, { account: accountOf(request), parameters }) }
          : { ...okJson, text: JSON.stringify(answerJson(there, target, body)) };
    }
  } catch (error) {
    refusal = error instanceof Refusal ? error : new Refusal("FakeDefect", `the fake: ${String(error)}`);
  }
  const mutates = isChange(operation) && parameters.get("DryRun") !== "true";
  refusal = hooks.after({ operation, mutates, refused: refusal?.code ?? "" }) ?? refusal;
  return refusal ? format(refusal) : (result ?? ok);
}

/** Whether an operation asks for a change. */
export function isChange(operation: string): boolean {
  return !/^(Get|Describe|List|Search|Validate|Simulate)/.test(operation);
}

const ok = { status: 200, type: "text/xml", text: "" };
const okJson = { status: 200, type: "application/x-amz-json-1.1" };

function asXml({ code, message }: Refusal): Reply {
  const error = xml({ Error: { Code: code, Message: message } });
  // The frames of EC2, and of STS and CloudFormation; a client reads the one that it knows.
  const text = `<Response><Errors>${error}</Errors>${error}</Response>`;
  return { status: statusOf(code), type: "text/xml", text };
}

function asJson({ code, message }: Refusal): Reply {
  return { ...okJson, status: statusOf(code), text: JSON.stringify({ __type: code, message }) };
}

/** HTTP status of an error's code. */
function statusOf(code: string): number {
  return ["InternalError", "InternalFailure", "ServiceUnavailable"].includes(code) ? 500 : 400;
}

/** The signature names account (by key), day, region and service. */
function credentialOf(request: IncomingMessage): readonly string[] {
  return (/Credential=([^,]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "").split("/");
}

function accountOf(request: IncomingMessage): string {
  return (credentialOf(request)[0] ?? "").replace("AKIA", "");
}

/** Nothing of one region is in another: there nobody has made anything, and what is made does not last. */
function inRegion(aws: AwsState, region: string): AwsState {
  if (region === aws.region) return aws;
  const emptied = Object.entries(aws).map(([name, value]) => [
    name,
    value instanceof Map && name !== "quotas" ? new Map() : value,
  ]);
  return { ...aws, ...Object.fromEntries(emptied), region };
}

function answerQuery(
  aws: AwsState,
  operation: string,
  call: { readonly account: string; readonly parameters: Parameters },
): string {
  const { account, parameters } = call;
  const operations: Record<string, (aws: AwsState, parameters: Parameters, account: string) => Answer> = {
    ...gatewayOperations,
    ...transitOperations,
    ...networkOperations,
    DescribeVpnConnections: describeConnections,
    ModifyVpnTunnelOptions: modifyTunnel,
    GetActiveVpnTunnelStatus: activeStatus,
  };
  const ec2 = operations[operation];
  if (ec2) return xml({ [`${operation}Response`]: ec2(aws, parameters, account) });
  const stacks = stackOperations[operation];
  if (stacks) return wrapped(operation, stacks(aws, call));
  if (operation === "GetCallerIdentity")
    return wrapped(operation, { Account: account, Arn: `arn:aws:iam::${account}:user/test`, UserId: "test" });
  throw new Refusal("InvalidAction", `the fake does not know ${operation}`);
}

function wrapped(operation: string, result: Answer): string {
  return xml({ [`${operation}Response`]: { [`${operation}Result`]: result } }, "member");
}

function answerJson(aws: AwsState, target: string, body: string): unknown {
  const [service, operation = ""] = target.split(".");
  if (service === "secretsmanager") return answerSecretsManager(aws.secrets, operation, body);
  if (target === "ServiceQuotasV20190624.ListServiceQuotas") return { Quotas: quotasOf(aws) };
  if (target === "Logs_20140328.DescribeLogGroups") {
    const { logGroupNamePrefix = "" } = JSON.parse(body) as { logGroupNamePrefix?: string };
    const found = [...aws.logGroups].filter(([name]) => name.startsWith(logGroupNamePrefix));
    return {
      logGroups: found.map(([logGroupName, retentionInDays]) => ({
        logGroupName,
        retentionInDays,
        arn: `arn:aws:logs:${aws.region}:${aws.account}:log-group:${logGroupName}:*`,
      })),
    };
  }
  if (target === "Logs_20140328.DeleteLogGroup") {
    const { logGroupName = "" } = JSON.parse(body) as { logGroupName?: string };
    if (!aws.logGroups.delete(logGroupName))
      throw new Refusal("ResourceNotFoundException", "The specified log group does not exist.");
    return {};
  }
  throw new Refusal("UnknownOperationException", `the fake does not know ${target}`);
}

/** Values are numbers with a fraction. https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ServiceQuota.html */
function quotasOf(aws: AwsState) {
  const others: readonly [string, number][] = [["L-1216C47A", 1152]];
  return [...aws.quotas, ...others].map(([QuotaCode, Value]) => ({ ServiceCode: "ec2", QuotaCode, Value }));
}
