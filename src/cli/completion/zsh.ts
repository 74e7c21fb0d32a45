/** Completion for zsh. */
import { type Command, commands, type Option, shells } from "../usage.ts";

/** The script; `rules` is what `explain` takes. */
export function zshScript(rules: readonly string[]): string {
  const described = Object.entries(commands).map(
    ([name, { summary }]) => `        ${quote(`${name}:${summary}`)}\n`,
  );
  const cases = Object.entries(commands).map(([name, command]) => commandCase(name, command, rules));
  return `#compdef vpngen
# Completes vpngen in zsh. Printed by \`vpngen completion zsh\`.

_vpngen() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C '(- *)--help[show help]' '(- *)--version[show the version]' '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(
${described.join("")}      )
      _describe -t commands command commands
      ;;
    argument)
      case $words[1] in
${cases.join("")}      esac
      ;;
  esac
}

# Read as a file of $fpath it is the function's body; read by \`source\` or \`eval\` it says what it completes.
if [[ $funcstack[1] == _vpngen ]]; then
  _vpngen "$@"
else
  compdef _vpngen vpngen
fi
`;
}

function commandCase(name: string, { options, operands }: Command, rules: readonly string[]): string {
  const operand = {
    paths: `*:file:_files -g "*.yaml"`,
    rules: `*:rule:(${rules.join(" ")})`,
    file: `1:file:_files -g "*.yaml"`,
    shells: `1:shell:(${shells.join(" ")})`,
    none: undefined,
  }[operands];
  const specs = [
    "(- *)--help[show help]",
    ...Object.entries(options).map(([flag, option]) => optionSpec(flag, option)),
    ...(operand === undefined ? [] : [operand]),
  ];
  const lines = specs.map((spec) => ` \\\n            ${quote(spec)}`);
  return `        ${name})
          _arguments${lines.join("")}
          ;;
`;
}

/** https://zsh.sourceforge.io/Doc/Release/Completion-System.html#index-_005farguments */
function optionSpec(flag: string, { type, help, value = "", choices, names }: Option): string {
  const described = `[${help.replace(/[\\[\]:]/g, "\\$&")}]`;
  if (type === "boolean") return `--${flag}${described}`;
  const action =
    choices === undefined
      ? { folder: "_files -/", file: "_files", none: "" }[names ?? "none"]
      : value.includes(",")
        ? `_values -s , ${value.replace(/\W/g, "")} ${choices.join(" ")}`
        : `(${choices.join(" ")})`;
  return `--${flag}=${described}:${value}:${action}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
