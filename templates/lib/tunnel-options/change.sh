# shellcheck shell=bash
# Changes one tunnel, from the first check to being up again.

# The key that --new-key sends, which no child process sees.
KEY=''
CHANGED=0

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

wait_for_connections() {
	local id
	for id in "$CONNECTION_A" "$CONNECTION_B"; do
		wait_until "connection $id is available" connection_available "$id"
	done
}

# check_others AT: a tunnel that an earlier run has changed may still be coming up. One that still differs was not
# changed, so it is down for another reason.
check_others() {
	local at seen
	if ((FIRST)) || others_up "$1"; then return; fi
	seen=$SEEN
	for at in "${DOWN[@]}"; do
		compare_options "$at"
		as_declared "$at" || refuse "will not touch ${TUNNELS[$1]} while another tunnel is down: $seen"
	done
	wait_until "all tunnels but ${TUNNELS[$1]} are up" others_up "$1"
}

# as_declared AT: whether the tunnel that compare_options read has all that this run would change.
as_declared() {
	((${#DIFFERENT[@]} == 0)) && { ((!MOVE)) || [[ ${INSIDE[$1]} == "${INSIDE_CIDRS[$1]}" ]]; }
}

# read_new_key AT: the pending key, unless AWS shows that the tunnel has it already. It does where it stores keys
# itself (storage Standard).
read_new_key() {
	local secret=${AWS_SECRETS[$1]} shown
	KEY=$(read_aws "$secret" AWSPENDING) ||
		refuse "cannot read a pending key from secret $secret on AWS: secrets.sh rotate makes one"
	KEY=${KEY#* }
	check_key "secret $secret on AWS (AWSPENDING)" "$KEY"
	shown=$(tunnel_option "$1" PreSharedKey) || exit
	if [[ $shown == "$KEY" ]]; then
		say "tunnel ${TUNNELS[$1]} has the new key already"
		KEY=''
	fi
}

# options_json AT: what differs, without the key. With a part of the suite goes what AWS's answers say nothing of, so that
# the tunnel has it too, whatever AWS shows.
options_json() {
	local at text='' suite=0
	if ((MOVE)) && [[ ${INSIDE[$1]} != "${INSIDE_CIDRS[$1]}" ]]; then
		text="\"TunnelInsideCidr\":\"${INSIDE_CIDRS[$1]}\""
	fi
	for at in ${DIFFERENT[@]+"${DIFFERENT[@]}"}; do
		[[ ${OPTION_SIDES[at]} != both ]] || suite=1
	done
	for at in "${!OPTION_NAMES[@]}"; do
		case " ${DIFFERENT[*]-} " in
		*" $at "*) ;;
		*) if ((!suite)) || [[ ${OPTION_SIDES[at]} != both ]] || ! told_by_absence "$at"; then continue; fi ;;
		esac
		text+="${text:+,}$(fill_in_log_group "${OPTION_JSON[at]}")"
	done
	printf '%s\n' "$text"
}

# Flags of a request that sends a key.
STORAGE=()

# keep_storage AT: AWS's documentation does not say whether a request with a key, but without a storage mode, keeps the one
# that is set. If it did not, AWS would begin to show the key.
keep_storage() {
	local arn
	arn=$(describe "$(connection_of "${TUNNELS[$1]}")" PreSharedKeyArn) || fail "cannot read the connection of ${TUNNELS[$1]}"
	STORAGE=()
	case $arn in arn:*) STORAGE=(--pre-shared-key-storage SecretsManager) ;; esac
}

# Flags of a request that name its tunnel.
TUNNEL_FLAGS=()

# tunnel_flags AT
tunnel_flags() {
	TUNNEL_FLAGS=(--vpn-connection-id "$(connection_of "${TUNNELS[$1]}")" --vpn-tunnel-outside-ip-address "${OUTSIDE[$1]}")
}

# modify AT FLAG...: the options come on standard input, which no process list shows.
modify() {
	tunnel_flags "$1"
	in_aws ec2 modify-vpn-tunnel-options "${TUNNEL_FLAGS[@]}" --tunnel-options file:///dev/stdin \
		--query VpnConnection.State ${STORAGE[@]+"${STORAGE[@]}"} "${@:2}"
}

# check_permission AT OPTIONS: asks AWS without changing anything.
check_permission() {
	local said
	said=$(printf '{%s}' "$2" | modify "$1" --dry-run 2>&1 >/dev/null) || true
	[[ $said == *DryRunOperation* ]] ||
		refuse "AWS would not change tunnel ${TUNNELS[$1]}: ${said:-it did not say why}"
}

# change AT
change() {
	local tunnel=${TUNNELS[$1]} options said flags=()
	wait_for_connections
	if ((NEW_KEY)); then read_new_key "$1"; fi
	compare_options "$1"
	if as_declared "$1" && [[ -z $KEY ]]; then return; fi
	check_others "$1"
	compare_options "$1"
	check_suite "$1"
	options=$(options_json "$1")
	if [[ -n $KEY ]]; then keep_storage "$1"; fi
	# Of a request that only sets a key, AWS is asked whether it would take another one.
	check_permission "$1" "${options:-${OPTION_JSON[0]}}"
	if ((DRY_RUN)); then
		say "would run: aws ec2 modify-vpn-tunnel-options ... --vpn-tunnel-outside-ip-address ${OUTSIDE[$1]}" \
			"--tunnel-options '{$options${KEY:+${options:+,}\"PreSharedKey\":\"(the pending key)\"}}'"
		return
	fi
	if [[ -z $KEY && ${#DIFFERENT[@]} == 1 && ${OPTION_NAMES[${DIFFERENT[0]}]} == EnableTunnelLifecycleControl ]]; then
		flags=(--skip-tunnel-replacement)
	fi
	say "changing tunnel $tunnel"
	said=$(printf '{%s}' "$options${KEY:+${options:+,}\"PreSharedKey\":\"$KEY\"}" |
		modify "$1" ${flags[@]+"${flags[@]}"} 2>&1 >/dev/null) ||
		fail "AWS did not take the options of tunnel $tunnel: ${said//"${KEY:-$'\n'}"/ }"
	CHANGED=$((CHANGED + 1))
	wait_for_change "$1"
}

# wait_for_change AT: `available` counts only once `modifying` was seen, or had time to appear.
wait_for_change() {
	local start=$SECONDS id
	id=$(connection_of "${TUNNELS[$1]}")
	until connection_modifying "$id" || ((SECONDS - start >= 2 * POLL)); do sleep "$POLL"; done
	wait_until "connection $id is available" connection_available "$id"
	((!MOVE)) || find_tunnels
	compare_options "$1"
	as_declared "$1" ||
		fail "tunnel ${TUNNELS[$1]} still differs after the change:" \
			"${DIFFERENT[0]+${OPTION_NAMES[${DIFFERENT[0]}]}} ${INSIDE[$1]}"
	((FIRST || NO_WAIT)) || wait_until "tunnel ${TUNNELS[$1]} is up" tunnel_up "$1"
	say "tunnel ${TUNNELS[$1]} is changed"
}
