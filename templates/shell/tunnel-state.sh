# shellcheck shell=bash
# States of connections and tunnels. Each function leaves what it saw in SEEN.

# connection_available CONNECTION: ends the script in a state that no waiting leads out of.
connection_available() {
	SEEN=$(describe "$1" State) || fail "cannot read connection $1"
	case $SEEN in
	available) return 0 ;;
	modifying) return 1 ;;
	*) refuse "connection $1 is in state $SEEN" ;;
	esac
}

connection_modifying() {
	! connection_available "$1"
}

# telemetry CONNECTION: lines of outside address and status. AWS calls a tunnel UP once its BGP session is.
telemetry() {
	describe "$1" 'VgwTelemetry[].[OutsideIpAddress,Status]' || fail "cannot read the tunnels of connection $1"
}

# tunnel_up AT [ROWS]: asks AWS where it is not given what telemetry said.
tunnel_up() {
	local rows=${2-} address
	if [[ -z $rows ]]; then rows=$(telemetry "$(connection_of "${TUNNELS[$1]}")") || exit; fi
	while IFS=$'\t' read -r address SEEN; do
		[[ $address != "${OUTSIDE[$1]}" ]] || break
	done <<<"$rows"
	SEEN=${SEEN:-unknown}
	[[ $SEEN == UP ]]
}
