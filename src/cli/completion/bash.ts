/** Completion for bash, from 3.2 on. */
import { type Command, commands, type Option, shells } from "../usage.ts";

/** The script; `rules` is what `explain` takes. */
export function bashScript(rules: readonly string[]): string {
  const values = Object.entries(commands).flatMap(([name, { options }]) =>
    Object.entries(options).flatMap(([flag, option]) => valueCase(name, flag, option)),
  );
  const rest = Object.entries(commands).map(([name, command]) => restCase(name, command, rules));
  return `# Completes vpngen in bash. Printed by \`vpngen completion bash\`.

# Offers what compgen makes of the arguments.
_vpngen_offer() {
	local line
	while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$@")
}

# Offers files, or folders alone, as bash offers them; bash 3.2 has no compopt.
_vpngen_files() {
	compopt -o filenames 2>/dev/null
	_vpngen_offer -d -- "$1"
	if [[ \${2-} == yaml ]]; then _vpngen_offer -f -X '!*.yaml' -- "$1"; fi
}

# Offers one more word for a list with commas.
_vpngen_list() {
	local before=''
	if [[ $1 == *,* ]]; then before=\${1%,*},; fi
	_vpngen_offer -P "$before" -W "$2" -- "\${1##*,}"
}

_vpngen() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command='' index
	COMPREPLY=()
	# bash takes --format=json for three words.
	if [[ $word == = ]]; then
		word=''
	elif [[ $before == = ]]; then
		before=\${COMP_WORDS[COMP_CWORD - 2]}
	fi
	for ((index = 1; index < COMP_CWORD; index++)); do
		if [[ \${COMP_WORDS[index]} != -* ]]; then
			command=\${COMP_WORDS[index]}
			break
		fi
	done
	case "$command $before" in
${values.join("")}	*)
		case "$command" in
		'') _vpngen_offer -W '${[...Object.keys(commands), "--help", "--version"].join(" ")}' -- "$word" ;;
${rest.join("")}		esac
		;;
	esac
}

complete -F _vpngen vpngen
`;
}

/** What follows an option that takes a value. */
function valueCase(command: string, flag: string, { type, choices, value, names }: Option): string[] {
  if (type === "boolean") return [];
  const pattern = `\t'${command} --${flag}')`;
  if (choices !== undefined) {
    const offer = value?.includes(",")
      ? `_vpngen_list "$word" '${choices.join(" ")}'`
      : `_vpngen_offer -W '${choices.join(" ")}' -- "$word"`;
    return [`${pattern} ${offer} ;;\n`];
  }
  if (names === "folder") return [`${pattern} _vpngen_files "$word" ;;\n`];
  return [`${pattern} ;;\n`];
}

/** What stands elsewhere behind the command: its options, and what it takes without dashes. */
function restCase(name: string, { options, operands }: Command, rules: readonly string[]): string {
  const flags = [...Object.keys(options).map((flag) => `--${flag}`), "--help"].join(" ");
  const operand = {
    paths: `_vpngen_files "$word" yaml`,
    file: `_vpngen_files "$word" yaml`,
    rules: `_vpngen_offer -W '${rules.join(" ")}' -- "$word"`,
    shells: `_vpngen_offer -W '${shells.join(" ")}' -- "$word"`,
    none: ":",
  }[operands];
  return `		${name})
			if [[ $word == -* ]]; then
				_vpngen_offer -W '${flags}' -- "$word"
			else
				${operand}
			fi
			;;
`;
}
