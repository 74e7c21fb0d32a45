# shellcheck shell=bash

load common aws connections gcp checks verify

usage() {
	cat <<'END'
Usage: verify.sh [OPTION...]

Looks at every layer of the VPN on both clouds, prints one table with a verdict on each, and what to do about the
bad ones. Changes nothing.

A difference in phase 2 shows only when the first child SA is rekeyed, which AWS does within its phase 2 lifetime.
Neither cloud says that a rekey took place. --through-rekey therefore watches for a whole lifetime, and then asks
that no tunnel has gone down meanwhile: every child SA has been rekeyed by then, phase 1 has not.

  --side aws|gcp      that cloud's layers alone, with its credentials alone
  --wait              ask again until all is healthy
  --through-rekey     then watch until every tunnel has been rekeyed
  --accounts-later    routes to VPCs of other accounts may be missing, as before their part is deployed
  --watch SECONDS     how long to watch, instead of the phase 2 lifetime and two minutes
  --connection-a ID   VPN connection a, instead of the one that the stack names, or where there is no stack
  --connection-b ID   VPN connection b, likewise
  --poll SECONDS      how often to ask while waiting (15)
  --timeout SECONDS   how long to wait until all is healthy (1800)
  --help              print this

Exit status:
  0  healthy
  1  a command failed, so nothing can be said
  2  wrong usage
  3  refused: something is not as expected, and the message says what
  6  not healthy
END
}

readonly EXIT_UNHEALTHY=6

wait_for_health=0
through_rekey=0
watch=$((PHASE2_LIFETIME + 120))

# look: at all layers; fails where one is bad.
look() {
	start_table
	if covers aws; then look_at_aws; fi
	if covers gcp; then look_at_google; fi
	[[ -z $BAD_LAYERS ]]
}

unhealthy() {
	print_table
	say "$*"
	say "fix the cause, then run: $NEXT"
	exit "$EXIT_UNHEALTHY"
}

wait_until_healthy() {
	local start=$SECONDS
	until look; do
		((wait_for_health)) || unhealthy "not healthy"
		((SECONDS - start < TIMEOUT)) || unhealthy "not healthy after ${TIMEOUT} s of waiting"
		say "waiting until it is healthy: $BAD_LAYERS"
		sleep "$POLL"
	done
}

watch_rekey() {
	local start=$SECONDS at changes=(${LAST_CHANGES[@]+"${LAST_CHANGES[@]}"})
	say "watching for $((watch / 60)) minutes, until AWS has rekeyed every tunnel"
	while ((SECONDS - start < watch)); do
		sleep "$POLL"
		look || unhealthy "it went down while a rekey was due"
		say "healthy for $(((SECONDS - start) / 60)) of $((watch / 60)) minutes"
	done
	for at in "${!TUNNELS[@]}"; do
		if covers aws && [[ ${changes[at]} != "${LAST_CHANGES[at]}" ]]; then
			unhealthy "tunnel ${TUNNELS[at]} is up, but its state has changed on AWS meanwhile, at ${LAST_CHANGES[at]}"
		fi
		if ! covers gcp || { covers aws && [[ -z ${UPTIMES[at]} ]]; }; then continue; fi
		if ! is_number "${UPTIMES[at]}" || ((UPTIMES[at] < watch)); then
			unhealthy "tunnel ${TUNNELS[at]} is up, but its BGP session only for ${UPTIMES[at]:-unknown} s"
		fi
	done
}

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--wait) wait_for_health=1 ;;
		--through-rekey) through_rekey=1 ;;
		--accounts-later) allow_accounts_later ;;
		--side)
			side_flag "${2-}"
			shift
			;;
		--watch)
			[[ ${2-} =~ ^[0-9]{1,6}$ ]] || misused "--watch takes seconds"
			watch=$((10#$2))
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
}

check_access() {
	if covers aws && is_installed aws "the aws CLI"; then check_aws_access "$ACCOUNT" || true; fi
	if covers gcp && is_installed gcloud gcloud; then check_google_access || true; fi
	conclude_checks
}

main() {
	parse_arguments "$@"
	check_access
	if covers aws; then
		find_connections
		find_tunnels
	fi
	wait_until_healthy
	if ((through_rekey)); then watch_rekey; fi
	print_table
	if ((through_rekey)); then
		say "healthy, and no tunnel went down in $((watch / 60)) minutes: phase 2 has been rekeyed"
	else
		say "healthy. A difference in phase 2 shows at the first rekey, within $((PHASE2_LIFETIME / 60)) minutes: --through-rekey waits for it"
	fi
}

main "$@"
