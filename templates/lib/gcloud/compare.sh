# shellcheck shell=bash
# What exists already, beside what was declared. Nothing is changed before all of it is compared.

# Rows of the resource that is being compared, and how many resources had any.
DIFFERING=()
REFUSED=0

# value_or KEY DEFAULT: what a value means that the answer may leave out.
value_or() {
	local text
	text=$(value "$1")
	printf '%s\n' "${text:-$2}"
}

# The command that leads on from a refusal: of the first thing that needs one.
WAY=''

# lead_on COMMAND
lead_on() {
	: "${WAY:=$*}"
}

# lead_on_with_roll FLAG OTHER: by roll.sh where it was generated, which changes both clouds.
lead_on_with_roll() {
	local roll
	if roll=$(script_beside roll.sh); then lead_on "$roll $1$(roll_flags)"; else lead_on "$2"; fi
}

# number KEY: 0 can be left out.
number() {
	value_or "$1" 0
}

# commas WORD...
commas() {
	local IFS=,
	printf '%s\n' "$*"
}

# compare FIELD DECLARED FOUND: for what is never changed in place.
compare() {
	[[ $2 == "$3" ]] || DIFFERING+=("$(printf '    %-28s %-32s %s' "$1" "${2:-none}" "${3:-none}")")
}

# differs WHAT: prints the rows since the last time; fails where there are none.
differs() {
	((${#DIFFERING[@]} > 0)) || return 1
	{
		printf '%s:\n    %-28s %-32s %s\n' "$1" field declared 'on Google Cloud'
		printf '%s\n' "${DIFFERING[@]}"
	} | printable >&2
	DIFFERING=()
}

# complain WHAT REMEDY...: for what stops everything, and shows beside all else that does.
complain() {
	{
		printf '%s\n' "$1"
		printf '  %s\n' "${@:2}"
	} | printable >&2
	REFUSED=$((REFUSED + 1))
}

# conclude WHAT REMEDY...: for what is not put right here.
conclude() {
	differs "$1" || return 0
	printf '  %s\n' "${@:2}" >&2
	REFUSED=$((REFUSED + 1))
}

stop_at_differences() {
	if ((REFUSED > 0)) && [[ -n $WAY ]]; then go_on_with "$WAY"; fi
	((REFUSED == 0)) ||
		refuse "nothing was changed: see above for what cannot be used as it is, and what to do ($REFUSED)"
}

# Whether what look_up found lacks a label. Labels that were not declared are someone else's.
lacks_labels() {
	local label
	for label in ${LABELS[@]+"${LABELS[@]}"}; do
		grep -Fqx -- "labels.${label%%=*}: ${label#*=}" <<<"$FOUND" || return 0
	done
	return 1
}

# make TODO KIND NAME FLAG...: TODO is `create`, with those flags, or `update` for the labels, or empty.
make() {
	if [[ $1 == create ]]; then change "creating $3 ($2)" "$2" create "${@:3}"; fi
	if [[ -n $1 && ${#LABELS[@]} -gt 0 ]]; then
		change "setting the labels of $3 ($2)" "$2" update "$3" --update-labels="$(commas "${LABELS[@]}")"
	fi
}
