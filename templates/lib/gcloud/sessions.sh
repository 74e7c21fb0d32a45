# shellcheck shell=bash
# Interface and BGP session of each tunnel on the Cloud Router. The ..._TODO of a tunnel is `create`, `update`, or empty.

INTERFACE_TODO=()
PEER_TODO=()

# Place of what find_interface or find_peer has found.
PLACE=''

# compare_interface AT PLACE
compare_interface() {
	compare name "${INTERFACE_NAMES[$1]}" "$(value "$2.name")"
	compare tunnel "${TUNNEL_NAMES[$1]}" "$(link "$2.linkedVpnTunnel")"
	compare range "${INSIDE_ADDRESSES[$1]}/30" "$(value "$2.ipRange")"
}

# compare_peer AT PLACE
compare_peer() {
	compare name "${PEER_NAMES[$1]}" "$(value "$2.name")"
	compare interface "${INTERFACE_NAMES[$1]}" "$(value "$2.interfaceName")"
	compare 'address of AWS' "${PEER_ADDRESSES[$1]}" "$(value "$2.peerIpAddress")"
	compare 'ASN of AWS' "$AWS_ASN" "$(value "$2.peerAsn")"
	compare 'MD5 key' '' "$(value "$2.md5AuthenticationKeyName")"
}

# plan_session AT: interface and peer on the router that look_up found.
plan_session() {
	INTERFACE_TODO[$1]=''
	PEER_TODO[$1]=''
	if find_interface "$1"; then
		compare_interface "$1" "$PLACE"
		case ${DIFFERING[*]-} in
		'') ;;
		'    range'*) lead_on_with_roll --inside-cidrs "$(quoted "$0") replace ${TUNNELS[$1]}" ;;
		*) lead_on "$(quoted "$0") replace ${TUNNELS[$1]}" ;;
		esac
		conclude "interface ${SLOT_INTERFACES[$1]} of $ROUTER" "To replace it, with its session: $(quoted "$0") replace ${TUNNELS[$1]}"
	else
		INTERFACE_TODO[$1]=create
	fi
	if ! find_peer "$1"; then
		PEER_TODO[$1]=create
		return
	fi
	compare_peer "$1" "$PLACE"
	[[ -z ${DIFFERING[*]-} ]] || lead_on "$(quoted "$0") replace ${TUNNELS[$1]}"
	conclude "BGP session ${SLOT_PEERS[$1]} of $ROUTER" "To replace it: $(quoted "$0") replace ${TUNNELS[$1]}"
	if [[ $(value "$PLACE.enable") == FALSE ]]; then
		compare state on off
		lead_on "$(quoted "$0") session ${TUNNELS[$1]} on"
	fi
	conclude "BGP session ${SLOT_PEERS[$1]} of $ROUTER" \
		"If nobody is at work on it, such as roll.sh: $(quoted "$0") session ${TUNNELS[$1]} on"
	is_advertised_by "$PLACE" || PEER_TODO[$1]=update
}

# is_advertised_by PLACE: whether a session advertises what was declared.
is_advertised_by() {
	[[ $(value "$1.advertiseMode") == CUSTOM ]] &&
		[[ $(value_or "$1.advertisedRoutePriority" "$DEFAULT_PRIORITY") == "$ROUTE_PRIORITY" ]] &&
		[[ $(values "$1.advertisedGroups") == "$ADVERTISED_GROUPS" ]] &&
		[[ $(values "$1.advertisedIpRanges" .range) == "$(tr , '\n' <<<"$ADVERTISED_RANGES" | sorted)" ]]
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
			--peer-name="${PEER_NAMES[$1]}" --interface="${INTERFACE_NAMES[$1]}" --peer-asn="$AWS_ASN" \
			--peer-ip-address="${PEER_ADDRESSES[$1]}" "${advertised[@]}"
		;;
	update)
		change "changing what BGP session ${PEER_NAMES[$1]} advertises" routers update-bgp-peer "$ROUTER" \
			--peer-name="${PEER_NAMES[$1]}" "${advertised[@]}"
		;;
	esac
}
