/** Calls the fake without gcloud, to seed what exists already and to see what is refused. */
export interface ComputeAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly name?: string };
  /** The error's message; "" where it went well. */
  readonly message: string;
}

/** `path` is behind `/compute/v1/projects/`. Operations are left unpolled. */
export async function callCompute(
  url: string,
  { method, path, body }: { method: string; path: string; body?: unknown },
): Promise<ComputeAnswer> {
  // A connection that is kept is closed by the server after some seconds, and on a busy machine just as it is used again.
  const headers = { connection: "close" };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`${url}/compute/v1/projects/${path}`, init);
  const answer = (await response.json()) as ComputeAnswer["body"] & { error?: { message: string } };
  return { status: response.status, body: answer, message: answer.error?.message ?? "" };
}
