/** Secrets Manager with its stages. https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
import { Refusal } from "./query.ts";

export interface SecretVersion {
  readonly id: string;
  readonly text: string;
  readonly stages: Set<string>;
}

export interface Secret {
  readonly versions: SecretVersion[];
  /** What it was created with, without its text. */
  readonly request: Readonly<Record<string, unknown>>;
  deleted: boolean;
}

/** By name. */
export type Secrets = Map<string, Secret>;

type Request = Readonly<Record<string, unknown>>;

/** The text of a secret's version at a stage; undefined where there is none. */
export function secretText(secrets: Secrets, name: string, stage = "AWSCURRENT"): string | undefined {
  const secret = secrets.get(name);
  return secret?.deleted ? undefined : secret?.versions.find(({ stages }) => stages.has(stage))?.text;
}

/** Makes a secret whose current version has that text, or gives it such a version. */
export function storeSecret(secrets: Secrets, name: string, text: string): void {
  const secret = secrets.get(name) ?? { versions: [], request: {}, deleted: false };
  secrets.set(name, secret);
  addVersion(secret, text, ["AWSCURRENT"]);
}

const operations: Readonly<Record<string, (secrets: Secrets, request: Request) => unknown>> = {
  CreateSecret: create,
  PutSecretValue: put,
  DescribeSecret: (secrets, { SecretId }) => {
    const secret = secrets.get(String(SecretId));
    const { versions, deleted } = secret?.deleted ? secret : secretOf(secrets, SecretId);
    return {
      ARN: arn(String(SecretId)),
      Name: String(SecretId),
      ...(deleted && { DeletedDate: 1767225600 }),
      VersionIdsToStages: Object.fromEntries(
        versions.flatMap(({ id, stages }) => (stages.size > 0 ? [[id, [...stages]]] : [])),
      ),
    };
  },
  ListSecretVersionIds: (secrets, { SecretId, IncludeDeprecated }) => ({
    Name: String(SecretId),
    Versions: secretOf(secrets, SecretId)
      .versions.filter(({ stages }) => stages.size > 0 || IncludeDeprecated === true)
      .map(({ id, stages }) => ({ VersionId: id, VersionStages: [...stages] })),
  }),
  // Names by their beginning. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html
  ListSecrets: (secrets, { Filters = [], IncludePlannedDeletion }) => {
    const [{ Values = [] } = {}] = Filters as { Values?: string[] }[];
    const found = [...secrets].filter(
      ([name, { deleted }]) =>
        Values.some((start) => name.startsWith(start)) && (!deleted || IncludePlannedDeletion === true),
    );
    return {
      SecretList: found.map(([name, { deleted }]) => ({
        ARN: arn(name),
        Name: name,
        ...(deleted && { DeletedDate: 1767225600 }),
      })),
    };
  },
  GetSecretValue: get,
  UpdateSecretVersionStage: moveStage,
  DeleteSecret: (secrets, { SecretId }) => {
    const secret = secretOf(secrets, SecretId);
    secret.deleted = true;
    return { Name: String(SecretId), ARN: arn(String(SecretId)) };
  },
  RestoreSecret: (secrets, { SecretId }) => {
    const secret = secrets.get(String(SecretId)) ?? secretOf(secrets, SecretId);
    secret.deleted = false;
    return { Name: String(SecretId), ARN: arn(String(SecretId)) };
  },
  TagResource: (secrets, { SecretId }) => {
    secretOf(secrets, SecretId);
    return {};
  },
};

export function answerSecretsManager(secrets: Secrets, operation: string, body: string): unknown {
  const answer = operations[operation];
  if (!answer) throw new Refusal("InvalidAction", `the fake does not know ${operation}`);
  return answer(secrets, JSON.parse(body) as Request);
}

