/** What an edit of the file does to a running VPN: the types of the table in `effects.ts`. */

/** What makes Google Cloud's side. */
type Maker = "terraform" | "gcloud";

/** How the artifacts of a VPN are applied: by scripts with one of the two tools, or by one Terraform root. */
export type Form = Maker | "terraform-aws";

/** Tunnels that are down at a time, from a build of the edit to a VPN that is as declared again. */
export type Down = "none" | "one" | "all four";

/** How an edit gets to the clouds: what deploy.sh does by itself, and else the command that its refusal prints. */
export type Way =
  | "deploy"
  | "interrupt"
  | "roll --suite"
  | "roll --psk"
  | "roll --inside-cidrs"
  | "tgw-routes --move"
  /** One tunnel after the other. */
  | "gcloud.sh replace"
  /** A command of gcloud itself. */
  | "gcloud"
  /** The state has to be moved first; deploy.sh then asks for the root, or Terraform for the move. */
  | "move the state"
  /** Refused, with what somebody has to do first. */
  | "refused"
  /** Refused for good: the edit is for another VPN, which is built beside this one. */
  | "another VPN";

export interface Effect {
  readonly down: Down;
  readonly way: Way;
}

/** What one Terraform root does with the edit. */
export interface OneApply {
  /** How to apply it, in words. */
  readonly text: string;
  readonly level: Level;
}

/** How far an edit reaches. In `levels`, from the worst. */
export type Level = (typeof levels)[number];

/** From the worst. `connection` is both tunnels of one connection, `tunnel` one tunnel at a time. */
export const levels = ["another", "addresses", "all", "connection", "tunnel", "none"] as const;

/** A row of the table of changes. */
export interface ChangeRow {
  readonly id: string;
  /** Keys, as `ipsec.dpd`: each stands for all keys below it that no other row names. */
  readonly keys: readonly string[];
  /** What of these keys, in words; "" for all. */
  readonly part?: string;
  readonly aws: string;
  readonly gcp: string;
  readonly effect: Effect | Readonly<Record<Maker, Effect>>;
  /** The level, if it is not what `effect` says: a refused edit that would cost the addresses. */
  readonly level?: Level;
  /** With both sides in one Terraform root; the row is left out where absent. */
  readonly oneApply?: OneApply;
  /** What stays behind afterwards. */
  readonly stays?: string;
  /** Whether only a transit gateway has it, or only Terraform. */
  readonly only?: "tgw" | "terraform";
}
