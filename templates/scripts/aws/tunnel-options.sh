# shellcheck shell=bash

load common aws connections tunnel-options

usage() {
	cat <<'END'
Usage: tunnel-options.sh [OPTION...]

Compares the options of AWS's four tunnels with the ones that were declared, and changes those that differ:
one tunnel at a time, only while all the others are up, waiting for it to be up again before the next. A change
interrupts that tunnel for up to several minutes. After an interruption, run it again. Inside CIDRs are changed only
with --inside-cidr, pre-shared keys only with --new-key.

Options that both clouds must agree on (IKE version, encryption, integrity, DH group) are only narrowed to a
value that AWS accepts now. Another value would cut the tunnel off from Google Cloud: roll.sh makes such a
change on both sides.

  --tunnel TUNNEL     look at and change this one only; can be given several times
  --first-deployment  the other side does not exist yet: do not ask for tunnels that are up
  --suite             change what both clouds must agree on as well
  --inside-cidr       change the inside CIDR of the tunnel as well; needs one --tunnel and the outside addresses
  --outside-address TUNNEL=ADDRESS
                      AWS's outside address of that tunnel, to know it by; given for all four tunnels or for none
  --new-key           give the tunnel its pending key (stage AWSPENDING) as well; needs one --tunnel
  --no-wait-up        wait for AWS to be done, and not for the tunnel to be up again
  --connection-a ID   VPN connection a, instead of the one that the stack names
  --connection-b ID   VPN connection b, likewise
  --poll SECONDS      how often to ask while waiting (15)
  --timeout SECONDS   how long to wait for one thing (1800)
  --dry-run           print the differences and the commands, and change nothing
  --print             print one plain aws command for each tunnel, with every declared option, to run with your own
                      tools. AWS is not asked and no credentials are needed. What is not in aws-addresses.json and
                      not given by flags is a variable. No command contains a key or an inside CIDR
  --help              print this

--suite, --inside-cidr, --outside-address, --new-key and --no-wait-up are for roll.sh, which changes Google Cloud's
end of the tunnel as well.

END
	explain_statuses
	explain_waiting
}

DRY_RUN=0
FIRST=0
CHANGES_SUITE=0
NEW_KEY=0
MOVE=0
NO_WAIT=0
# Places of the tunnels that this is about.
CHOSEN=()

# print_differences AT ROWS
print_differences() {
	local at head="${TUNNELS[$1]}  ${INSIDE[$1]}  ${OUTSIDE[$1]}"
	tunnel_up "$1" "$2" || true
	if as_declared "$1"; then
		printf '%s: as declared (%s)\n' "$head" "$SEEN"
		return
	fi
	printf '%s: differs (%s)\n    %-28s %-32s %s\n' "$head" "$SEEN" option declared 'on AWS'
	if ((MOVE)); then printf '    %-28s %-32s %s\n' TunnelInsideCidr "${INSIDE_CIDRS[$1]}" "${INSIDE[$1]}"; fi
	for at in ${DIFFERENT[@]+"${DIFFERENT[@]}"}; do
		printf '    %-28s %-32s %s\n' "${OPTION_NAMES[at]}" "${WANTED[at]}" "${ACTUAL[at]:-not set}"
	done
}

# Refuses what would part the tunnel from Google Cloud's end, which still has the old value.
check_suite() {
	local at actual
	if ((CHANGES_SUITE || FIRST)); then return; fi
	for at in ${DIFFERENT[@]+"${DIFFERENT[@]}"}; do
		[[ ${OPTION_SIDES[at]} == both && -n ${ACTUAL[at]} ]] || continue
		actual=$(in_use "$1" "$at") || exit
		[[ ,$actual, == *",${WANTED[at]},"* ]] ||
			refuse_suite "tunnel ${TUNNELS[$1]} has ${OPTION_NAMES[at]} $actual and not ${WANTED[at]}. Google Cloud's end must" \
				"change with it"
	done
}

