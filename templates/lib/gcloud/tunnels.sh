# shellcheck shell=bash
# Step 2: the external gateway and the tunnels, each with its session. The ..._TODO of one is `create`, `update`, or
# empty.

EXTERNAL_TODO=''
TUNNEL_TODO=()

# AWS's outside addresses, in the order of TUNNELS.
OUTSIDE=()

plan_external_gateway() {
	local at
	if ! look_up external-vpn-gateways "$EXTERNAL_GATEWAY"; then
		EXTERNAL_TODO=create
		return
	fi
	compare redundancy FOUR_IPS_REDUNDANCY "$(value redundancyType)"
	for at in ${OUTSIDE[@]+"${!OUTSIDE[@]}"}; do
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

# compare_tunnel AT: fails where there is no such tunnel.
compare_tunnel() {
	local at note
	[[ -n ${SLOT_TUNNELS[$1]} ]] && look_up vpn-tunnels "${SLOT_TUNNELS[$1]}" || return 1
	compare name "${TUNNEL_NAMES[$1]}" "${SLOT_TUNNELS[$1]}"
	compare 'HA VPN gateway' "$GATEWAY" "$(link vpnGateway)"
	compare 'gateway interface' "${GATEWAY_INTERFACES[$1]}" "$(number vpnGatewayInterface)"
	compare 'external gateway' "$EXTERNAL_GATEWAY" "$(link peerExternalGateway)"
	compare 'external interface' "${PEER_INTERFACES[$1]}" "$(number peerExternalGatewayInterface)"
	[[ -z ${OUTSIDE[$1]-} ]] || compare 'peer address' "${OUTSIDE[$1]}" "$(value peerIp)"
	compare router "$ROUTER" "$(link router)"
	compare 'IKE version' "$IKE_VERSION" "$(value ikeVersion)"
	for at in "${!SUITE_FIELDS[@]}"; do
		compare "${SUITE_FIELDS[at]}" "${SUITE_VALUES[at]}" "$(values "cipherSuite.${SUITE_FIELDS[at]}")"
	done
	note=$(recorded_note)
	if [[ $(link vpnGateway) != "$GATEWAY" && $note != *" of ${GCP_SECRETS[$1]}" ]]; then
		complain "the VPN tunnel ${SLOT_TUNNELS[$1]} is on the HA VPN gateway $(link vpnGateway), and not known as this VPN's" \
			"Choose another name for tunnel ${TUNNELS[$1]}."
	fi
	[[ -z $note ]] || compare description "$(key_note "$1" "$(pinned_version "$1")")" "$note"
}

# plan_tunnel AT
plan_tunnel() {
	local note
	TUNNEL_TODO[$1]=''
	if ! compare_tunnel "$1"; then
		TUNNEL_TODO[$1]=create
		return
	fi
	note=$(recorded_note)
	if [[ -n $note && $note != *" of ${GCP_SECRETS[$1]}" ]]; then
		conclude "VPN tunnel ${SLOT_TUNNELS[$1]}" \
			"Its key is in another secret than preSharedKeys.gcp.secrets names. Restore that key in vpn.yaml and build. Or move the" \
			"key: ./secrets.sh create copies it; then, while the other tunnels are up: $(quoted "$0") replace ${TUNNELS[$1]}"
		return
	fi
	case ${DIFFERING[*]-} in
	'') ;;
	*phase[12].* | *'IKE version'*) lead_on_with_roll --suite "$(quoted "$0") replace ${TUNNELS[$1]}" ;;
	*'Pre-shared key'*) lead_on_with_roll --psk "$(quoted "$0") replace ${TUNNELS[$1]}" ;;
	*) lead_on "$(quoted "$0") replace ${TUNNELS[$1]}" ;;
	esac
	conclude "VPN tunnel ${SLOT_TUNNELS[$1]}" \
		"A tunnel cannot be changed. roll.sh changes suite and keys, on both clouds. To make this one anew, with its" \
		"session, while the other three are up: $(quoted "$0") replace ${TUNNELS[$1]}"
	if lacks_labels; then TUNNEL_TODO[$1]=update; fi
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
		--router="$ROUTER" --ike-version="$IKE_VERSION"
		--description="$(key_note "$1" "$(pinned_version "$1")")")
	for at in "${!SUITE_FIELDS[@]}"; do
		[[ -z ${SUITE_VALUES[at]} ]] || flags+=("--${SUITE_FIELDS[at]/./-}=${SUITE_VALUES[at]}")
	done
	unsay "${KEYS[$1]-}"
	if ((PRINT)); then print_key_pipe "$1"; fi
	make "${TUNNEL_TODO[$1]}" vpn-tunnels "${TUNNEL_NAMES[$1]}" "${flags[@]}" --flags-file=/dev/stdin \
		< <(printf -- '--shared-secret: "%s"\n' "${KEYS[$1]-}")
	unset "KEYS[$1]"
	unsay ''
}

# plan_ground AT: what that tunnel stands on, or all of them where it is empty, and the addresses that they lead to.
# Leaves the router in what look_up found.
plan_ground() {
	read_outside_addresses "$ADDRESSES_FILE"
	check_track
	plan_gateway
	read_slots "$1"
	plan_router
	[[ $GATEWAY_TODO != create && $ROUTER_TODO != create ]] ||
		refuse "the HA VPN gateway $GATEWAY or the Cloud Router $ROUTER is missing: run $(quoted "$0") gateway first"
}

tunnels_step() {
	local at
	plan_ground ''
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

# check_step: what both steps would refuse, as far as that can be known now. AWS's addresses are compared where a flag
# names their file.
check_step() {
	local at
	if [[ -n $ADDRESSES_FILE ]]; then read_outside_addresses "$ADDRESSES_FILE"; fi
	check_track
	plan_network
	plan_firewall
	plan_gateway
	read_slots ''
	plan_router
	for at in "${!TUNNELS[@]}"; do plan_session "$at"; done
	plan_external_gateway
	for at in "${!TUNNELS[@]}"; do plan_tunnel "$at"; done
	stop_at_differences
}
