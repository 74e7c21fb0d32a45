# shellcheck shell=bash
# The way on from where a script stops. common.sh prints NEXT.

# go_on_with COMMAND: it is printed last instead of this script's own.
go_on_with() {
	: "${NEXT:=}"
	NEXT=$*
}

# go_on_in_window COMMAND: likewise, for one that stops traffic.
go_on_in_window() {
	: "${NEXT_WHEN:=}"
	NEXT_WHEN='this stops traffic; in a maintenance window,'
	go_on_with "$@"
}
