/** A row of the table of changes. */

/** What makes Google Cloud's side. */
type Maker = "terraform" | "gcloud";

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

export interface ChangeRow {
  readonly id: string;
  /** Keys, as `ipsec.dpd`: each stands for all keys below it that no other row names. */
  readonly keys: readonly string[];
  /** What of these keys, in words; "" for all. */
  readonly part?: string;
  readonly aws: string;
  readonly gcp: string;
  readonly effect: Effect | Readonly<Record<Maker, Effect>>;
  /** With both sides in one Terraform root; the row is left out where absent. */
  readonly oneApply?: string;
  /** Whether only a transit gateway has it, or only Terraform. */
  readonly only?: "tgw" | "terraform";
}
