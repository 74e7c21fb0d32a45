/** The hashicorp/google provider, and the cloud behind it, in the process of a test. */
import type { Attributes } from "../fake-provider/values.ts";
import type { Bridge } from "./bridge.ts";
import type { Call, Cloud, ReceivedSecret } from "./store.ts";

export interface FakeGoogleOptions {
  /** Where secrets named without a project live, and what `create` makes. */
  readonly project: string;
  readonly region: string;
  /** Where the provider shares its cloud with other clients: the way there. `create` then only makes it known. */
  readonly bridge?: Bridge;
}

export interface FakeGoogle {
  /** Environment in which terraform finds this provider. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything of a type that exists now, by name, as the provider's state has it. */
  readonly resources: (type: string) => readonly Attributes[];
  /** Every request that would have changed the cloud, in order, refused ones included. */
  readonly calls: readonly Call[];
  /** The pre-shared key of each tunnel creation, in order. */
  readonly receivedSecrets: readonly ReceivedSecret[];
  /** Stores a version of a secret: `id`, or `projects/…/secrets/id`. The one set last is the latest. */
  readonly setSecret: (secret: string, version: string, value: string) => void;
  /** Makes something that exists before Terraform comes. Throws where the API would refuse it. */
  readonly create: (type: string, attributes: Attributes) => void;
  /** Everything that it remembers. */
  readonly memory: Cloud;
  /** Deletes something behind Terraform's back. Throws where the API would refuse it. */
  readonly remove: (type: string, name: string) => void;
  readonly stop: () => void;
}

/**
 * Starts the fake: an empty project behind a provider that the real terraform attaches to.
 *
 * Run terraform asynchronously: the provider lives in this process. Needs the packages of
 * test/tools/package.json, which are loaded here and not when a test imports this file.
 */
export async function startFakeGoogle(options: FakeGoogleOptions): Promise<FakeGoogle> {
  const [
    { adopt, create, remove },
    { all, newCloud },
    { planChange, shape },
    { handlers },
    { resourceBlock },
    { serve },
  ] = await Promise.all([
    import("./cloud.ts"),
    import("./store.ts"),
    import("./plan.ts"),
    import("./rpc.ts"),
    import("./schema.ts"),
    import("../fake-provider/server.ts"),
  ]);
  const cloud: Cloud = newCloud(options.bridge);
  const { reattach, stop } = await serve(handlers(cloud));
  return {
    env: { TF_REATTACH_PROVIDERS: JSON.stringify({ "registry.terraform.io/hashicorp/google": reattach }) },
    resources: (type) => all(cloud, type),
    calls: cloud.calls,
    memory: cloud,
    receivedSecrets: cloud.receivedSecrets,
    setSecret: (secret, version, value) => {
      const path = secret.includes("/") ? secret : `projects/${options.project}/secrets/${secret}`;
      cloud.secrets.delete(`${path}/versions/${version}`);
      cloud.secrets.set(`${path}/versions/${version}`, value);
    },
    create: (type, attributes) => {
      const { project, region } = options;
      const config = shape(resourceBlock(type), { project, region, ...attributes });
      const provider = { project, region, default_labels: {} };
      const { planned } = planChange({ type, prior: null, proposed: config, config }, provider);
      if (options.bridge) adopt(cloud, type, planned);
      else create(cloud, { type, planned, secret: String(attributes.shared_secret ?? "") });
    },
    remove: (type, name) => {
      const found = all(cloud, type).find((attributes) => attributes.name === name);
      if (!found) throw new Error(`no ${type} is called ${name}`);
      remove(cloud, type, found);
    },
    stop,
  };
}
