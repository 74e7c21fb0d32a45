# shellcheck shell=bash

load common aws connections stack change-set gcp terraform checks preflight roll

usage() {
	cat <<'END'
Usage: roll.sh --suite|--psk|--inside-cidrs [OPTION...]

Makes a change that both clouds must make, one tunnel after the other. A tunnel on Google Cloud cannot be changed, and
it comes up only while both ends agree. So roll.sh works on one tunnel at a time, and only while the other three are
up: it disables the BGP session, changes AWS, recreates what differs on Google Cloud, and waits until the tunnel is up
with its routes. That tunnel is down for some minutes. roll.sh reads from the clouds how far it is: after any
interruption, run it again.

  --suite               IKE version, encryption, integrity, DH group: after a build from the changed file
  --psk                 the pre-shared keys: after secrets.sh rotate
  --inside-cidrs        the inside CIDRs of the tunnels: after a build from the changed file
  --gcp TOOL            what made Google Cloud's side, terraform or gcloud; terraform if both were generated
  --terraform-root DIR  the root that calls gcp/terraform, where that is a module
  --module NAME         name of its module block (vpn)
  --connection-a ID     VPN connection a, instead of the one that the stack names
  --connection-b ID     VPN connection b, likewise
  --poll SECONDS        how often to ask while waiting (15)
  --timeout SECONDS     how long to wait for one thing (1800)
  --dry-run             say what would be done, and change nothing
  --help                print this

END
	explain_statuses
	explain_waiting
}

KIND=''

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run) DRY_RUN=1 ;;
		--suite | --psk | --inside-cidrs)
			[[ -z $KIND ]] || misused "--suite, --psk or --inside-cidrs, one after the other"
			KIND=${1#--}
			;;
		--gcp)
			gcp_tool_flag "${2-}"
			shift
			;;
		--terraform-root | --module)
			terraform_flag "$1" "${2-}"
			shift
			;;
		--connection-a | --connection-b)
			connection_flag "$1" "${2-}"
			shift
			;;
		--poll | --timeout)
			wait_flag "$1" "${2-}"
			shift
			;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
	[[ -n $KIND ]] || misused "say what to roll: --suite, --psk or --inside-cidrs"
}

check_access() {
	check_bash
	check_folder
	if check_aws_cli; then check_aws_access "$ACCOUNT" || true; fi
	if [[ $TOOL == terraform ]]; then
		check_terraform_version || true
		check_default_credentials
	fi
	if check_gcloud_version "$TOOL"; then check_google_access || true; fi
	conclude_checks
}

