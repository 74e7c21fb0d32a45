/**
 * The commands and their options: one table, from which arguments are read and from which `--help` and the
 * completion of shells are made. Only data, since every run loads it.
 */
import { levels } from "../facets/effect.ts";
import { answerFlags } from "../starter/flags.ts";
import { targetNames } from "../target-names.ts";

/** What `node:util` needs to read an option, and what a person needs to use it. */
export interface Option {
  readonly type: "boolean" | "string";
  readonly default?: boolean | string;
  /** Name of the value in `--help`. */
  readonly value?: string;
  /** The values that there are. */
  readonly choices?: readonly string[];
  /** What the value names, where a shell can complete it. */
  readonly names?: "folder" | "file";
  readonly help: string;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the command's name. */
  readonly synopsis: string;
  /** Paragraphs of the command's own help. */
  readonly about: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What the arguments without dashes are. */
  readonly operands: "paths" | "rules" | "shells" | "file" | "none";
}

/** The shells whose completion there is. */
export const shells = ["bash", "zsh"] as const;

export const build = {
  summary: "check the files, and write the artifacts of each that is new or has changed",
  synopsis: "[OPTION…] [PATH…]",
  about: `Checks the files and writes their artifacts to FOLDER/NAME, beside each file. Only what changed is
written. An error in any file of the run writes nothing.`,
  operands: "paths",
  options: {
    check: {
      type: "boolean",
      default: false,
      help: "write nothing; show what is stale, missing, orphaned or has the wrong mode, and exit with 1 if anything is",
    },
    prune: {
      type: "boolean",
      default: false,
      help: "delete orphans: artifacts that are no longer made. Without it they are listed",
    },
    staged: {
      type: "boolean",
      default: false,
      help: "for git hooks: exit with 1 unless git has staged each file and artifact as it stands after the run; folders and globs give only files that git tracks",
    },
    out: {
      type: "string",
      value: "DIR",
      names: "folder",
      help: "write to DIR/NAME, in place of output.directory",
    },
    target: {
      type: "string",
      value: "T,…",
      choices: targetNames,
      help: `only these targets: ${targetNames.join(", ")}`,
    },
    format: {
      type: "string",
      default: "text",
      value: "FORMAT",
      choices: ["text", "json"],
      help: "text (default) or json, which goes to standard output",
    },
  },
} as const satisfies Command;

export const check = {
  summary: "check the files only",
  synopsis: "[OPTION…] [PATH…]",
  about: "Checks the files and writes nothing.",
  operands: "paths",
  options: {
    format: {
      type: "string",
      default: "text",
      value: "FORMAT",
      choices: ["text", "json", "sarif", "github"],
      help: "text (default, to standard error); to standard output: json, sarif (SARIF 2.1.0), or github (annotations in GitHub Actions, with the text on standard error)",
    },
    "max-warnings": { type: "string", value: "N", help: "exit with 1 if there are more than N warnings" },
    fix: {
      type: "boolean",
      default: false,
      help: "apply the safe fixes, and report what is left; of standard input, print the fixed text",
    },
    "unsafe-fixes": {
      type: "boolean",
      default: false,
      help: "like --fix, and also apply fixes that change what the file asks for",
    },
    diff: {
      type: "boolean",
      default: false,
      help: "show what --fix (with --unsafe-fixes: both kinds) would change, write nothing, and exit with 1 if anything would change",
    },
  },
} as const satisfies Command;

export const diff = {
  summary: "say what an edit does to the running VPN",
  synopsis: "[OPTION…] [PATH…]",
  about: `Compares two versions of each file and says, for every value that differs, what happens to the
running VPN: which tunnels go down, what becomes reachable, what stays behind, and which commands
apply the edit, in order. PATH is a file, a folder or a glob; without one, the current folder.`,
  operands: "paths",
  options: {
    from: {
      type: "string",
      default: "HEAD",
      value: "REV|FILE",
      names: "file",
      help: "the version before: a revision of git (default HEAD), or a file",
    },
    to: {
      type: "string",
      value: "REV|FILE",
      names: "file",
      help: "the version after: a revision of git, or a file; without it, the working tree",
    },
    staged: { type: "boolean", default: false, help: "the version after is what git has staged" },
    "fail-on": {
      type: "string",
      value: "LEVEL",
      choices: levels.filter((level) => level !== "none"),
      help: "exit with 1 if an edit is at least that bad: another (another VPN), addresses (they are lost), all (tunnels go down), connection (both tunnels of one), tunnel (one at a time)",
    },
    format: {
      type: "string",
      default: "text",
      value: "FORMAT",
      choices: ["text", "json", "markdown", "github"],
      help: "text (default), json, markdown (one comment for a pull request), or github (annotations, then the Markdown)",
    },
  },
} as const satisfies Command;

export const explain = {
  summary: "say what a rule demands, why, and how to meet it",
  synopsis: "[RULE|TOPIC…]",
  about: `Says what a rule demands, what breaks otherwise and when one would notice, how to put it right, with
a wrong and a right example and the page that says so. RULE is what stands in brackets behind a
finding, as bgp/asn-equal. A topic, as bgp, gives the list of its rules; without any, all are
listed.`,
  operands: "rules",
  options: {},
} as const satisfies Command;

export const schema = {
  summary: "print the JSON Schema of vpn.yaml, for editors",
  synopsis: "",
  about: `Prints the JSON Schema of vpn.yaml. Editors find it by a first line such as
  # yaml-language-server: $schema=./node_modules/vpngen/schemas/vpn.schema.json`,
  operands: "none",
  options: {},
} as const satisfies Command;

export const init = {
  summary: "ask what only you know, and write a vpn.yaml with comments",
  synopsis: "[OPTION…] [FILE]",
  about: `Asks in a terminal, and writes FILE, vpn.yaml without one. It proposes ASNs and inside CIDRs that no
other vpn.yaml of the tree has. Each answer is judged by the rules of check; a file that is there is
never overwritten. An option answers a question; --yes takes what is proposed for all others.`,
  operands: "file",
  options: {
    yes: {
      type: "boolean",
      default: false,
      help: "ask nothing: take the proposals, and fail where there is none",
    },
    hook: {
      type: "boolean",
      default: false,
      help: "write .pre-commit-config.yaml with a hook too, or print the hook where there is one already",
    },
    ...answerOptions(),
  },
} as const satisfies Command;

export const completion = {
  summary: "print a script that completes vpngen's commands and options in bash or zsh",
  synopsis: "bash|zsh",
  about: `Prints a script for the shell, which completes commands, options, their values, rules and files.
  bash: vpngen completion bash > ~/.local/share/bash-completion/completions/vpngen
  zsh:  vpngen completion zsh > a file named _vpngen in a folder of $fpath
Print it again after an upgrade, for new rules.`,
  operands: "shells",
  options: {},
} as const satisfies Command;

function answerOptions() {
  const entries = Object.entries(answerFlags).map(([flag, option]) => [flag, { type: "string", ...option }]);
  return Object.fromEntries(entries) as {
    readonly [F in keyof typeof answerFlags]: { readonly type: "string" } & (typeof answerFlags)[F];
  };
}

/** In the order in which `--help` lists them. */
export const commands: Readonly<Record<string, Command>> = {
  build,
  check,
  diff,
  explain,
  init,
  schema,
  completion,
};
