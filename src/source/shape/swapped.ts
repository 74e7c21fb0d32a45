/** The two sides of the VPN under each other's name. */
import { safe } from "../../edit.ts";
import type { Problem } from "../findings.ts";
import { keysAt } from "../schema/at-path.ts";
import type { MappingTree } from "../yaml/tree.ts";

/** One finding, if each side has keys that only the other one can have, at least three in all, and none of its own. */
export function swappedSections(root: MappingTree): Problem | undefined {
  const [aws, gcp] = [root.entries.get("aws"), root.entries.get("gcp")];
  if (aws?.value.kind !== "mapping" || gcp?.value.kind !== "mapping") return undefined;
  const [inAws, inGcp] = [foreignKeys(aws.value, "aws", "gcp"), foreignKeys(gcp.value, "gcp", "aws")];
  if (inAws === 0 || inGcp === 0 || inAws + inGcp < 3) return undefined;
  return {
    rule: "shape/unknown-key",
    at: aws.key,
    message: "the section `aws` has the keys of `gcp`, and `gcp` has those of `aws`",
    fix: "Swap the names of the two sections.",
    edits: safe(
      "Swap the names of the sections",
      { kind: "replace", span: aws.key, text: "gcp" },
      { kind: "replace", span: gcp.key, text: "aws" },
    ),
    related: [{ at: gcp.key, message: "the other section" }],
  };
}

/** How many keys only the other side has; none if there is one that only this side has. */
function foreignKeys({ entries }: MappingTree, own: "aws" | "gcp", other: "aws" | "gcp"): number {
  const [ownKeys, otherKeys] = [keysAt([own]), keysAt([other])];
  const keys = [...entries.keys()];
  const foreign = keys.filter((key) => otherKeys.includes(key) && !ownKeys.includes(key));
  const hasOwn = keys.some((key) => ownKeys.includes(key) && !otherKeys.includes(key));
  return hasOwn ? 0 : foreign.length;
}
