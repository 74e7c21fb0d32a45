/** IAM policies, as the runbook shows them. */
import { prettyJson } from "../../render/json.ts";

export interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  /** Values by operator and key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** As JSON that Prettier leaves as it is. */
export function policy(statements: readonly (Statement | false)[]): string {
  return prettyJson({
    Version: "2012-10-17",
    Statement: statements
      .filter((statement) => statement !== false)
      .map(({ Sid, ...rest }) => ({ Sid, Effect: "Allow", ...rest })),
  });
}
