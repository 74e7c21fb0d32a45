/** What a rule is: one object from which documentation, `explain`, SARIF and tests derive. */
import type { Edits, Path, Severity } from "../diagnostic.ts";
import type { Config, Section } from "../source/schema/config.ts";
import type { Literal } from "../source/secrets/literals.ts";
import type { SopsFile } from "../source/secrets/sops.ts";
import type { Topology } from "../topology/topology.ts";

/** A finding as a rule reports it: by path, in the file that the rule looks at unless another is named. */
export interface Finding {
  readonly at: Path;
  /** Default: the value. */
  readonly part?: "key" | "value";
  /** What is wrong, with the value, and what is allowed. */
  readonly message: string;
  /** What to do here, where it can be said more precisely than the rule's own `fix`. */
  readonly fix?: string;
  /** The same as edits, if a machine can make them. */
  readonly edits?: Edits;
  readonly related?: readonly { readonly file?: string; readonly at: Path; readonly message: string }[];
  /** File of the finding, for rules across files. */
  readonly file?: string;
}

/** Facts that a rule rests on, and the words that explain it. */
interface Words {
  /** Path of the rule's file under `rules/`, as `bgp/asn-equal`. */
  readonly id: string;
  readonly severity: Severity;
  /** The requirement as a true sentence. */
  readonly title: string;
  /** What breaks, and when one would notice. */
  readonly why: string;
  /** What to do, in one line. */
  readonly fix: string;
  /** Page that says so; a fact's source. */
  readonly source: string;
  /** Changes to the base file (`base-example.ts`) that break the rule, and where the finding must be. */
  readonly bad: Example & { readonly at: Path };
  /** Changes that look alike and are right. */
  readonly good: Example;
}

/**
 * A fragment of `vpn.yaml`, as YAML text, that is laid over the base example: mappings are merged,
 * everything else is replaced, and null takes a key away.
 */
export interface Example {
  readonly yaml: string;
  /** Further files of the run, laid over the second example likewise; for rules across files. */
  readonly others?: readonly string[];
  /** What the sops file holds that the example names, or null where there is none; for rules on it. */
  readonly sops?: string | null;
}

/** A file of a run without an error in its shape. */
export interface Vpn {
  readonly file: string;
  readonly config: Config;
  readonly topology: Topology;
}

/** Looks at the sections that it names, and runs if they are there. It ends if it reads a value that is not valid. */
export interface SectionRule<S extends Section> extends Words {
  readonly needs: readonly S[];
  readonly check: (config: Pick<Config, S>) => Iterable<Finding>;
}

/** Looks at a valid file, and at what it means. */
export interface TopologyRule extends Words {
  readonly needs: "topology";
  readonly check: (vpn: Vpn) => Iterable<Finding>;
}

/** Looks at all valid files of the run together. */
export interface RunRule extends Words {
  readonly needs: "run";
  readonly check: (vpns: readonly Vpn[]) => Iterable<Finding>;
}

/** Looks at the sops file that a file names, where what it holds was given. */
export interface SopsRule extends Words {
  readonly needs: "sops";
  readonly check: (file: SopsFile) => Iterable<Finding>;
}

/** Looks at what may be a pre-shared key in a file, wherever it is. */
export interface LiteralRule extends Words {
  readonly needs: "literals";
  readonly check: (literals: readonly Literal[]) => Iterable<Finding>;
}

/** A rule of any kind, as the registry holds it. */
export type Rule = SectionRule<Section> | TopologyRule | RunRule | SopsRule | LiteralRule;

/** Makes a rule over sections; the check's argument has just these. */
export function sectionRule<const S extends Section, const Id extends string>(
  rule: SectionRule<S> & { readonly id: Id },
): SectionRule<Section> & { readonly id: Id } {
  return rule;
}

export function topologyRule<const Id extends string>(rule: TopologyRule & { readonly id: Id }) {
  return rule;
}

export function runRule<const Id extends string>(rule: RunRule & { readonly id: Id }) {
  return rule;
}

export function sopsRule<const Id extends string>(rule: SopsRule & { readonly id: Id }) {
  return rule;
}

export function literalRule<const Id extends string>(rule: LiteralRule & { readonly id: Id }) {
  return rule;
}
