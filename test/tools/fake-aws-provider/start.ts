/** The hashicorp/aws provider, and the account behind it, in the process of a test. */
import type { Attributes } from "../fake-provider/values.ts";
import type { Account, Call } from "./store.ts";

export interface FakeAws {
  /** What TF_REATTACH_PROVIDERS says of it. */
  readonly reattach: Readonly<Record<string, object>>;
  /** Everything of a type that exists now, as the provider's state has it. */
  readonly resources: (type: string) => readonly Attributes[];
  /** Every request that changed the account, in order. */
  readonly calls: readonly Call[];
  /** The secrets of connections, by ARN. */
  readonly secrets: Account["secrets"];
  /** Makes something that exists before Terraform comes, under an id of the test's choice. */
  readonly place: (type: string, id: string, attributes: Attributes) => void;
  /** Takes something away behind Terraform's back. */
  readonly remove: (type: string, id: string) => void;
  readonly stop: () => void;
}

/** Starts the fake: an empty account behind a provider that the real terraform attaches to. */
export async function startFakeAws(): Promise<FakeAws> {
  const [{ all, keyOf, newAccount }, { handlers }, { serve }, { resourceBlock }] = await Promise.all([
    import("./store.ts"),
    import("./rpc.ts"),
    import("../fake-provider/server.ts"),
    import("./schema.ts"),
  ]);
  const account = newAccount();
  const { reattach, stop } = await serve(handlers(account));
  return {
    reattach: { "registry.terraform.io/hashicorp/aws": reattach },
    resources: (type) => all(account, type),
    calls: account.calls,
    secrets: account.secrets,
    place: (type, id, attributes) => {
      const { attributes: names = {}, block_types: blocks = {} } = resourceBlock(type);
      const empty = Object.fromEntries(Object.keys(names).map((name) => [name, null]));
      const noBlocks = Object.fromEntries(Object.keys(blocks).map((name) => [name, []]));
      const whole = { ...empty, ...noBlocks, ...attributes, id };
      account.resources.set(keyOf(type, id), { type, attributes: whole });
    },
    remove: (type, id) => account.resources.delete(keyOf(type, id)),
    stop,
  };
}
