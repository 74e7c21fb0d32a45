# shellcheck shell=bash
# The addresses that scripts hand to each other, and their files.

DRY_RUN=0
# Files and folders that go when the script ends.
LEFTOVERS=()
trap 'rm -rf -- ${LEFTOVERS[@]+"${LEFTOVERS[@]}"}' EXIT

# write_file FILE TEXT: the old file or the whole new one, whatever interrupts.
write_file() {
	local partial=$1.$$.new
	if [[ -f $1 && $(cat "$1") == "$2" ]]; then
		say "$1 is up to date"
	elif ((DRY_RUN)); then
		say "would write $1"
	else
		LEFTOVERS+=("$partial")
		{ printf '%s\n' "$2" >"$partial" && mv -f "$partial" "$1"; } || fail "cannot write $1"
		say "wrote $1"
	fi
}
