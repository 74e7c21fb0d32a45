# shellcheck shell=bash
# One tunnel made anew, with what hangs on it. The session goes first and comes back last, so that what there is tells
# how far an interrupted run had come.

# What there is of the tunnel, and where what differs begins: each in tunnel, interface, peer; or empty.
PRESENT=''
FROM=''
# External gateway of the tunnel.
OLD_EXTERNAL=''

# replace_step AT: takes away only what differs from what was declared, and what hangs on that.
replace_step() {
	plan_ground "$1"
	plan_parts "$1"
	plan_external_gateway
	plan_replacement "$1"
	stop_at_differences
	if [[ ${TUNNEL_TODO[$1]} == create ]]; then read_key "$1"; fi
	make_external_gateway
	if [[ -n $FROM ]]; then take_away "$1"; fi
	make_tunnel "$1"
	make_session "$1"
	if [[ $OLD_EXTERNAL =~ $NAME_PATTERN && $OLD_EXTERNAL != "$EXTERNAL_GATEWAY" ]]; then
		command_for external-vpn-gateways delete "$OLD_EXTERNAL"
		say "once no tunnel uses the external VPN gateway $OLD_EXTERNAL any more, delete it: ${COMMAND[*]}"
	fi
}

# plan_parts AT: interface and session, on the router that look_up found.
plan_parts() {
	INTERFACE_TODO[$1]=''
	PEER_TODO[$1]=''
	if find_interface "$1"; then
		PRESENT+=' interface'
		compare_interface "$1" "$PLACE"
		if differs "interface ${SLOT_INTERFACES[$1]} of $ROUTER"; then FROM=interface; fi
	fi
	if find_peer "$1"; then
		PRESENT+=' peer'
		compare_peer "$1" "$PLACE"
		[[ $(value "$PLACE.enable") != FALSE ]] || compare state on off
		if differs "BGP session ${SLOT_PEERS[$1]} of $ROUTER"; then : "${FROM:=peer}"; fi
		is_advertised_by "$PLACE" || PEER_TODO[$1]=update
	fi
}

# plan_replacement AT: with the tunnel itself, and what there is to make.
plan_replacement() {
	TUNNEL_TODO[$1]=''
	if compare_tunnel "$1"; then
		PRESENT+=' tunnel'
		# A run that was killed right after it had made the tunnel has left it without.
		if lacks_labels; then TUNNEL_TODO[$1]=update; fi
		OLD_EXTERNAL=$(link peerExternalGateway)
		if differs "VPN tunnel ${SLOT_TUNNELS[$1]}"; then FROM=tunnel; fi
		if [[ -n $FROM && $(value status) == ESTABLISHED ]]; then check_others "$1"; fi
	fi
	[[ $FROM != tunnel && $PRESENT == *tunnel* ]] || TUNNEL_TODO[$1]=create
	[[ $FROM != tunnel && $FROM != interface && $PRESENT == *interface* ]] || INTERFACE_TODO[$1]=create
	[[ -z $FROM && $PRESENT == *peer* ]] || PEER_TODO[$1]=create
	say "${TUNNELS[$1]}: tunnel: ${TUNNEL_TODO[$1]:-stays}, interface: ${INTERFACE_TODO[$1]:-stays}," \
		"session: ${PEER_TODO[$1]:-stays}"
}

# check_others AT: a tunnel that is up is not touched while another one is down.
check_others() {
	local at
	for at in "${!TUNNELS[@]}"; do
		((at != $1)) || continue
		if [[ -z ${SLOT_TUNNELS[at]} ]] || ! look_up vpn-tunnels "${SLOT_TUNNELS[at]}" || [[ $(value status) != ESTABLISHED ]]; then
			refuse "will not touch ${TUNNELS[$1]}, which is up, while ${TUNNELS[at]} is down"
		fi
	done
}

# take_away AT
take_away() {
	if [[ $PRESENT == *peer* ]]; then
		change "removing BGP session ${SLOT_PEERS[$1]} from $ROUTER" routers remove-bgp-peer "$ROUTER" \
			--peer-name="${SLOT_PEERS[$1]}"
	fi
	if [[ $FROM != peer && $PRESENT == *interface* ]]; then
		change "removing interface ${SLOT_INTERFACES[$1]} from $ROUTER" routers remove-interface "$ROUTER" \
			--interface-name="${SLOT_INTERFACES[$1]}"
	fi
	if [[ $FROM == tunnel ]]; then
		change "deleting ${SLOT_TUNNELS[$1]} (vpn-tunnels)" vpn-tunnels delete "${SLOT_TUNNELS[$1]}"
	fi
}
