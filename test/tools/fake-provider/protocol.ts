/** The calls of the plugin protocol, as far as the fakes answer them. */
import type { DynamicValue } from "./values.ts";

/** The fields that any of the requests has. */
export interface RpcRequest {
  readonly type_name: string;
  readonly id: string;
  readonly config?: DynamicValue;
  readonly raw_state: { readonly json: Uint8Array };
  readonly current_state?: DynamicValue;
  readonly prior_state?: DynamicValue;
  readonly proposed_new_state?: DynamicValue;
  readonly planned_state?: DynamicValue;
}
export type Handlers = Readonly<Record<string, (request: RpcRequest) => object>>;

/** An error, about an attribute where one is named. */
export function diagnostic(summary: string, attribute?: string): object {
  const path = attribute ? { attribute: { steps: [{ attribute_name: attribute }] } } : {};
  return { severity: 1, summary, detail: "", ...path };
}