# check_gateway: the stack could not follow with connections on another gateway than the declared one.
check_gateway() {
	# The stack has made the connections, unless flags name them, also where it does not set their options.
	if follows_stack || ((${#CONNECTIONS_GIVEN[@]} == 0)); then
		read_stack "$STACK"
		read_stack_resources "$STACK" || return 0
	fi
	if read_connections; then check_running_gateway || conclude_checks; fi
}

preflight() {
	find_gcp_tool
	say "Google Cloud's side: $TOOL"
	if [[ $TOOL == terraform ]]; then find_root; fi
	check_access
	check_made_by_tool vpn-tunnels "${TUNNEL_NAMES[0]}"
	if ! read_psk_versions "$FOLDER/psk-versions.json"; then
		go_on_with "$(quoted "$FOLDER/secrets.sh") create"
		refuse "there is no psk-versions.json, which says what keys the tunnels have. secrets.sh create writes it"
	fi
	want_options
	# New keys are not in the template, and do not depend on the gateway.
	if [[ $KIND != psk ]]; then check_stack; fi
	find_connections
	if [[ $KIND != psk ]]; then check_gateway; fi
	read_known_addresses
	find_tunnels
	# The policy applies to new tunnels, and refuses one when the old one is already gone.
	check_peer_policy
	conclude_checks
}

print_plan() {
	local at rows
	rows=$(telemetry) || exit
	for at in "${!TUNNELS[@]}"; do
		tunnel_up "$at" "$rows" || true
		printf '%s  %s  session %s' "${TUNNELS[at]}" "$SEEN" "${SESSIONS[at]}"
		if is_settled "$at"; then
			printf ': nothing to roll\n'
		else
			if is_begun "$at"; then printf ': goes on\n'; else printf ': interrupted for some minutes\n'; fi
			[[ -z ${AWS_TODO[at]} ]] || printf '    AWS           %s\n' "${AWS_TODO[at]}"
			[[ -z ${GOOGLE_TODO[at]} ]] || printf '    Google Cloud  %s: tunnel, interface and session are recreated as needed\n' "${GOOGLE_TODO[at]}"
			[[ -z ${KEY_TODO[at]} ]] || printf '    keys          version %s becomes the current one\n' "${TARGETS[at]}"
		fi
	done
}

# check_others AT: one that is as it should be may still be coming up; another one would stay down.
check_others() {
	local at what
	if others_up "$1"; then return; fi
	what=$SEEN
	for at in "${DOWN[@]}"; do
		is_settled "$at" || refuse "will not touch ${TUNNELS[$1]} while another tunnel is down: $what"
	done
	wait_until "all tunnels but ${TUNNELS[$1]} are up" others_up "$1"
}

# roll AT
roll() {
	local tunnel=${TUNNELS[$1]}
	say "tunnel $tunnel"
	check_others "$1"
	# AWS's dry run checks the permission alone, and the values were checked when this script was built. gcloud.sh and
	# Terraform's plan compare what exists.
	if [[ -n ${AWS_TODO[$1]} ]]; then change_aws "$1" --dry-run >&2; fi
	if [[ -n ${GOOGLE_TODO[$1]} ]]; then prepare_google "$1"; fi
	if [[ -n ${AWS_TODO[$1]}${GOOGLE_TODO[$1]} && ${SESSIONS[$1]} == on ]]; then
		set_session "$1" off
		wait_until "nothing goes through $tunnel" withdrawn "$1"
	fi
	if [[ -n ${AWS_TODO[$1]} ]]; then change_aws "$1" --no-wait-up >&2; fi
	if [[ -n ${GOOGLE_TODO[$1]} ]]; then change_google "$1"; fi
	read_again "$1"
	[[ -z ${AWS_TODO[$1]}${GOOGLE_TODO[$1]} ]] ||
		fail "tunnel $tunnel is not as declared after the change: ${AWS_TODO[$1]:+AWS: ${AWS_TODO[$1]}} ${GOOGLE_TODO[$1]}"
	[[ ${SESSIONS[$1]} == on ]] || set_session "$1" on
	if [[ $KIND == psk ]]; then move_pin "$1"; fi
	wait_until "tunnel $tunnel is up" both_up "$1"
	if [[ $KIND == psk ]]; then run secrets.sh promote --tunnel "$tunnel"; fi
	KEY_TODO[$1]=''
	say "tunnel $tunnel is done: $SEEN"
}

main() {
	local at order=() later=()
	parse_arguments "$@"
	preflight
	read_tunnels "$KIND"
	look_for_routes
	print_plan | printable
	if [[ $KIND == inside-cidrs ]]; then check_free; fi
	for at in "${!TUNNELS[@]}"; do
		if is_settled "$at" && [[ ${SESSIONS[at]} == off ]]; then
			command_for routers update-bgp-peer "$ROUTER" --peer-name="${PEER_NAMES[at]}" --enabled
			go_on_with "${COMMAND[*]}"
			if [[ $TOOL == gcloud ]]; then go_on_with "$(quoted "$FOLDER/gcp/gcloud.sh") session ${TUNNELS[at]} on"; fi
			refuse "somebody has switched the BGP session of ${TUNNELS[at]} off (${PEER_NAMES[at]} of $ROUTER)"
		fi
		if is_begun "$at"; then order+=("$at"); elif ! is_settled "$at"; then later+=("$at"); fi
	done
	order+=(${later[@]+"${later[@]}"})
	if [[ $KIND == inside-cidrs ]]; then
		order_moves ${order[@]+"${order[@]}"}
		order=(${ORDER[@]+"${ORDER[@]}"})
	fi
	if ((DRY_RUN)); then
		say "would roll ${#order[@]} of ${#TUNNELS[@]} tunnels"
		return
	fi
	# A clone may lack the file from which Google Cloud's side reads AWS's addresses.
	if ((${#order[@]} > 0)); then write_outside_addresses; fi
	for at in ${order[@]+"${order[@]}"}; do roll "$at"; done
	wait_until "all tunnels are up" others_up -1
	if [[ $KIND != psk ]]; then follow_with_stack; fi
	if ((${#order[@]} > 0)); then
		say "done: rolled ${#order[@]} of ${#TUNNELS[@]} tunnels"
	elif [[ $KIND == psk ]]; then
		say "nothing to roll: no key is pending; secrets.sh rotate makes new ones"
	elif [[ $KIND == inside-cidrs ]]; then
		say "nothing to roll: both clouds have the declared inside CIDRs"
	else
		say "nothing to roll: both clouds have the declared suite. aws/tunnel-options.sh changes options that only AWS has"
	fi
}

main "$@"
