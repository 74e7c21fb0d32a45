# shellcheck shell=bash
# The way on from where a script stops. common.sh prints NEXT.

# go_on_with COMMAND: it is printed last instead of this script's own.
go_on_with() {
	: "${NEXT:=}"
	NEXT=$*
}