function create(secrets: Secrets, request: Request): unknown {
  const { SecretString, ClientRequestToken, Name } = request;
  const name = String(Name);
  const found = secrets.get(name);
  if (found?.deleted)
    throw new Refusal(
      "InvalidRequestException",
      `You can't create this secret because a secret with this name is already scheduled for deletion.`,
    );
  if (found) throw new Refusal("ResourceExistsException", `the secret ${name} already exists`);
  const secret: Secret = { versions: [], request: { ...request, SecretString: undefined }, deleted: false };
  secrets.set(name, secret);
  if (SecretString === undefined) return { ARN: arn(name), Name: name };
  const { id } = addVersion(secret, String(SecretString), ["AWSCURRENT"], ClientRequestToken);
  return { ARN: arn(name), Name: name, VersionId: id };
}

function put(
  secrets: Secrets,
  { SecretId, SecretString, VersionStages, ClientRequestToken }: Request,
): unknown {
  const secret = secretOf(secrets, SecretId);
  const stages = (VersionStages as string[] | undefined) ?? ["AWSCURRENT"];
  const same = secret.versions.find(({ id }) => id === ClientRequestToken);
  if (same && same.text !== SecretString)
    throw new Refusal("ResourceExistsException", "a version with this token exists with another value");
  const version = same ?? addVersion(secret, String(SecretString), stages, ClientRequestToken);
  return { Name: String(SecretId), VersionId: version.id, VersionStages: [...version.stages] };
}

function get(secrets: Secrets, { SecretId, VersionId, VersionStage }: Request): unknown {
  const { versions } = secretOf(secrets, SecretId);
  const found = versions.find(({ id, stages }) =>
    VersionId === undefined ? stages.has(String(VersionStage ?? "AWSCURRENT")) : id === VersionId,
  );
  if (!found)
    throw new Refusal(
      "ResourceNotFoundException",
      `Secrets Manager can't find the specified secret value for ${VersionId ?? `staging label: ${VersionStage ?? "AWSCURRENT"}`}`,
    );
  const { id, text, stages } = found;
  return { Name: String(SecretId), SecretString: text, VersionId: id, VersionStages: [...stages] };
}

/** Moves a stage; AWSCURRENT leaves AWSPREVIOUS where it was. */
function moveStage(
  secrets: Secrets,
  { SecretId, VersionStage, MoveToVersionId, RemoveFromVersionId }: Request,
): unknown {
  const { versions } = secretOf(secrets, SecretId);
  const stage = String(VersionStage);
  const from = versions.find(({ stages }) => stages.has(stage));
  const to = versions.find(({ id }) => id === MoveToVersionId);
  if (MoveToVersionId !== undefined && !to)
    throw new Refusal("ResourceNotFoundException", "there is no such version");
  if (from && from !== to && from.id !== RemoveFromVersionId)
    throw new Refusal(
      "InvalidParameterException",
      `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${from.id}`,
    );
  if (from && from !== to) from.stages.delete(stage);
  if (to) setStages(versions, to, [stage], from);
  return { Name: String(SecretId) };
}

function addVersion(
  { versions }: Secret,
  text: string,
  stages: readonly string[],
  token: unknown = undefined,
): SecretVersion {
  const number = String(versions.length + 1).padStart(12, "0");
  const added = { id: String(token ?? `2f6d1c3e-0000-4000-8000-${number}`), text, stages: new Set<string>() };
  const before = versions.find((one) => one.stages.has("AWSCURRENT"));
  versions.push(added);
  setStages(versions, added, stages, before);
  return added;
}

function setStages(
  versions: readonly SecretVersion[],
  to: SecretVersion,
  stages: readonly string[],
  before: SecretVersion | undefined,
): void {
  for (const stage of stages) {
    for (const one of versions) one.stages.delete(stage);
    to.stages.add(stage);
    if (stage !== "AWSCURRENT" || !before || before === to) continue;
    for (const one of versions) one.stages.delete("AWSPREVIOUS");
    before.stages.add("AWSPREVIOUS");
  }
}

/**
 * A secret that is scheduled for deletion can only be described and restored.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
 */
function secretOf(secrets: Secrets, id: unknown): Secret {
  const secret = secrets.get(String(id));
  if (!secret)
    throw new Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  if (secret.deleted)
    throw new Refusal("InvalidRequestException", "You can't perform this operation on a deleted secret.");
  return secret;
}

function arn(name: string): string {
  return `arn:aws:secretsmanager:region:123456789012:secret:${name}`;
}
