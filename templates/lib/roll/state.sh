# shellcheck shell=bash
# How far each tunnel is, from what the two clouds say. There is no other record but psk-versions.json.

# In the order of TUNNELS: what is to be changed on AWS and on Google Cloud, in words or empty.
AWS_TODO=()
GOOGLE_TODO=()
# on, off, or none.
SESSIONS=()
# Whether only the end of it is left: the pin and the promotion.
KEY_TODO=()
# Version that each tunnel's key should have.
TARGETS=()

# In words or empty: how interface and session on Google Cloud differ from the inside CIDR.
LINKS=()
# Ranges of the interfaces on Google Cloud, or empty.
RANGES=()

# read_known_addresses: where Google Cloud's end of each tunnel leads to, whatever inside CIDR the tunnel has.
read_known_addresses() {
	local place at id
	go_on_with "$(quoted "$FOLDER/deploy.sh")$(roll_flags)"
	look_up external-vpn-gateways "$EXTERNAL_GATEWAY" ||
		refuse "there is no external VPN gateway $EXTERNAL_GATEWAY in $GCP_PROJECT: the VPN is not deployed"
	go_on_with "$COMMAND_LINE"
	KNOWN_OUTSIDE=()
	for place in 0 1 2 3; do
		id=$(value "interfaces[$place].id")
		for at in "${!TUNNELS[@]}"; do
			[[ ${PEER_INTERFACES[at]} != "${id:-0}" ]] || KNOWN_OUTSIDE[at]=$(value "interfaces[$place].ipAddress")
		done
	done
	for at in "${!TUNNELS[@]}"; do
		[[ ${KNOWN_OUTSIDE[at]-} =~ $ADDRESS_PATTERN ]] ||
			refuse "the external VPN gateway $EXTERNAL_GATEWAY has no IPv4 address of interface ${PEER_INTERFACES[at]}"
	done
}

# read_sessions: of the router that look_up found.
read_sessions() {
	local at place peer
	for at in "${!TUNNELS[@]}"; do
		SESSIONS[at]=$(session_state "$at")
		LINKS[at]=''
		RANGES[at]=''
		if place=$(place_of interfaces "${INTERFACE_NAMES[at]}"); then
			RANGES[at]=$(value "$place.ipRange")
			[[ ${RANGES[at]} == "${INSIDE_ADDRESSES[at]}/30" ]] ||
				LINKS[at]="address ${RANGES[at]:-none} -> ${INSIDE_ADDRESSES[at]}/30"
		fi
		if place=$(place_of bgpPeers "${PEER_NAMES[at]}"); then
			peer=$(value "$place.peerIpAddress")
			[[ $peer == "${PEER_ADDRESSES[at]}" ]] ||
				LINKS[at]+="${LINKS[at]:+, }BGP peer ${peer:-none} -> ${PEER_ADDRESSES[at]}"
		fi
	done
}

# read_tunnels suite|psk|inside-cidrs
read_tunnels() {
	local at
	look_up routers "$ROUTER" || refuse "there is no Cloud Router $ROUTER in $GCP_PROJECT, $GCP_REGION"
	read_sessions
	if [[ $1 == psk ]]; then read_keys; else read_pins; fi
	for at in "${!TUNNELS[@]}"; do read_tunnel "$at" "$1"; done
}

# The keys that the tunnels have, which do not change with the suite.
read_pins() {
	local at
	for at in "${!TUNNELS[@]}"; do
		TARGETS[at]=$(psk_version "$at")
		KEY_TODO[at]=''
	done
}

