/** IAM policies, as the runbook shows them. */

export interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  /** Values by operator and key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** As JSON that Prettier leaves as it is. */
export function policy(statements: readonly (Statement | false)[]): string {
  return json({
    Version: "2012-10-17",
    Statement: statements
      .filter((statement) => statement !== false)
      .map(({ Sid, ...rest }) => ({ Sid, Effect: "Allow", ...rest })),
  });
}

export function prefixed(service: string, actions: readonly string[]): string[] {
  return actions.map((action) => `${service}:${action}`);
}

/** JSON as Prettier prints it, two spaces deeper inside `depth`: a list stays on its line while that has at most 80 columns. */
function json(value: unknown, depth = "", before = 0): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${depth}  `;
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    const line = `[${value.map((item) => json(item)).join(", ")}]`;
    // A comma may follow.
    if (depth.length + before + line.length < 80) return line;
  }
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const lines = Array.isArray(value)
    ? value.map((item) => inner + json(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}"${key}": ${json(item, inner, key.length + 4)}`);
  return `${open}\n${lines.join(",\n")}\n${depth}${close}`;
}
