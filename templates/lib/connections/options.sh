# shellcheck shell=bash
# What AWS's tunnels are set to, beside what was declared.

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
    ['StartupAction', StartupAction],
    ['OutsideIpAddress', OutsideIpAddress]
  ],
  [['EnableTunnelLifecycleControl', (EnableTunnelLifecycleControl && 'on') || 'off']],
  {L: LogOptions.CloudWatchLogOptions} | [['LogOptions', join(', BGP ', [
    (L.LogEnabled && join(' ', [L.LogGroupArn || '-', L.LogOutputFormat || 'json'])) || 'off',
    (L.BgpLogEnabled && join(' ', [L.BgpLogGroupArn || '-', L.BgpLogOutputFormat || 'json'])) || 'off'
  ])]]
]"

# What each option should be: OPTION_WANTED with the log group's ARN filled in, since the account may be known
# only now.
WANTED=()
# Of the tunnel that compare_options read: one value per option, several with commas, and which options differ.
ACTUAL=()
DIFFERENT=()

want_options() {
	local at
	for at in "${!OPTION_NAMES[@]}"; do WANTED+=("$(fill_in_log_group "${OPTION_WANTED[at]}")"); done
}

log_group_arn() {
	local partition
	if ((PRINT)); then
		reference LOG_GROUP_ARN
		return
	fi
	IFS=: read -r _ partition _ <<<"${IDENTITY#*$'\t'}"
	printf '%s\n' "arn:$partition:logs:$REGION:${IDENTITY%%$'\t'*}:log-group:$LOG_GROUP"
}

# fill_in_log_group TEXT: bash versions differ in how ${text//...} reads what it puts in.
fill_in_log_group() {
	local rest=$1 done_text='' arn
	arn=$(log_group_arn)
	while [[ $rest == *@LOG_GROUP@* ]]; do
		done_text+=${rest%%@LOG_GROUP@*}$arn
		rest=${rest#*@LOG_GROUP@}
	done
	printf '%s\n' "$done_text$rest"
}

# tunnel_option AT QUERY: of what AWS says about the options of one tunnel.
tunnel_option() {
	describe "$(connection_of "${TUNNELS[$1]}")" \
		"Options.TunnelOptions[?OutsideIpAddress=='${OUTSIDE[$1]}'] | [0].$2" ||
		fail "cannot read the options of tunnel ${TUNNELS[$1]}"
}

# compare_options AT
compare_options() {
	local rows at
	rows=$(tunnel_option "$1" "$OPTION_QUERY") || exit
	[[ $rows == *"OutsideIpAddress"* ]] ||
		refuse "AWS no longer has the outside address ${OUTSIDE[$1]} of tunnel ${TUNNELS[$1]}. Google Cloud's external VPN" \
			"gateway keeps its addresses, so its side must be made again. Look at both clouds before you go on"
	ACTUAL=()
	DIFFERENT=()
	for at in "${!OPTION_NAMES[@]}"; do
		ACTUAL+=("$(values_of "${OPTION_NAMES[at]}" <<<"$rows")")
		[[ ${ACTUAL[at]} == "${WANTED[at]}" ]] || told_by_absence "$at" || DIFFERENT+=("$at")
	done
}

# told_by_absence AT: whether AWS says nothing of an option that needs no saying.
told_by_absence() {
	[[ -z ${ACTUAL[$1]} ]] || return 1
	case " ${OPTION_ABSENT[*]-} " in *" ${OPTION_NAMES[$1]} "*) ;; *) return 1 ;; esac
}

# values_of NAME: AWS adds `:*` to the ARN of a log group in some answers.
values_of() {
	awk -F '\t' -v name="$1" '$1 == name && $2 != "None" { printf "%s%s", comma, $2; comma = "," }' | sed 's/:\*//g'
}
