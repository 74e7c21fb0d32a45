/** The part of Secret Manager v1 that gcloud and the google provider need to make, list and read secrets. */
import { Buffer } from "node:buffer";
import { secretIdPattern } from "../../../src/facts/gcp.ts";
import type { Reply } from "./reply.ts";
import { ok } from "./reply.ts";

export interface SecretVersion {
  readonly text: string;
  state: "ENABLED" | "DISABLED" | "DESTROYED";
}

/** Versions by secret id, in order: version 1 comes first. */
export type Vault = Map<string, SecretVersion[]>;

/** Answers name projects by number, whatever the request said. */
const projectNumber = "428010101010";
const states = { enable: "ENABLED", disable: "DISABLED", destroy: "DESTROYED" } as const;

interface SecretRequest {
  readonly method: string;
  /** Behind `/v1/projects/P/secrets`, such as `/media-prod-psk-a1/versions/latest:access`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: { readonly replication?: unknown; readonly payload?: { readonly data?: string } };
}

export function answerSecretManager(vault: Vault, { method, path, query, body }: SecretRequest): Reply {
  const [, id, wanted, verb] = /^(?:\/([^/:]+))?(?:\/versions(?:\/([^/:]+))?)?(?::(\w+))?$/.exec(path) ?? [];
  if (id === undefined) {
    if (method === "GET") return ok({ secrets: [...vault.keys()].map(secret), totalSize: vault.size });
    return create(vault, query.get("secretId") ?? "", body);
  }
  const versions = vault.get(id);
  if (!versions)
    return refuse(404, "NOT_FOUND", `Secret [projects/${projectNumber}/secrets/${id}] not found.`);
  if (verb === "addVersion") {
    versions.push({ text: Buffer.from(body.payload?.data ?? "", "base64").toString(), state: "ENABLED" });
    // Without it gcloud takes the version for damaged.
    return ok({ ...version(id, versions, versions.length), clientSpecifiedPayloadChecksum: true });
  }
  if (wanted === undefined) {
    if (method === "DELETE") return remove(vault, id);
    if (!path.endsWith("/versions")) return ok(secret(id));
    return ok({ versions: versions.map((_, at) => version(id, versions, at + 1)).reverse() });
  }
  const number = wanted === "latest" ? versions.length : Number(wanted);
  const found = versions[number - 1];
  if (!found) return refuse(404, "NOT_FOUND", `Secret Version [${link(id)}/versions/${wanted}] not found.`);
  const state = Object.entries(states).find(([name]) => name === verb)?.[1];
  if (state) found.state = state;
  if (verb !== "access") return ok(version(id, versions, number));
  if (found.state !== "ENABLED")
    return refuse(
      400,
      "FAILED_PRECONDITION",
      `Secret Version [${link(id)}/versions/${number}] is in ${found.state} state.`,
    );
  const data = Buffer.from(found.text).toString("base64");
  return ok({ name: `${link(id)}/versions/${number}`, payload: { data } });
}

function create(vault: Vault, id: string, body: SecretRequest["body"]): Reply {
  if (!new RegExp(secretIdPattern.value).test(id))
    return refuse(400, "INVALID_ARGUMENT", `secretId '${id}' is invalid.`);
  if (!body.replication) return refuse(400, "INVALID_ARGUMENT", "Secret.replication must be provided.");
  if (vault.has(id)) return refuse(409, "ALREADY_EXISTS", `Secret [${link(id)}] already exists.`);
  vault.set(id, []);
  return ok(secret(id));
}

function remove(vault: Vault, id: string): Reply {
  vault.delete(id);
  return ok({});
}

function secret(id: string) {
  return { name: link(id), createTime: "2026-01-01T00:00:00Z", replication: { automatic: {} } };
}

function version(id: string, versions: readonly SecretVersion[], number: number) {
  return {
    name: `${link(id)}/versions/${number}`,
    createTime: "2026-01-01T00:00:00Z",
    state: versions[number - 1]?.state,
  };
}

function link(id: string): string {
  return `projects/${projectNumber}/secrets/${id}`;
}

function refuse(code: number, status: string, message: string): Reply {
  return { status: code, body: { error: { code, message, status } } };
}
