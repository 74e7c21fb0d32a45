# shellcheck shell=bash
# What Google Cloud has in the place of each tunnel, whatever it is called there. A name that was changed in vpn.yaml is
# then a difference like any other, and the tunnel under the old name is neither forgotten nor made a second time.

readonly NAME_PATTERN='^[a-z][-a-z0-9]*$'

# In the order of TUNNELS: names on Google Cloud, or empty.
SLOT_TUNNELS=()
SLOT_INTERFACES=()
SLOT_PEERS=()

# Place of the tunnel that this is about; empty where it is about all.
ONLY=''

# read_slots AT: of all tunnels of the region. It complains of that place alone, or of all where it is empty. OUTSIDE may
# be empty.
read_slots() {
	local at rows
	ONLY=$1
	rows=$(gcloud compute vpn-tunnels list --project="$GCP_PROJECT" --regions="$GCP_REGION" \
		--format='value[separator="|"](name, vpnGateway.basename(), vpnGatewayInterface,
			peerExternalGateway.basename(), peerExternalGatewayInterface, peerIp)') ||
		fail "cannot list the VPN tunnels of $GCP_PROJECT, $GCP_REGION"
	for at in "${!TUNNELS[@]}"; do find_slot "$at" "$rows"; done
}

# find_slot AT ROWS
find_slot() {
	local name ends named='' elsewhere='' others=()
	while IFS='|' read -r name ends; do
		[[ -n $name ]] || continue
		[[ $name =~ $NAME_PATTERN ]] || refuse "Google Cloud lists a VPN tunnel with a name that it cannot have: $name"
		if [[ $name == "${TUNNEL_NAMES[$1]}" ]]; then
			named=$name
			elsewhere=$(slot_elsewhere "$1" "$ends")
		elif in_slot "$1" "$ends"; then
			others+=("$name")
		fi
	done <<<"$2"
	SLOT_TUNNELS[$1]=${named:-${others[0]-}}
	[[ -z $ONLY || $ONLY == "$1" ]] || return 0
	if [[ -n $elsewhere ]] || [[ -n $named && ${#others[@]} -gt 0 ]]; then
		complain "tunnel ${TUNNELS[$1]}: its name $named is in use by ${elsewhere:-another tunnel}${others[0]:+, and ${others[*]} is in its place}" \
			"Give ${TUNNELS[$1]} a name that nothing has yet${elsewhere:+, or first: $(quoted "$0") replace $elsewhere}"
	elif ((${#others[@]} > 1)); then
		complain "tunnel ${TUNNELS[$1]}: on Google Cloud, more than one tunnel is in its place: ${others[*]}" \
			"Delete those that are not of this VPN."
	fi
}

# in_slot AT ENDS: whether a tunnel with these ends is in that place.
in_slot() {
	local own_gateway own peer theirs address
	IFS='|' read -r own_gateway own peer theirs address <<<"$2"
	[[ $peer == "$EXTERNAL_GATEWAY" && ${theirs:-0} == "${PEER_INTERFACES[$1]}" ]] ||
		[[ $own_gateway == "$GATEWAY" && ${own:-0} == "${GATEWAY_INTERFACES[$1]}" &&
			-n $address && $address == "${OUTSIDE[$1]-}" ]]
}

# slot_elsewhere AT ENDS: the tunnel in whose place it is, where that is another one.
slot_elsewhere() {
	local at
	if in_slot "$1" "$2"; then return; fi
	for at in "${!TUNNELS[@]}"; do
		if in_slot "$at" "$2"; then printf '%s\n' "${TUNNELS[at]}"; fi
	done
}

# entry_with LIST FIELD VALUE: `LIST[2]` for the first entry of what look_up found whose field is that, or a link to
# it; fails where there is none.
entry_with() {
	local line text field="^($1\[[0-9]+\])\.$2: (.*)\$"
	while IFS= read -r line; do
		if [[ $line =~ $field ]]; then
			text=${BASH_REMATCH[2]}
			if [[ $text == "$3" || ${text##*/} == "$3" ]]; then
				printf '%s\n' "${BASH_REMATCH[1]}"
				return
			fi
		fi
	done <<<"$FOUND"
	return 1
}

# name_at PLACE: of an entry that entry_with found.
name_at() {
	local name
	name=$(value "$1.name")
	[[ $name =~ $NAME_PATTERN ]] || refuse "the Cloud Router $ROUTER has an entry with a name that it cannot have: $name"
	printf '%s\n' "$name"
}

# is_slot_of_another AT TUNNEL: whether that tunnel is there, and not in this place.
is_slot_of_another() {
	[[ -n $2 && $2 != "${SLOT_TUNNELS[$1]}" && $2 != "${TUNNEL_NAMES[$1]}" ]]
}

# find_interface AT: sets $PLACE to the one on the router that look_up found; fails where there is none.
find_interface() {
	local other
	SLOT_INTERFACES[$1]=''
	PLACE=$(entry_with interfaces name "${INTERFACE_NAMES[$1]}") ||
		PLACE=$(entry_with interfaces linkedVpnTunnel "${SLOT_TUNNELS[$1]:-none}") ||
		PLACE=$(entry_with interfaces ipRange "${INSIDE_ADDRESSES[$1]}/30") || return 1
	SLOT_INTERFACES[$1]=$(name_at "$PLACE") || exit
	other=$(link "$PLACE.linkedVpnTunnel")
	if is_slot_of_another "$1" "$other"; then
		complain "tunnel ${TUNNELS[$1]}: interface ${SLOT_INTERFACES[$1]} of $ROUTER has its name or its range, and belongs to tunnel $other" \
			"Choose a name and an inside CIDR that nothing has yet, or first replace that tunnel."
	fi
	other=$(entry_with interfaces ipRange "${INSIDE_ADDRESSES[$1]}/30") || return 0
	if [[ $other != "$PLACE" ]] && is_slot_of_another "$1" "$(link "$other.linkedVpnTunnel")"; then
		complain "tunnel ${TUNNELS[$1]}: interface $(name_at "$other") of $ROUTER has its range ${INSIDE_ADDRESSES[$1]}/30 already" \
			"Choose an inside CIDR that nothing has yet, or first replace the tunnel $(link "$other.linkedVpnTunnel")."
	fi
}

# find_peer AT: likewise, after find_interface.
find_peer() {
	local interface
	SLOT_PEERS[$1]=''
	PLACE=$(entry_with bgpPeers name "${PEER_NAMES[$1]}") ||
		PLACE=$(entry_with bgpPeers interfaceName "${SLOT_INTERFACES[$1]:-none}") ||
		PLACE=$(entry_with bgpPeers peerIpAddress "${PEER_ADDRESSES[$1]}") || return 1
	SLOT_PEERS[$1]=$(name_at "$PLACE") || exit
	interface=$(value "$PLACE.interfaceName")
	if [[ $interface != "${SLOT_INTERFACES[$1]}" && $interface != "${INTERFACE_NAMES[$1]}" ]] &&
		entry_with interfaces name "$interface" >/dev/null; then
		complain "tunnel ${TUNNELS[$1]}: BGP session ${SLOT_PEERS[$1]} of $ROUTER has its name or its address, on interface $interface" \
			"Choose a name that nothing has yet, or first replace the tunnel of that interface."
	fi
}
