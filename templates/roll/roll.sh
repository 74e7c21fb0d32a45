# shellcheck shell=bash

usage() {
	cat <<'END'
Usage: roll.sh --suite|--psk [OPTION...]

Makes a change that both clouds must make, one tunnel after the other. A tunnel on Google Cloud cannot be changed, and
it comes up only while both ends agree. So for one tunnel at a time, and only while the other three are up: its BGP
session is switched off, AWS changes, Google Cloud's tunnel is made anew, and it has to be up again with its routes.
That tunnel is down for some minutes. It asks the clouds how far it is: run it again after any interruption.

  --suite               IKE version, encryption, integrity, DH group: after a build from the changed file
  --psk                 the pre-shared keys: after secrets.sh rotate
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
FOLDER=''

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run) DRY_RUN=1 ;;
		--suite | --psk)
			[[ -z $KIND ]] || misused "--suite or --psk, one after the other"
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
	[[ -n $KIND ]] || misused "say what to roll: --suite or --psk"
}

preflight() {
	FOLDER=$(artifact_folder .)
	find_gcp_tool
	say "Google Cloud's side: $TOOL"
	check_account
	need_command gcloud
	case $TOOL in
	terraform)
		need_command terraform
		find_root
		;;
	*) check_track ;;
	esac
	check_made_by_tool vpn-tunnels "${TUNNEL_NAMES[0]}"
	read_psk_versions "$FOLDER/psk-versions.json" ||
		refuse "there is no psk-versions.json, which says what keys the tunnels have: secrets.sh create writes it"
	want_options
	find_connections
	find_tunnels
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
			[[ -z ${GOOGLE_TODO[at]} ]] || printf '    Google Cloud  %s: tunnel, interface and session are made anew\n' "${GOOGLE_TODO[at]}"
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
	# Whatever either cloud would refuse, it refuses before anything is interrupted.
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
		refuse "tunnel $tunnel is not what it was to be: ${AWS_TODO[$1]:+AWS: ${AWS_TODO[$1]}} ${GOOGLE_TODO[$1]}"
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
	print_plan
	for at in "${!TUNNELS[@]}"; do
		if is_settled "$at" && [[ ${SESSIONS[at]} == off ]]; then
			refuse "somebody has switched the BGP session of ${TUNNELS[at]} off (${PEER_NAMES[at]} of $ROUTER)"
		fi
		if is_begun "$at"; then order+=("$at"); elif ! is_settled "$at"; then later+=("$at"); fi
	done
	order+=(${later[@]+"${later[@]}"})
	if ((DRY_RUN)); then
		say "would roll ${#order[@]} of ${#TUNNELS[@]} tunnels"
		return
	fi
	if ((${#order[@]} > 0)); then write_addresses; fi
	for at in ${order[@]+"${order[@]}"}; do roll "$at"; done
	wait_until "all tunnels are up" others_up -1
	if [[ $KIND == suite ]]; then follow_with_stack; fi
	if ((${#order[@]} > 0)); then
		say "done: rolled ${#order[@]} of ${#TUNNELS[@]} tunnels"
	elif [[ $KIND == psk ]]; then
		say "nothing to roll: no key is pending; secrets.sh rotate makes new ones"
	else
		say "nothing to roll: both clouds have the declared suite. What only AWS has, aws/tunnel-options.sh changes"
	fi
}

main "$@"
