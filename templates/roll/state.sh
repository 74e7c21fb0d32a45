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

# read_tunnels suite|psk
read_tunnels() {
	local at
	look_up routers "$ROUTER" || refuse "there is no Cloud Router $ROUTER in $GCP_PROJECT, $GCP_REGION"
	for at in "${!TUNNELS[@]}"; do SESSIONS[at]=$(session_state "$at"); done
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
	rows=$("$BASH" "$FOLDER/secrets.sh" status) || stop_with $? secrets.sh
	while read -r name pin version todo; do
		tunnel_place "$name"
		TARGETS[AT]=$version
		PSK_VERSIONS[AT]=$pin
		KEY_TODO[AT]=${todo/nothing/}
	done <<<"$rows"
	((${#TARGETS[@]} == ${#TUNNELS[@]})) || fail "secrets.sh status did not tell of every tunnel"
}

# read_tunnel AT suite|psk
read_tunnel() {
	local suite='' key='' google_suite='' missing='' note at
	compare_options "$1"
	for at in ${DIFFERENT[@]+"${DIFFERENT[@]}"}; do
		[[ ${OPTION_SIDES[at]} != both ]] || suite+="${suite:+, }${OPTION_NAMES[at]} ${ACTUAL[at]:-not set} -> ${WANTED[at]}"
	done
	if look_up vpn-tunnels "${TUNNEL_NAMES[$1]}"; then
		[[ $(link router) == "$ROUTER" ]] || refuse "tunnel ${TUNNEL_NAMES[$1]} is on router $(link router), not on $ROUTER"
		google_suite=$(suite_difference)
		note=$(recorded_note)
		if [[ $note != "$(key_note "$1" "${TARGETS[$1]}")" ]]; then key=${note:-unknown}; fi
	else
		missing="the tunnel is missing"
	fi
	[[ ${SESSIONS[$1]} != none ]] || missing=${missing:-the session is missing}
	case $2 in
	suite) plan_suite "$@" ;;
	psk) plan_key "$@" ;;
	esac
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

# plan_suite AT: the rest of read_tunnel, on its variables. A tunnel that does not say which key it has, has its own.
plan_suite() {
	if [[ -n $key && $key != unknown ]]; then
		refuse "tunnel ${TUNNELS[$1]} on Google Cloud has another key than psk-versions.json says (${key#*: }):" \
			"finish with --psk first, one after the other"
	fi
	AWS_TODO[$1]=$suite
	GOOGLE_TODO[$1]=${missing:-$google_suite}
}

# plan_key AT: likewise. While Google Cloud's tunnel has the old key, or none, AWS is given the new one.
plan_key() {
	[[ -z $suite && -z $google_suite ]] ||
		refuse "tunnel ${TUNNELS[$1]} differs in the suite too (${suite:-$google_suite}): roll that first with --suite," \
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

# read_again AT: once it has been changed.
read_again() {
	look_up routers "$ROUTER" || refuse "the Cloud Router $ROUTER is gone"
	SESSIONS[$1]=$(session_state "$1")
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
