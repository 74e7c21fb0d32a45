# shellcheck shell=bash
# Step 2: the external gateway, and for each tunnel its interface and BGP session on the Cloud Router. The
# …_TODO of a tunnel is `create`, `update`, or empty.

EXTERNAL_TODO=''
TUNNEL_TODO=()
INTERFACE_TODO=()
PEER_TODO=()

# AWS's outside addresses, in the order of TUNNELS.
OUTSIDE=()
REMOVAL=()

# read_outside_addresses FILE: {"a1": "…", …}, alone or as aws_outside_addresses, as aws/outside-addresses.sh
# writes it.
read_outside_addresses() {
	local text tunnel address other pair='"[ab][12]":"([0-9.]+)"'
	[[ -f $1 ]] || refuse "there is no $1, which aws/outside-addresses.sh writes once AWS has its tunnels"
	text=$(tr -s '[:space:]' ' ' <"$1" | sed 's/ *\([{}:,]\) */\1/g; s/^ //; s/ $//') || fail "cannot read $1"
	case $text in '{"aws_outside_addresses":{'*'}}')
		text=${text#'{"aws_outside_addresses":'}
		text=${text%'}'}
		;;
	esac
	pair="^\{$pair,$pair,$pair,$pair\}\$"
	[[ $text =~ $pair ]] || refuse "$1 does not hold the addresses of ${TUNNELS[*]} and nothing else"
	for tunnel in "${TUNNELS[@]}"; do
		[[ $text == *"\"$tunnel\":"* ]] || refuse "$1 has no address of tunnel $tunnel"
		address=${text#*"\"$tunnel\":\""}
		address=${address%%\"*}
		is_address "$address" || refuse "$1: $address, of tunnel $tunnel, is no IPv4 address"
		for other in ${OUTSIDE[@]+"${OUTSIDE[@]}"}; do
			[[ $other != "$address" ]] || refuse "$1: two tunnels have the address $address"
		done
		OUTSIDE+=("$address")
	done
}

plan_external_gateway() {
	local at
	if ! look_up external-vpn-gateways "$EXTERNAL_GATEWAY"; then
		EXTERNAL_TODO=create
		return
	fi
	compare redundancy FOUR_IPS_REDUNDANCY "$(value redundancyType)"
	for at in "${!TUNNELS[@]}"; do
		compare "address ${PEER_INTERFACES[at]}, of ${TUNNELS[at]}" "${OUTSIDE[at]}" \
			"$(external_address "${PEER_INTERFACES[at]}")"
	done
	command_for external-vpn-gateways delete "$EXTERNAL_GATEWAY"
	conclude "external VPN gateway $EXTERNAL_GATEWAY" \
		"It keeps its addresses. If AWS's really have changed: delete its tunnels with their sessions and" \
		"interfaces, then the gateway, and run this again: ${COMMAND[*]}"
	if lacks_labels; then EXTERNAL_TODO=update; fi
}

# external_address ID: in any order, and an id of 0 can be left out.
external_address() {
	local at id
	for at in 0 1 2 3; do
		id=$(value "interfaces[$at].id")
		if [[ ${id:-0} == "$1" ]]; then
			value "interfaces[$at].ipAddress"
			return
		fi
	done
}

# plan_tunnel AT
plan_tunnel() {
	local at name=${TUNNEL_NAMES[$1]}
	TUNNEL_TODO[$1]=''
	if ! look_up vpn-tunnels "$name"; then
		TUNNEL_TODO[$1]=create
		return
	fi
	compare 'HA VPN gateway' "$GATEWAY" "$(link vpnGateway)"
	compare 'gateway interface' "${GATEWAY_INTERFACES[$1]}" "$(number vpnGatewayInterface)"
	compare 'external gateway' "$EXTERNAL_GATEWAY" "$(link peerExternalGateway)"
	compare 'external interface' "${PEER_INTERFACES[$1]}" "$(number peerExternalGatewayInterface)"
	compare 'peer address' "${OUTSIDE[$1]}" "$(value peerIp)"
	compare router "$ROUTER" "$(link router)"
	compare 'IKE version' "$IKE_VERSION" "$(value ikeVersion)"
	for at in "${!SUITE_FIELDS[@]}"; do
		compare "${SUITE_FIELDS[at]}" "${SUITE_VALUES[at]}" "$(values "cipherSuite.${SUITE_FIELDS[at]}")"
	done
	removal_of "$1"
	conclude "VPN tunnel $name" "A tunnel cannot be changed. To replace it, while the other tunnels are up:" \
		"${REMOVAL[@]}" "and run this again."
	if lacks_labels; then TUNNEL_TODO[$1]=update; fi
}

# number KEY: 0 can be left out.
number() {
	local found
	found=$(value "$1")
	printf '%s\n' "${found:-0}"
}

# removal_of AT: sets $REMOVAL to the commands that make way for a new session, its interface, and its tunnel.
removal_of() {
	command_for routers remove-bgp-peer "$ROUTER" --peer-name="${PEER_NAMES[$1]}"
	REMOVAL=("  ${COMMAND[*]}")
	command_for routers remove-interface "$ROUTER" --interface-name="${INTERFACE_NAMES[$1]}"
	REMOVAL+=("  ${COMMAND[*]}")
	command_for vpn-tunnels delete "${TUNNEL_NAMES[$1]}"
	REMOVAL+=("  ${COMMAND[*]}")
}

# plan_session AT: interface and peer on the router that look_up found.
plan_session() {
	local place
	INTERFACE_TODO[$1]=''
	PEER_TODO[$1]=''
	removal_of "$1"
	if place=$(place_of interfaces "${INTERFACE_NAMES[$1]}"); then
		compare tunnel "${TUNNEL_NAMES[$1]}" "$(link "$place.linkedVpnTunnel")"
		compare range "${INSIDE_ADDRESSES[$1]}/30" "$(value "$place.ipRange")"
		conclude "interface ${INTERFACE_NAMES[$1]} of $ROUTER" "To replace it, with its session:" \
			"${REMOVAL[@]:0:2}" "and run this again."
	else
		INTERFACE_TODO[$1]=create
	fi
	if ! place=$(place_of bgpPeers "${PEER_NAMES[$1]}"); then
		PEER_TODO[$1]=create
		return
	fi
	compare interface "${INTERFACE_NAMES[$1]}" "$(value "$place.interfaceName")"
	compare 'address of AWS' "${PEER_ADDRESSES[$1]}" "$(value "$place.peerIpAddress")"
	compare 'ASN of AWS' "$PEER_ASN" "$(value "$place.peerAsn")"
	compare 'MD5 key' '' "$(value "$place.md5AuthenticationKeyName")"
	[[ $(value "$place.enable") != FALSE ]] || compare enabled TRUE FALSE
	command_for routers update-bgp-peer "$ROUTER" --peer-name="${PEER_NAMES[$1]}" --enabled
	conclude "BGP session ${PEER_NAMES[$1]} of $ROUTER" \
		"If it is only switched off, and nobody is at work on it: ${COMMAND[*]}" \
		"Else, to replace it:" "${REMOVAL[0]}" "and run this again."
	is_advertised_by "$place" || PEER_TODO[$1]=update
}

# is_advertised_by PLACE: whether a session advertises what was declared.
is_advertised_by() {
	[[ $(value "$1.advertiseMode") == CUSTOM ]] &&
		[[ $(value "$1.advertisedRoutePriority") == "$ROUTE_PRIORITY" ]] &&
		[[ $(values "$1.advertisedGroups") == "$ADVERTISED_GROUPS" ]] &&
		[[ $(values "$1.advertisedIpRanges" .range) == "$(tr , '\n' <<<"$ADVERTISED_RANGES" | sorted)" ]]
}

make_external_gateway() {
	local at interfaces=''
	for at in "${!TUNNELS[@]}"; do
		interfaces+="${interfaces:+,}${PEER_INTERFACES[at]}=${OUTSIDE[at]}"
	done
	make "$EXTERNAL_TODO" external-vpn-gateways "$EXTERNAL_GATEWAY" --interfaces="$interfaces"
}

# make_tunnel AT: the key goes to gcloud by standard input, which no process list shows.
make_tunnel() {
	local at flags
	[[ -n ${TUNNEL_TODO[$1]} ]] || return 0
	flags=(--vpn-gateway="$GATEWAY" --interface="${GATEWAY_INTERFACES[$1]}"
		--peer-external-gateway="$EXTERNAL_GATEWAY" --peer-external-gateway-interface="${PEER_INTERFACES[$1]}"
		--router="$ROUTER" --ike-version="$IKE_VERSION")
	for at in "${!SUITE_FIELDS[@]}"; do
		[[ -z ${SUITE_VALUES[at]} ]] || flags+=("--${SUITE_FIELDS[at]/./-}=${SUITE_VALUES[at]}")
	done
	make "${TUNNEL_TODO[$1]}" vpn-tunnels "${TUNNEL_NAMES[$1]}" "${flags[@]}" --flags-file=/dev/stdin \
		< <(printf -- '--shared-secret: "%s"\n' "${KEYS[$1]-}")
	unset "KEYS[$1]"
}

# make_session AT: changes of a router read all of it and write all of it, so they come one after the other.
make_session() {
	local advertised=(--advertisement-mode=CUSTOM --advertised-route-priority="$ROUTE_PRIORITY"
		--set-advertisement-groups="$ADVERTISED_GROUPS" --set-advertisement-ranges="$ADVERTISED_RANGES")
	if [[ ${INTERFACE_TODO[$1]} == create ]]; then
		change "adding interface ${INTERFACE_NAMES[$1]} to $ROUTER" routers add-interface "$ROUTER" \
			--interface-name="${INTERFACE_NAMES[$1]}" --vpn-tunnel="${TUNNEL_NAMES[$1]}" \
			--ip-address="${INSIDE_ADDRESSES[$1]}" --mask-length=30
	fi
	case ${PEER_TODO[$1]} in
	create)
		change "adding BGP session ${PEER_NAMES[$1]} to $ROUTER" routers add-bgp-peer "$ROUTER" \
			--peer-name="${PEER_NAMES[$1]}" --interface="${INTERFACE_NAMES[$1]}" --peer-asn="$PEER_ASN" \
			--peer-ip-address="${PEER_ADDRESSES[$1]}" "${advertised[@]}"
		;;
	update)
		change "changing what BGP session ${PEER_NAMES[$1]} advertises" routers update-bgp-peer "$ROUTER" \
			--peer-name="${PEER_NAMES[$1]}" "${advertised[@]}"
		;;
	esac
}

tunnels_step() {
	local at
	read_outside_addresses "$ADDRESSES_FILE"
	check_track
	plan_gateway
	plan_router
	[[ $GATEWAY_TODO != create && $ROUTER_TODO != create ]] ||
		refuse "the HA VPN gateway $GATEWAY or the Cloud Router $ROUTER is missing: run $0 gateway first"
	for at in "${!TUNNELS[@]}"; do plan_session "$at"; done
	plan_external_gateway
	for at in "${!TUNNELS[@]}"; do plan_tunnel "$at"; done
	stop_at_differences
	for at in "${!TUNNELS[@]}"; do
		if [[ ${TUNNEL_TODO[at]} == create ]]; then read_key "$at"; fi
	done
	make_external_gateway
	for at in "${!TUNNELS[@]}"; do
		make_tunnel "$at"
		make_session "$at"
	done
}
