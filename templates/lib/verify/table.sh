# shellcheck shell=bash
# What was found: a row per layer, a cell per tunnel, one verdict.

# Lines of the table, with tabs; advice on the rows that are bad; and the names of those.
TABLE=()
ADVICE=()
BAD_LAYERS=''
# Cells of the row that is being made, and the tunnels that are bad in it or not told of.
CELLS=()
BAD=''
UNKNOWN=''

# What a cloud says about each tunnel.
MESSAGES=()

# note AT TEXT
note() {
	MESSAGES[$1]=$2
}

# notes TUNNELS: of those alone.
notes() {
	local at text=''
	for at in "${!TUNNELS[@]}"; do
		case " $1 " in *" ${TUNNELS[at]} "*) text+="${text:+, }${TUNNELS[at]} \"${MESSAGES[at]}\"" ;; esac
	done
	printf '%s\n' "${text:-nothing}"
}

start_table() {
	TABLE=("$(IFS=$'\t' && printf 'layer\t%s\tverdict' "${TUNNELS[*]}")")
	ADVICE=()
	BAD_LAYERS=''
	start_row
}

start_row() {
	CELLS=()
	BAD=''
	UNKNOWN=''
}

# cell ok|bad|unknown TEXT: of the next tunnel.
cell() {
	local tunnel=${TUNNELS[${#CELLS[@]}]}
	CELLS+=("$2")
	case $1 in
	bad) BAD+="${BAD:+ }$tunnel" ;;
	unknown) UNKNOWN+="${UNKNOWN:+ }$tunnel" ;;
	esac
}

# row LAYER ADVICE: ends it.
row() {
	local verdict=ok
	if [[ -n $UNKNOWN ]]; then verdict='not known'; fi
	if [[ -n $BAD ]]; then
		verdict=BAD
		bad "$1 ($BAD)" "$2"
	fi
	TABLE+=("$(IFS=$'\t' && printf '%s\t%s\t%s' "$1" "${CELLS[*]}" "$verdict")")
	start_row
}

# whole LAYER ok|BAD|'not looked at' ADVICE TEXT: a layer that is of the whole VPN.
whole() {
	if [[ $2 == BAD ]]; then bad "$1" "$3"; fi
	TABLE+=("$(printf '%s\t\t\t\t\t%s\t%s' "$1" "$2" "$4")")
}

bad() {
	BAD_LAYERS+="${BAD_LAYERS:+; }$1"
	ADVICE+=("$1: $2")
}

print_table() {
	local line
	printf '%s\n' "${TABLE[@]}" | printable | awk -F '\t' '
		{ for (i = 1; i <= 6; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } rest[NR] = $7 }
		END {
			for (n = 1; n <= NR; n++) {
				line = ""
				for (i = 1; i <= 6; i++) line = line sprintf("%-" width[i] + 2 "s", cell[n, i])
				line = line rest[n]
				sub(/ +$/, "", line)
				print line
			}
		}'
	for line in ${ADVICE[@]+"${ADVICE[@]}"}; do printf '\n%s\n' "$line"; done | printable
}
