/** Stand-ins for age, by their names: what it writes can be read with a file that holds the recipient. */
export const recipient = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";

export const ageCommands = {
  age: `#!/usr/bin/env bash
turn() { tr '!-~' 'P-~!-O'; }
case $1 in
--encrypt) { echo "for $3"; turn; } >"$5" ;;
*) [[ $(head -n 1 "$4") == "for $(cat "$3")" ]] && tail -n +2 "$4" | turn ;;
esac
`,
  "age-keygen": `#!/usr/bin/env bash
echo ${recipient} >"$2" && echo "Public key: ${recipient}" >&2
`,
};
