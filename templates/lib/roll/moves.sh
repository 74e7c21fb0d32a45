# shellcheck shell=bash
# Inside CIDRs that move: neither cloud accepts one that another tunnel still has.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/tunnel-configure.html

# Places of tunnels, in the order in which they can move.
ORDER=()

# order_moves PLACE...: a tunnel moves only to a range that no tunnel behind it has. Sets $ORDER.
order_moves() {
	local at next names='' left=("$@") rest
	ORDER=()
	while ((${#left[@]} > 0)); do
		next=''
		for at in "${left[@]}"; do
			[[ -z $next ]] || continue
			is_used_by_others "$at" "${left[@]}" || next=$at
		done
		if [[ -z $next ]]; then
			for at in "${left[@]}"; do names+="${names:+, }${TUNNELS[at]} (${INSIDE[at]} -> ${INSIDE_CIDRS[at]})"; done
			refuse "these tunnels exchange their inside CIDRs: $names. Each range is in use until another tunnel gives it up." \
				"Nothing was changed. Set one of them to an unused range first, build, and run this; then set the wanted one"
		fi
		ORDER+=("$next")
		rest=()
		for at in "${left[@]}"; do ((at == next)) || rest+=("$at"); done
		left=(${rest[@]+"${rest[@]}"})
	done
}

# is_used_by_others AT PLACE...: whether another one of these tunnels has its declared range, on either cloud.
is_used_by_others() {
	local at
	for at in "${@:2}"; do
		((at != $1)) || continue
		[[ ${INSIDE[at]} != "${INSIDE_CIDRS[$1]}" ]] || return 0
		if is_range "${RANGES[at]}" && overlap "${RANGES[at]}" "${INSIDE_CIDRS[$1]}"; then return 0; fi
	done
	return 1
}

# check_free: refuses a range that something else uses: another connection of the gateway, or another interface of a
# Cloud Router of the network.
check_free() {
	local at rows name owner range of
	rows=$(neighbours) || exit
	while IFS=$'\t' read -r name range; do
		is_range "$range" || continue
		for at in "${!TUNNELS[@]}"; do
			if [[ ${INSIDE[at]} != "${INSIDE_CIDRS[at]}" ]] && overlap "$range" "${INSIDE_CIDRS[at]}"; then
				refuse "the inside CIDR ${INSIDE_CIDRS[at]} of tunnel ${TUNNELS[at]} is in use by the tunnel $name of another" \
					"VPN connection on the same gateway." \
					"Nothing was changed: choose another one and build"
			fi
		done
	done <<<"$rows"
	rows=$(gcloud compute routers list --project="$GCP_PROJECT" --flatten='interfaces[]' \
		--format='value(network.basename(),name,interfaces.name,interfaces.ipRange)') || fail "cannot list the Cloud Routers of $GCP_PROJECT"
	while IFS=$'\t' read -r of owner name range; do
		if [[ $of != "$NETWORK" ]] || ! is_range "$range" || is_own_interface "$owner" "$name"; then continue; fi
		for at in "${!TUNNELS[@]}"; do
			if [[ -n ${LINKS[at]} ]] && overlap "$range" "${INSIDE_CIDRS[at]}"; then
				refuse "the inside CIDR ${INSIDE_CIDRS[at]} of tunnel ${TUNNELS[at]} is in use by interface $name of Cloud Router" \
					"$owner. Nothing was changed: choose another one and build"
			fi
		done
	done <<<"$rows"
}

# is_own_interface ROUTER NAME
is_own_interface() {
	local own
	[[ $1 == "$ROUTER" ]] || return 1
	for own in "${INTERFACE_NAMES[@]}"; do
		[[ $own != "$2" ]] || return 0
	done
	return 1
}

# neighbours: lines of outside address and inside CIDR, of the other connections of the gateway.
neighbours() {
	local gateway
	gateway=$(describe "$CONNECTION_A" '[VpnGatewayId, TransitGatewayId] | [?@] | [0]') || fail "cannot read $CONNECTION_A"
	[[ $gateway =~ ^[vt]gw-[0-9a-z]+$ ]] || refuse "connection $CONNECTION_A is on no gateway"
	in_aws ec2 describe-vpn-connections --query "VpnConnections[?(VpnGatewayId == '$gateway' ||
		TransitGatewayId == '$gateway') && State != 'deleted' && VpnConnectionId != '$CONNECTION_A' &&
		VpnConnectionId != '$CONNECTION_B'].Options.TunnelOptions[].[OutsideIpAddress, TunnelInsideCidr]" ||
		fail "cannot list the VPN connections in $REGION"
}
