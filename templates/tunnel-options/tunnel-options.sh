# shellcheck shell=bash

usage() {
	cat <<'END'
Usage: tunnel-options.sh [OPTION…]

Compares the options of AWS's four tunnels with the ones that were declared, and changes those that differ:
one tunnel at a time, only while all the others are up, waiting for it to be up again before the next.
A change interrupts that tunnel for up to several minutes. Inside CIDRs and pre-shared keys are not touched.

Options that both clouds must agree on (IKE version, encryption, integrity, DH group) are only narrowed to a
value that AWS accepts now. Another value would cut the tunnel off from Google Cloud: roll.sh makes such a
change on both sides.

  --first-deployment  the other side does not exist yet: do not ask for tunnels that are up
  --suite             change what both clouds must agree on as well
  --connection-a ID   VPN connection a, instead of the one that the stack names
  --connection-b ID   VPN connection b, likewise
  --poll SECONDS      how often to ask while waiting (15)
  --timeout SECONDS   how long to wait for one thing (1800)
  --dry-run           print the differences and the commands, and change nothing
  --help              print this

END
	explain_statuses
	explain_waiting
}

first_deployment=0
change_suite=0
dry_run=0
# A modification was under way when this run began, so tunnels may still be coming up.
resuming=0
changed=0

# Rows of name and value of a tunnel's options. Requests and answers spell some names differently.
readonly OPTION_QUERY="[
  IkeVersions[].['IKEVersions', Value],
  Phase1EncryptionAlgorithms[].['Phase1EncryptionAlgorithms', Value],
  Phase1IntegrityAlgorithms[].['Phase1IntegrityAlgorithms', Value],
  Phase1DHGroupNumbers[].['Phase1DHGroupNumbers', Value],
  Phase2EncryptionAlgorithms[].['Phase2EncryptionAlgorithms', Value],
  Phase2IntegrityAlgorithms[].['Phase2IntegrityAlgorithms', Value],
  Phase2DHGroupNumbers[].['Phase2DHGroupNumbers', Value],
  [
    ['Phase1LifetimeSeconds', Phase1LifetimeSeconds],
    ['Phase2LifetimeSeconds', Phase2LifetimeSeconds],
    ['RekeyMarginTimeSeconds', RekeyMarginTimeSeconds],
    ['RekeyFuzzPercentage', RekeyFuzzPercentage],
    ['ReplayWindowSize', ReplayWindowSize],
    ['DPDTimeoutSeconds', DpdTimeoutSeconds],
    ['DPDTimeoutAction', DpdTimeoutAction],
    ['StartupAction', StartupAction]
  ],
  {L: LogOptions.CloudWatchLogOptions} | [['LogOptions', join(', BGP ', [
    (L.LogEnabled && join(' ', [L.LogGroupArn || '-', L.LogOutputFormat || 'json'])) || 'off',
    (L.BgpLogEnabled && join(' ', [L.BgpLogGroupArn || '-', L.BgpLogOutputFormat || 'json'])) || 'off'
  ])]]
]"

# What each option should be, and the JSON that makes it so: OPTION_WANTED and OPTION_JSON with the log
# group's ARN filled in, since the account may be known only now.
wanted=()
json=()

fill_in_log_group() {
	local at partition arn
	IFS=: read -r _ partition _ <<<"${IDENTITY#*$'\t'}"
	arn="arn:$partition:logs:$REGION:${IDENTITY%%$'\t'*}:log-group:$LOG_GROUP"
	for at in "${!OPTION_NAMES[@]}"; do
		wanted+=("$(replace_mark "${OPTION_WANTED[at]}" "$arn")")
		json+=("$(replace_mark "${OPTION_JSON[at]}" "$arn")")
	done
}