# The keys that the tunnels should have.
read_keys() {
	local rows name pin version todo
	rows=$(VPN_NEXT=$COMMAND_LINE "$BASH" "$FOLDER/secrets.sh" status) || stop_with $? secrets.sh
	while read -r name pin version todo; do
		tunnel_place "$name"
		TARGETS[AT]=$version
		PSK_VERSIONS[AT]=$pin
		KEY_TODO[AT]=${todo/nothing/}
	done <<<"$rows"
	((${#TARGETS[@]} == ${#TUNNELS[@]})) || fail "secrets.sh status did not tell of every tunnel"
}

# read_tunnel AT suite|psk|inside-cidrs
read_tunnel() {
	local suite='' key='' google_suite='' missing='' note at
	compare_options "$1"
	for at in ${DIFFERENT[@]+"${DIFFERENT[@]}"}; do
		[[ ${OPTION_SIDES[at]} != both ]] || suite+="${suite:+, }${OPTION_NAMES[at]} ${ACTUAL[at]:-not set} -> ${WANTED[at]}"
	done
	if look_up vpn-tunnels "${TUNNEL_NAMES[$1]}"; then
		[[ $(link router) == "$ROUTER" ]] || refuse "tunnel ${TUNNEL_NAMES[$1]} is on router $(link router), not on $ROUTER"
		[[ $(value peerIp) == "${OUTSIDE[$1]}" ]] ||
			refuse "tunnel ${TUNNEL_NAMES[$1]} leads to $(value peerIp), and the external VPN gateway to ${OUTSIDE[$1]}"
		google_suite=$(suite_difference)
		note=$(recorded_note)
		if [[ $note != "$(key_note "$1" "${TARGETS[$1]}")" ]]; then key=${note:-unknown}; fi
	else
		missing="the tunnel is missing"
	fi
	[[ ${SESSIONS[$1]} != none ]] || missing=${missing:-the session is missing}
	if [[ $2 != inside-cidrs ]]; then check_not_moving "$1"; fi
	case $2 in
	psk) plan_key "$@" ;;
	*) plan_suite "$@" ;;
	esac
}

# check_not_moving AT: the other kinds go by the declared inside CIDR on both clouds.
check_not_moving() {
	local moving=${LINKS[$1]}
	[[ ${INSIDE[$1]} == "${INSIDE_CIDRS[$1]}" ]] || moving="inside CIDR ${INSIDE[$1]} -> ${INSIDE_CIDRS[$1]}"
	[[ -n $moving ]] || return 0
	go_on_with "$(quoted "$0") --inside-cidrs$(roll_flags)"
	refuse "tunnel ${TUNNELS[$1]} does not have its inside CIDR on both clouds ($moving). Change that first with --inside-cidrs"
}

# suite_difference: of the tunnel that look_up found.
suite_difference() {
	local at found text=''
	[[ $(value ikeVersion) == "$IKE_VERSION" ]] || text="IKE version $(value ikeVersion) -> $IKE_VERSION"
	for at in "${!SUITE_FIELDS[@]}"; do
		found=$(values "cipherSuite.${SUITE_FIELDS[at]}")
		[[ $found == "${SUITE_VALUES[at]}" ]] ||
			text+="${text:+, }${SUITE_FIELDS[at]} ${found:-none} -> ${SUITE_VALUES[at]:-none}"
	done
	printf '%s\n' "$text"
}

# plan_suite AT KIND: the rest of read_tunnel, on its variables. While inside CIDRs change, a suite that differs changes
# with them, since both ends of the tunnel are replaced anyway. A tunnel that does not say which key it has, has its own.
plan_suite() {
	if [[ -n $key && $key != unknown ]]; then
		go_on_with "$(quoted "$0") --psk$(roll_flags)"
		refuse "tunnel ${TUNNELS[$1]} on Google Cloud has another key than psk-versions.json says (${key#*: }): a roll of the" \
			"keys has not ended. Finish it first; if that is refused because vpn.yaml was changed meanwhile, restore the old" \
			"values and build for as long"
	fi
	if [[ $2 == inside-cidrs ]]; then
		[[ ${INSIDE[$1]} == "${INSIDE_CIDRS[$1]}" ]] ||
			suite="inside CIDR ${INSIDE[$1]} -> ${INSIDE_CIDRS[$1]}${suite:+, $suite}"
		google_suite="${LINKS[$1]}${google_suite:+${LINKS[$1]:+, }$google_suite}"
		[[ -n ${RANGES[$1]} ]] || missing=${missing:-the interface is missing}
	fi
	AWS_TODO[$1]=$suite
	GOOGLE_TODO[$1]=${missing:-$google_suite}
}

# plan_key AT: likewise. While Google Cloud's tunnel has the old key, or none, AWS is given the new one.
plan_key() {
	[[ -z $suite && -z $google_suite ]] ||
		refuse_for_suite "tunnel ${TUNNELS[$1]} differs in the suite too (${suite:-$google_suite}): roll that first with --suite," \
			"one after the other"
	AWS_TODO[$1]=''
	GOOGLE_TODO[$1]=$missing
	if [[ ${KEY_TODO[$1]} == move && -n $key$missing ]]; then
		AWS_TODO[$1]="the pending key"
		GOOGLE_TODO[$1]="version ${PSK_VERSIONS[$1]} -> ${TARGETS[$1]} of ${GCP_SECRETS[$1]}"
	elif [[ -n $key && $key != unknown ]]; then
		refuse "tunnel ${TUNNELS[$1]} on Google Cloud has another key than psk-versions.json says (${key#*: }): correct the file"
	fi
}

refuse_for_suite() {
	go_on_with "$(quoted "$0") --suite$(roll_flags)"
	refuse "$@"
}

# read_again AT: once it has been changed.
read_again() {
	look_up routers "$ROUTER" || refuse "the Cloud Router $ROUTER is gone"
	read_sessions
	find_tunnels
	read_tunnel "$1" "$KIND"
}

# move_pin AT
move_pin() {
	PSK_VERSIONS[$1]=${TARGETS[$1]}
	write_psk_versions "$FOLDER"
}

# is_settled AT: whether nothing is left to change.
is_settled() {
	[[ -z ${AWS_TODO[$1]}${GOOGLE_TODO[$1]}${KEY_TODO[$1]} ]]
}

# is_begun AT: whether an earlier run has stopped at this tunnel.
is_begun() {
	! is_settled "$1" && [[ ${SESSIONS[$1]} != on || -z ${AWS_TODO[$1]} || -z ${GOOGLE_TODO[$1]} ]]
}
