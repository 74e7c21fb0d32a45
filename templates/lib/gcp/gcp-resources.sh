# shellcheck shell=bash
# Resources on Google Cloud: looked up, and changed. DRY_RUN comes from files.sh.

readonly FOUND_MARK='@found@'

# The resource that look_up read last, one `key: value` to a line, spelled as in the API.
FOUND=''
# How often something was changed.
CHANGES=0

# look_up KIND NAME: fails where there is no such resource. Every other trouble ends the script.
look_up() {
	local said found
	FOUND=''
	command_for "$1" describe "$2" --format='flattened[no-pad]'
	# Warnings come first, on standard error; what is behind the mark is the answer.
	if said=$({ found=$("${COMMAND[@]}") && printf '%s%s\n' "$FOUND_MARK" "$found"; } 2>&1); then
		FOUND=${said#*"$FOUND_MARK"}
		return 0
	fi
	[[ $said == *"/$2' was not found"* ]] || fail "cannot look at $2 ($1): $said"
	return 1
}

# value KEY: of what look_up found; empty where it has none.
value() {
	local line
	while IFS= read -r line; do
		if [[ $line == "$1: "* ]]; then
			printf '%s\n' "${line#"$1: "}"
			return
		fi
	done <<<"$FOUND"
}

# link KEY: name of the resource that is referred to.
link() {
	local url
	url=$(value "$1")
	printf '%s\n' "${url##*/}"
}

# place_of LIST NAME: `LIST[2]` for the entry with that name; fails where there is none.
place_of() {
	local line
	while IFS= read -r line; do
		if [[ $line == "$1["*"].name: $2" ]]; then
			printf '%s\n' "${line%.name: *}"
			return
		fi
	done <<<"$FOUND"
	return 1
}

# What no message may show, or nothing.
UNSAID=''

# unsay TEXT
unsay() {
	UNSAID=$1
}

# without_key: what it reads, without $UNSAID. gcloud repeats values that Google Cloud refuses.
without_key() {
	local line
	while IFS= read -r line || [[ -n $line ]]; do printf '%s\n' "${line//"${UNSAID:-$'\n'}"/***}"; done
}

# change MESSAGE KIND COMMAND NAME FLAG...
change() {
	command_for "${@:2}"
	if ((PRINT)); then
		print_command "${COMMAND[@]}"
	elif ((DRY_RUN)); then
		say "would run: ${COMMAND[*]}"
	else
		say "$1"
		"${COMMAND[@]}" --no-user-output-enabled 2>&1 | without_key >&2 || fail "$1: gcloud could not"
		CHANGES=$((CHANGES + 1))
	fi
}
