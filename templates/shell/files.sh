# shellcheck shell=bash
# The addresses that scripts hand to each other, and their files.

DRY_RUN=0
# Files and folders that go when the script ends.
LEFTOVERS=()
trap 'rm -rf -- ${LEFTOVERS[@]+"${LEFTOVERS[@]}"}' EXIT

# artifact_folder WAY: of the artifacts, by the way there from the script's own, also where a link leads to the script.
artifact_folder() {
	local script=$0 target
	while [[ -L $script ]]; do
		target=$(readlink -- "$script" && echo .) || fail "cannot read the link $script"
		target=${target%$'\n.'}
		if [[ $target != /* && $script == */* ]]; then target=${script%/*}/$target; fi
		script=$target
	done
	case $script in */*) script=${script%/*}/ ;; *) script=./ ;; esac
	cd -- "$script$1" >/dev/null || fail "cannot enter the folder of the artifacts, $script$1"
	# A line break at the end would be lost on the way to the caller.
	[[ $PWD != *$'\n' ]] || refuse "the name of this folder ends with a line break: rename it"
	printf '%s\n' "$PWD"
}

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
