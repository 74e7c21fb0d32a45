# shellcheck shell=bash
# A question before something that was just shown is done.

ASSUME_YES=0

# For the flag that says yes to all.
assume_yes() {
	ASSUME_YES=1
}

# must_answer: refuses a question that nobody could answer. Called before the first change too.
must_answer() {
	if ((ASSUME_YES)) || [[ -t 0 ]]; then return; fi
	go_on_with "$COMMAND_LINE --yes"
	refuse "not a terminal, so nobody can confirm this: review the change above, or what --dry-run prints, and run this again with --yes"
}

# confirm QUESTION: returns after a yes only.
confirm() {
	local answer=''
	must_answer
	if ((ASSUME_YES)); then return; fi
	printf '%s Type yes: ' "$1" >&2
	read -r answer || true
	[[ $answer == yes ]] || refuse "cancelled: this change was not made"
}
