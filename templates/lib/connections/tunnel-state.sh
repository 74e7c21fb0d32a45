# shellcheck shell=bash
# Whether AWS's tunnels carry traffic. Each function leaves what it saw in SEEN.

# Places of the tunnels that others_up found down.
DOWN=()

# telemetry: of both connections, lines of outside address, status and accepted routes. AWS calls a tunnel UP
# once its BGP session is.
telemetry() {
	local id
	for id in "$CONNECTION_A" "$CONNECTION_B"; do
		describe "$id" 'VgwTelemetry[].[OutsideIpAddress,Status,AcceptedRouteCount]' ||
			fail "cannot read the tunnels of connection $id"
	done
}

# tunnel_up AT [ROWS]: asks AWS where it is not given what telemetry said.
tunnel_up() {
	local rows=${2-} address status routes seen=unknown accepted=''
	if [[ -z $rows ]]; then rows=$(telemetry) || exit; fi
	while IFS=$'\t' read -r address status routes; do
		if [[ $address == "${OUTSIDE[$1]}" ]]; then
			seen="$status, $routes routes"
			accepted=$routes
		fi
	done <<<"$rows"
	SEEN=$seen
	[[ $seen == UP,* ]] && is_number "$accepted" && ((accepted > 0))
}

# others_up AT: whether every other tunnel is up.
others_up() {
	local at rows down=''
	rows=$(telemetry) || exit
	DOWN=()
	for at in "${!TUNNELS[@]}"; do
		if ((at != $1)) && ! tunnel_up "$at" "$rows"; then
			DOWN+=("$at")
			down+="${down:+; }${TUNNELS[at]} is $SEEN"
		fi
	done
	SEEN=$down
	[[ -z $down ]]
}
