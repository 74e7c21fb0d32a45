# shellcheck shell=bash
# Waiting, with progress. POLL and TIMEOUT are seconds; flags of the script change them.

readonly EXIT_GAVE_UP=4
POLL=15
TIMEOUT=1800
SEEN=''

gave_up() {
	say "gave up: $*"
	say "it may still happen; to go on, run: $NEXT"
	exit "$EXIT_GAVE_UP"
}

explain_waiting() {
	cat <<'END'
  4  gave up waiting; what was asked for may still happen: run again
END
}

# wait_until WHAT COMMAND...: asks COMMAND every POLL seconds until it succeeds. COMMAND leaves what it saw
# in $SEEN, and ends the script where waiting is pointless.
wait_until() {
	local what=$1 start=$SECONDS
	shift
	until "$@"; do
		((SECONDS - start < TIMEOUT)) || gave_up "after ${TIMEOUT} s of waiting until $what: $SEEN"
		say "waiting until $what: $SEEN"
		sleep "$POLL"
	done
}

# wait_flag FLAG VALUE: for the flags that change how long to wait.
wait_flag() {
	[[ $2 =~ ^[0-9]{1,6}$ ]] || misused "$1 takes seconds"
	case $1 in
	--poll) POLL=$((10#$2)) ;;
	*) TIMEOUT=$((10#$2)) ;;
	esac
}
