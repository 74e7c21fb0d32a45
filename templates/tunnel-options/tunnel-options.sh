# shellcheck shell=bash

usage() {
	cat <<'END'
Usage: tunnel-options.sh [OPTION...]

Compares the options of AWS's four tunnels with the ones that were declared, and changes those that differ:
one tunnel at a time, only while all the others are up, waiting for it to be up again before the next. A change
interrupts that tunnel for up to several minutes. A run that was interrupted is gone on with. Inside CIDRs are
not touched, nor are pre-shared keys without --new-key.

Options that both clouds must agree on (IKE version, encryption, integrity, DH group) are only narrowed to a
value that AWS accepts now. Another value would cut the tunnel off from Google Cloud: roll.sh makes such a
change on both sides.

  --tunnel TUNNEL     look at and change this one only; can be given several times
  --first-deployment  the other side does not exist yet: do not ask for tunnels that are up
  --suite             change what both clouds must agree on as well
  --new-key           give the tunnel its pending key (stage AWSPENDING) as well; needs one --tunnel
  --no-wait-up        wait for AWS to be done, and not for the tunnel to be up again
  --connection-a ID   VPN connection a, instead of the one that the stack names
  --connection-b ID   VPN connection b, likewise
  --poll SECONDS      how often to ask while waiting (15)
  --timeout SECONDS   how long to wait for one thing (1800)
  --dry-run           print the differences and the commands, and change nothing
  --help              print this

--suite, --new-key and --no-wait-up are for roll.sh, which changes Google Cloud's end of the tunnel with it.

END
	explain_statuses
	explain_waiting
}

DRY_RUN=0
FIRST=0
SUITE=0
NEW_KEY=0
NO_WAIT=0
# Places of the tunnels that this is about.
CHOSEN=()

# print_differences AT ROWS
print_differences() {
	local at head="${TUNNELS[$1]}  ${INSIDE_CIDRS[$1]}  ${OUTSIDE[$1]}"
	tunnel_up "$1" "$2" || true
	if ((${#DIFFERENT[@]} == 0)); then
		printf '%s: as declared (%s)\n' "$head" "$SEEN"
		return
	fi
	printf '%s: differs (%s)\n    %-28s %-32s %s\n' "$head" "$SEEN" option declared 'on AWS'
	for at in "${DIFFERENT[@]}"; do
		printf '    %-28s %-32s %s\n' "${OPTION_NAMES[at]}" "${WANTED[at]}" "${ACTUAL[at]:-not set}"
	done
}

# Refuses what would part the tunnel from Google Cloud's end, which still has the old value.
check_suite() {
	local at actual
	if ((SUITE || FIRST)); then return; fi
	for at in ${DIFFERENT[@]+"${DIFFERENT[@]}"}; do
		[[ ${OPTION_SIDES[at]} == both && -n ${ACTUAL[at]} ]] || continue
		actual=$(in_use "$1" "$at") || exit
		[[ ,$actual, == *",${WANTED[at]},"* ]] ||
			refuse "tunnel ${TUNNELS[$1]} has ${OPTION_NAMES[at]} $actual and not ${WANTED[at]};" \
				"Google Cloud must change with it: use roll.sh, or --suite where that side has changed already"
	done
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
			refuse "tunnel ${TUNNELS[at]} is up, so this is no first deployment: leave out --first-deployment"
		fi
	done
}

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--first-deployment) FIRST=1 ;;
		--suite) SUITE=1 ;;
		--new-key) NEW_KEY=1 ;;
		--no-wait-up) NO_WAIT=1 ;;
		--dry-run) DRY_RUN=1 ;;
		--tunnel)
			tunnel_place "${2-}"
			CHOSEN+=("$AT")
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
	((!NEW_KEY || ${#CHOSEN[@]} == 1)) || misused "--new-key needs one --tunnel"
	((${#CHOSEN[@]} > 0)) || CHOSEN=("${!TUNNELS[@]}")
}

main() {
	local at rows todo=()
	parse_arguments "$@"
	check_account
	want_options
	find_connections
	find_tunnels
	rows=$(telemetry) || exit
	for at in "${CHOSEN[@]}"; do
		compare_options "$at"
		print_differences "$at" "$rows"
		check_suite "$at"
		((${#DIFFERENT[@]} == 0 && !NEW_KEY)) || todo+=("$at")
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