# replace_mark TEXT ARN: bash versions differ in how ${text//…} reads what it puts in.
replace_mark() {
	local rest=$1 done_text=''
	while [[ $rest == *@LOG_GROUP@* ]]; do
		done_text+=${rest%%@LOG_GROUP@*}$2
		rest=${rest#*@LOG_GROUP@}
	done
	printf '%s\n' "$done_text$rest"
}

# compare AT: sets $actual (one value per option, several with commas) and $different (indexes of options).
compare() {
	local rows at cidr=${INSIDE_CIDRS[$1]}
	rows=$(describe "$(connection_of "${TUNNELS[$1]}")" \
		"Options.TunnelOptions[?TunnelInsideCidr=='$cidr'] | [0].$OPTION_QUERY") ||
		fail "cannot read the options of tunnel ${TUNNELS[$1]}"
	actual=()
	different=()
	for at in "${!OPTION_NAMES[@]}"; do
		actual+=("$(values_of "${OPTION_NAMES[at]}" <<<"$rows")")
		[[ ${actual[at]} == "${wanted[at]}" ]] || different+=("$at")
	done
}

# values_of NAME: AWS adds `:*` to the ARN of a log group in some answers.
values_of() {
	awk -F '\t' -v name="$1" '$1 == name && $2 != "None" { printf "%s%s", comma, $2; comma = "," }' | sed 's/:\*//g'
}

print_differences() {
	local at
	if ((${#different[@]} == 0)); then
		printf '%s  %s  %s: as declared\n' "${TUNNELS[$1]}" "${INSIDE_CIDRS[$1]}" "${OUTSIDE[$1]}"
		return
	fi
	printf '%s  %s  %s:\n' "${TUNNELS[$1]}" "${INSIDE_CIDRS[$1]}" "${OUTSIDE[$1]}"
	printf '    %-28s %-32s %s\n' option declared 'on AWS'
	for at in "${different[@]}"; do
		printf '    %-28s %-32s %s\n' "${OPTION_NAMES[at]}" "${wanted[at]}" "${actual[at]:-not set}"
	done
}

# Refuses what would part the tunnel from Google Cloud's end, which still has the old value.
check_suite() {
	local at
	if ((change_suite || first_deployment)); then return; fi
	for at in ${different[@]+"${different[@]}"}; do
		[[ ${OPTION_SIDES[at]} == both && -n ${actual[at]} ]] || continue
		[[ ,${actual[at]}, == *",${wanted[at]},"* ]] ||
			refuse "tunnel ${TUNNELS[$1]} has ${OPTION_NAMES[at]} ${actual[at]} and not ${wanted[at]};" \
				"Google Cloud must change with it: use roll.sh, or --suite where that side has changed already"
	done
}

# others_up AT: whether every other tunnel is up.
others_up() {
	local at rows down=''
	rows=$(telemetry "$CONNECTION_A" && telemetry "$CONNECTION_B") || exit
	for at in "${!TUNNELS[@]}"; do
		if ((at != $1)) && ! tunnel_up "$at" "$rows"; then down+="${down:+, }${TUNNELS[at]} is $SEEN"; fi
	done
	SEEN=$down
	[[ -z $down ]]
}

wait_for_connections() {
	local id
	for id in "$CONNECTION_A" "$CONNECTION_B"; do
		if connection_modifying "$id"; then
			resuming=1
			wait_until "connection $id is available" connection_available "$id"
		fi
	done
}

check_others() {
	if ((first_deployment)); then return; fi
	if ((resuming)); then
		wait_until "all tunnels but ${TUNNELS[$1]} are up" others_up "$1"
	else
		others_up "$1" || refuse "will not touch ${TUNNELS[$1]} while another tunnel is down: $SEEN"
	fi
}

check_first_deployment() {
	local at rows
	rows=$(telemetry "$CONNECTION_A" && telemetry "$CONNECTION_B") || exit
	for at in "${!TUNNELS[@]}"; do
		if tunnel_up "$at" "$rows"; then
			refuse "tunnel ${TUNNELS[at]} is up, so this is no first deployment: leave out --first-deployment"
		fi
	done
}

# change AT: one tunnel, from the first check to being up again.
change() {
	local at tunnel=${TUNNELS[$1]} connection options='' request
	connection=$(connection_of "$tunnel")
	wait_for_connections
	compare "$1"
	if ((${#different[@]} == 0)); then return; fi
	check_suite "$1"
	check_others "$1"
	for at in "${different[@]}"; do options+="${options:+,}${json[at]}"; done
	request=(ec2 modify-vpn-tunnel-options --vpn-connection-id "$connection"
		--vpn-tunnel-outside-ip-address "${OUTSIDE[$1]}" --tunnel-options "{$options}")
	if ((dry_run)); then
		say "would run: aws ${request[*]}"
		return
	fi
	say "changing tunnel $tunnel"
	in_aws "${request[@]}" --query VpnConnection.State >/dev/null ||
		fail "AWS did not take the options of tunnel $tunnel"
	changed=$((changed + 1))
	wait_for_change "$1" "$connection"
}

# wait_for_change AT CONNECTION: `available` counts only once `modifying` was seen, or had time to appear.
wait_for_change() {
	local start=$SECONDS
	until connection_modifying "$2" || ((SECONDS - start >= 2 * POLL)); do sleep "$POLL"; done
	wait_until "connection $2 is available" connection_available "$2"
	compare "$1"
	((${#different[@]} == 0)) ||
		fail "tunnel ${TUNNELS[$1]} still differs in ${OPTION_NAMES[${different[0]}]} after the change"
	((first_deployment)) || wait_until "tunnel ${TUNNELS[$1]} is up" tunnel_up "$1"
	say "tunnel ${TUNNELS[$1]} is changed"
}

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--first-deployment) first_deployment=1 ;;
		--suite) change_suite=1 ;;
		--dry-run) dry_run=1 ;;
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

main() {
	local at differing=()
	parse_arguments "$@"
	check_account
	fill_in_log_group
	find_connections
	find_tunnels
	for at in "${!TUNNELS[@]}"; do
		compare "$at"
		print_differences "$at"
		check_suite "$at"
		((${#different[@]} == 0)) || differing+=("$at")
	done
	if ((${#differing[@]} == 0)); then
		say "nothing to do: all tunnels are as declared"
		return
	fi
	if ((first_deployment)); then check_first_deployment; fi
	for at in "${differing[@]}"; do change "$at"; done
	((dry_run)) || say "done: changed $changed of ${#TUNNELS[@]} tunnels"
}

main "$@"
