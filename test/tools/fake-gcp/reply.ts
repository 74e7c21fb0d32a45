/** Answers in the form that Google's APIs give them. */

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** An error as the Compute API words it. `reason` is the machine's word, such as `notFound`. */
export function refusal(code: number, reason: string, message: string): Reply {
  return {
    status: code,
    body: { error: { code, message, errors: [{ message, domain: "global", reason }] } },
  };
}

export function notFound(path: string): Reply {
  return refusal(404, "notFound", `The resource 'projects/${path}' was not found`);
}

export function invalid(field: string, problem: string): Reply {
  return refusal(400, "invalid", `Invalid value for field 'resource.${field}': ${problem}`);
}