# refuse_suite WHAT...
refuse_suite() {
	local roll
	if roll=$(script_beside roll.sh); then
		go_on_with "$roll --suite$(roll_flags)"
		refuse "$*. roll.sh changes the suite on both clouds, one tunnel at a time"
	fi
	go_on_with "$COMMAND_LINE --suite"
	refuse "$*. Once Google Cloud's end has changed, add --suite"
}

# in_use AT OPTION: of several values that AWS would accept, the one that was agreed on, if AWS tells.
in_use() {
	local values=() actual=${ACTUAL[$2]}
	if [[ $actual == *,* ]]; then
		negotiated "$1"
		read -r -a values <<<"$AGREED"
		if [[ ,$actual, == *",${values[$2]:--},"* ]]; then actual=${values[$2]}; fi
	fi
	printf '%s\n' "$actual"
}

check_first_deployment() {
	local at
	for at in "${!TUNNELS[@]}"; do
		if tunnel_up "$at" "$1" || [[ $SEEN == UP,* ]]; then
			go_on_with "${COMMAND_LINE// --first-deployment/}"
			refuse "tunnel ${TUNNELS[at]} is up, so this is not the first deployment: leave out --first-deployment"
		fi
	done
}

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--first-deployment) FIRST=1 ;;
		--suite) CHANGES_SUITE=1 ;;
		--new-key) NEW_KEY=1 ;;
		--inside-cidr) MOVE=1 ;;
		--no-wait-up) NO_WAIT=1 ;;
		--dry-run) DRY_RUN=1 ;;
		--print) PRINT=1 ;;
		--tunnel)
			tunnel_place "${2-}"
			CHOSEN+=("$AT")
			shift
			;;
		--outside-address)
			outside_address_flag "${2-}"
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
	((!PRINT || (!NEW_KEY && !MOVE))) || misused "--print does not go with --new-key or --inside-cidr"
	((!NEW_KEY || ${#CHOSEN[@]} == 1)) || misused "--new-key needs one --tunnel"
	((${#KNOWN_OUTSIDE[@]} == 0 || ${#KNOWN_OUTSIDE[@]} == ${#TUNNELS[@]})) ||
		misused "--outside-address is needed for all four tunnels or for none"
	((!MOVE || (${#CHOSEN[@]} == 1 && ${#KNOWN_OUTSIDE[@]} > 0))) ||
		misused "--inside-cidr needs one --tunnel, and --outside-address for each tunnel"
	((${#CHOSEN[@]} > 0)) || CHOSEN=("${!TUNNELS[@]}")
}

# outside_address_flag TUNNEL=ADDRESS
outside_address_flag() {
	[[ ${1#*=} =~ $ADDRESS_PATTERN && $1 == *=* ]] || misused "--outside-address needs TUNNEL=ADDRESS, such as a1=52.196.10.11"
	tunnel_place "${1%%=*}"
	KNOWN_OUTSIDE[AT]=${1#*=}
}

main() {
	local at rows todo=()
	parse_arguments "$@"
	if ((PRINT)); then
		print_changes
		return
	fi
	check_account
	want_options
	find_connections
	find_tunnels
	rows=$(telemetry) || exit
	for at in "${CHOSEN[@]}"; do
		compare_options "$at"
		print_differences "$at" "$rows"
		check_suite "$at"
		if ! as_declared "$at" || ((NEW_KEY)); then todo+=("$at"); fi
	done
	if ((${#todo[@]} > 0 && FIRST)); then check_first_deployment "$rows"; fi
	for at in ${todo[@]+"${todo[@]}"}; do change "$at"; done
	if ((!FIRST && !NO_WAIT)); then
		for at in "${CHOSEN[@]}"; do print_negotiated "$at"; done
	fi
	if ((${#todo[@]} == 0)); then
		say "nothing to do: all tunnels are as declared"
	elif ((!DRY_RUN)); then
		say "done: changed $CHANGED of ${#TUNNELS[@]} tunnels"
	fi
}

main "$@"
