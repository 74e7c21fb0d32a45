/** The runbook's table of what each edit of the file does to a running VPN. */
import type { ChangeRow, Effect, Way } from "../../facets/effect.ts";
import { changeRows } from "../../facets/effects.ts";
import { codeSpan, table } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";

interface Means {
  readonly isOneApply: boolean;
  readonly withRoll: boolean;
  /** What makes Google Cloud's side in these artifacts. */
  readonly makers: readonly ("terraform" | "gcloud")[];
}

/** Edits, what they do, and how they get to the clouds: by the scripts, or all by Terraform. */
export function changesTable({ aws }: Topology, means: Means): string {
  const has = {
    tgw: aws.gateway.type === "tgw",
    terraform: means.isOneApply || means.makers.includes("terraform"),
  };
  const rows = changeRows.filter(
    ({ only, oneApply }) =>
      (only === undefined || has[only]) && (!means.isOneApply || oneApply !== undefined),
  );
  const cells = rows.map((row) => [editOf(row), row.aws, row.gcp, ...outcome(row, means)]);
  const key = ["A pre-shared key", "Changes that tunnel in place", "Recreates that tunnel"];
  const keyRow = [...key, ...(means.isOneApply ? ["Keys, below"] : ["One", wayText("roll --psk", means)])];
  const header = [
    "Edit",
    "On AWS",
    "On Google Cloud",
    ...(means.isOneApply ? [] : ["Tunnels down at a time"]),
    "How",
  ];
  return table(header, [...cells.slice(0, 1), keyRow, ...cells.slice(1)]);
}

/** Keys, those of one section together: `ipsec`: `dpd`, `rekey`. */
function editOf({ keys, part }: ChangeRow): string {
  const sections = new Map<string, string[]>();
  for (const key of keys) {
    const end = Math.max(0, key.lastIndexOf("."));
    sections.set(key.slice(0, end), [...(sections.get(key.slice(0, end)) ?? []), key.slice(end && end + 1)]);
  }
  const texts = [...sections].flatMap(([section, names]) =>
    section === "" || names.length === 1
      ? names.map((name) => codeSpan(section === "" ? name : `${section}.${name}`))
      : [`${codeSpan(section)}: ${names.map(codeSpan).join(", ")}`],
  );
  return texts.join("; ") + (part === undefined ? "" : ` (${part})`);
}

/** What is down and how it is done, or with one apply how it is done. */
function outcome({ effect, oneApply }: ChangeRow, means: Means): string[] {
  if (means.isOneApply) return [oneApply?.text ?? ""];
  const effects = "way" in effect ? [effect] : means.makers.map((maker) => effect[maker]);
  const each = (text: (effect: Effect) => string) => {
    const texts = effects.map(text);
    if (new Set(texts).size === 1) return texts[0] ?? "";
    return means.makers.map((maker, at) => `${makerNames[maker]}: ${texts[at]}`).join("; ");
  };
  return [each(({ down }) => capital(down)), each(({ way }) => wayText(way, means))];
}

const makerNames = { terraform: "Terraform", gcloud: "gcloud" } as const;

function wayText(way: Way, { withRoll }: Means): string {
  if (way === "another VPN") return "Refused: build another VPN beside it";
  if (way === "refused") return "Refused; `./deploy.sh` says what to do first";
  if (way === "deploy") return "`./deploy.sh`";
  if (way === "interrupt") return "`./deploy.sh --interrupt`";
  if (way === "tgw-routes --move") return "`aws/tgw-routes.sh --move`";
  if (way === "gcloud.sh replace")
    return "`gcp/gcloud.sh replace a1`, then each other tunnel, then `./deploy.sh`";
  if (way === "move the state") return "Move the state, then `./deploy.sh`";
  if (way === "gcloud") return "The command that `./deploy.sh` prints";
  return withRoll ? `\`./roll.sh${way.slice(4)}\`` : "Both sides, tunnel by tunnel";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
