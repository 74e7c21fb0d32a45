# shellcheck shell=bash
# A question before something that was just shown is done.

ASSUME_YES=0

# For the flag that says yes to all.
assume_yes() {
	ASSUME_YES=1
}

# confirm QUESTION: returns after a yes only.
confirm() {
	local answer=''
	if ((ASSUME_YES)); then return; fi
	if [[ ! -t 0 ]]; then go_on_with "$COMMAND_LINE --yes"; fi
	[[ -t 0 ]] || refuse "nobody is there to say yes: look at what is shown above, and run this again with --yes"
	printf '%s Type yes: ' "$1" >&2
	read -r answer || true
	[[ $answer == yes ]] || refuse "it was not done, as you wish"
}
