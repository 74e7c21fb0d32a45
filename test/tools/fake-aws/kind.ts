/** A resource type of emitted templates: which properties it has, and what making, changing and deleting one does. */
import type { AwsState, Tag } from "./state.ts";

export type Properties = Readonly<Record<string, unknown>>;

/** What a made resource is referred to by. */
export interface Made {
  readonly id: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Kind {
  /** Properties that need another resource when they change, and those that change in place. Those that are required end in `!`. */
  readonly replaced: readonly string[];
  readonly updated: readonly string[];
  /** Whether CloudFormation's own tags reach it. */
  readonly systemTags?: boolean;
  readonly create: (aws: AwsState, properties: Properties) => Made;
  readonly update?: (
    aws: AwsState,
    id: string,
    change: { properties: Properties; before: Properties; changed: readonly string[] },
  ) => void;
  readonly remove: (aws: AwsState, id: string, properties: Properties) => void;
  /** Names of properties whose live values are not those. */
  readonly drifted?: (aws: AwsState, id: string, properties: Properties) => string[];
}

/** The property as text; "" where it is absent. */
export const text = (properties: Properties, name: string) => String(properties[name] ?? "");
export const tagsOf = ({ Tags = [] }: Properties) => Tags as readonly Tag[];
