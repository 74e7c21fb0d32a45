/** The part of Secrets Manager that makes and reads secrets. https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
import { Refusal } from "../fake-aws/query.ts";

interface StubSecret {
  /** Current value, or "" where there is none yet. */
  text: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** Text of the version with the stage AWSPENDING. */
  pending?: string;
}

/** By name. */
export type Secrets = Map<string, StubSecret>;

export function answerSecretsManager(secrets: Secrets, operation: string, body: string): unknown {
  const request = JSON.parse(body) as Record<string, unknown>;
  const text = String(request.SecretString ?? "");
  if (operation === "CreateSecret") {
    const name = String(request.Name);
    if (secrets.has(name)) throw new Refusal("ResourceExistsException", `the secret ${name} already exists`);
    secrets.set(name, { text, request: { ...request, SecretString: undefined } });
    return { Name: name, VersionId: version };
  }
  const name = String(request.SecretId);
  const secret = secrets.get(name);
  if (!secret)
    throw new Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  if (operation === "PutSecretValue") {
    if (String(request.VersionStages) === "AWSPENDING") secret.pending = text;
    else secret.text = text;
    return { Name: name, VersionId: version };
  }
  if (operation === "DescribeSecret") {
    const current = secret.text === "" ? {} : { [version]: ["AWSCURRENT"] };
    const pending = secret.pending === undefined ? {} : { [pendingVersion]: ["AWSPENDING"] };
    return { Name: name, VersionIdsToStages: { ...current, ...pending } };
  }
  if (operation === "UpdateSecretVersionStage") {
    if (request.MoveToVersionId === pendingVersion) secret.text = secret.pending ?? "";
    else delete secret.pending;
    return { Name: name };
  }
  if (operation !== "GetSecretValue") throw new Refusal("InvalidAction", operation);
  return request.VersionStage === "AWSPENDING"
    ? { Name: name, SecretString: secret.pending, VersionId: pendingVersion }
    : { Name: name, SecretString: secret.text, VersionId: version };
}

const version = "2f6d1c3e-0000-4000-8000-000000000001";
const pendingVersion = "2f6d1c3e-0000-4000-8000-000000000002";
