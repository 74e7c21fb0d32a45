/** The calls of aws and gcloud in the text of an emitted script, also those that it only prints for somebody to run. */

export interface FoundCall {
  readonly script: string;
  readonly line: number;
  readonly text: string;
  /** Without its flags, such as `ec2 describe-vpn-connections` or `compute routers describe`. */
  readonly call: string;
}

type Caller = (...words: readonly string[]) => readonly string[];

/** What starts a CLI, by its name in the scripts, as the calls that its arguments make. */
const callers: Readonly<Record<string, Caller>> = {
  aws: (service, operation) => [`${service} ${operation}`],
  in_aws: (service, operation) => [`${service} ${operation}`],
  in_stack: (operation) => [`cloudformation ${operation}`],
  act: (operation) => [`ec2 ${operation}`],
  routes_of: (_table, _gateway, service, operation) => [`${service} ${operation}`],
  kept: (_kind, resources) => [`ec2 describe-${resources}`],
  ids_of: (resources) => [`ec2 describe-${resources}`],
  may: (operation) => [`ec2 ${operation}`],
  "DELETE=": (service, operation) => [`${service} ${operation}`],
  gcloud: (...words) => [commandIn(words)],
  in_gcp: (...words) => [commandIn(["secrets", ...words])],
  look_up: (kind) => [`compute ${kind} describe`],
  ask: (kind) => [`compute ${kind} get-status`],
  command_for: (kind, command) => [`compute ${kind} ${command}`],
  change: (_message, kind, command) => [`compute ${kind} ${command}`],
  check_made_by_tool: (kind) => [`compute ${kind} describe`],
  make: (_todo, kind) => [`compute ${kind} create`, `compute ${kind} update`],
  in_cloud: (kind) => [`compute ${kind} describe`],
  delete_resource: (kind) => [`compute ${kind} describe`, `compute ${kind} delete`],
};

/** What a variable of a call can be, by the call. */
const variants: Readonly<Record<string, readonly string[]>> = {
  'compute firewall-rules "$FIREWALL_TODO"': [
    "compute firewall-rules create",
    "compute firewall-rules update",
  ],
};

const groups =
  /^(auth|components|compute|config|logging|org-policies|projects|resource-manager|secrets|services)$/;
const name = Object.keys(callers).join("|");
const word = /"(?:[^"\\]|\\.)*"|'[^']*'|[^\s()|;&"'`]+/;
const start = new RegExp(`(?<![\\w./$-])(${name})(?:(?<==)\\(|[ \\t]+)`, "g");
const words = new RegExp(word, "g");
const firstWords = new RegExp(`^(?:\\s*(?:${word.source}))*`);

/** Throws at a call of which the text does not say what it calls. */
export function callsIn(script: string, text: string): FoundCall[] {
  const lines = text.split("\n");
  const others = Object.keys(callers).filter((caller) => isAnother(text, caller));
  let inside = "";
  let heredoc = "";
  return lines.flatMap((line, index): FoundCall[] => {
    inside = /^(\w+)\(\) \{/.exec(line)?.[1] ?? inside;
    if (heredoc !== "") {
      if (line === heredoc) heredoc = "";
      return [];
    }
    heredoc = /<<'(\w+)'/.exec(line)?.[1] ?? "";
    // Comments, and data.
    if (/^\s*#|^readonly [A-Z_]+=/.test(line)) return [];
    const whole = continued(lines, index);
    const starts = [...line.matchAll(start)];
    const ours = starts.filter(([, caller = ""]) => !others.includes(caller));
    return ours.flatMap(({ 0: begun, 1: caller = "", index: at }) => {
      const rest = firstWords.exec(whole.slice(at + begun.length))?.[0] ?? "";
      const given = [...rest.matchAll(words)].map(([one]) => one);
      const made = callers[caller]?.(...given) ?? [];
      return made
        .filter((call) => !call.includes("undefined") && isCall(caller, given, line.slice(0, at)))
        .flatMap((call) => variants[call] ?? [call])
        .filter((call) => !(call.includes("$") && (inside in callers || isNamedList(given[0]))))
        .map((call) => {
          if (/["'$]/.test(call))
            throw new Error(
              `${script}:${index + 1} calls what its text does not name: ${line.trim()}\n` +
                "Name the function that does so in `callers` of test/support/script-calls.ts, or the values in `variants`.",
            );
          return { script, line: index + 1, text: line.trim(), call };
        });
    });
  });
}

/** Whether a name means something else than a call in a script: its function starts no CLI, or it has none. */
function isAnother(text: string, caller: string): boolean {
  const body = new RegExp(`^${caller}\\(\\) \\{\\n(.*?)^\\}`, "ms").exec(text)?.[1];
  if (["aws", "in_aws", "gcloud", "DELETE="].includes(caller)) return false;
  if (body === undefined) return text.includes("() {");
  return !/\b(aws|in_aws|gcloud|command_for|change|look_up)\b/.test(body);
}

/** Whether words behind a name are a call, and not a sentence about the CLI. */
function isCall(caller: string, words: readonly string[], before: string): boolean {
  const [first = "", second = ""] = words;
  if (caller === "aws")
    return /^[a-z0-9"$-]+$/.test(first) && /^(["$]|[a-z0-9]+-[a-z0-9-]+$|(get|deploy)$)/.test(second);
  const isCommand = /(^|[(;|&!{)]|\b(if|then|do|else|asked))\s*$/.test(before);
  if (caller !== "gcloud") return isCommand;
  return groups.test(first) || (isCommand && !/^(-|version$|$)/.test(first));
}

/** Whether the call stands in a variable that is a caller itself, such as `"${DELETE[@]}"`. */
function isNamedList(first = ""): boolean {
  return `${/^"\$\{(\w+)\[@\]\}"$/.exec(first)?.[1]}=` in callers;
}

/** The words of gcloud's command, up to its first argument. */
function commandIn(words: readonly string[]): string {
  const released = words
    .filter((one, at) => !(at === 0 && /^(alpha|beta)$/.test(one)))
    .map((one) => one.replace(/[.,:']+$/, ""));
  const [group = "", nested = ""] = released;
  const length = group === "compute" || nested === "versions" || nested === "org-policies" ? 3 : 2;
  const end = released.slice(0, length).findIndex((one) => one.startsWith("-"));
  return released.slice(0, end < 0 ? length : end).join(" ");
}

/** The line, and those that it goes on in. */
function continued(lines: readonly string[], index: number): string {
  let text = "";
  for (let at = index; ; at += 1) {
    const line = lines[at] ?? "";
    if (!line.endsWith("\\")) return text + line;
    text += `${line.slice(0, -1)} `;
  }
}
