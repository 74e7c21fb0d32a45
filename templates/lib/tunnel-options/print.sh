# shellcheck shell=bash
# --print: one plain command for each tunnel, with all options that were declared.

print_changes() {
	local at arn
	print_comment "Plain aws commands that set the options of AWS's tunnels of the VPN $NAME, for bash." \
		"AWS was not asked, so each command sets every declared option, but no inside CIDR and no pre-shared key." \
		"Each command takes its tunnel down for several minutes. Run one at a time, while the other three tunnels are up," \
		"and wait until its tunnel is up before you run the next one." \
		"If the suite of a running VPN changes, Google Cloud's end of that tunnel must change with it: roll.sh does both." \
		"AWS's answers can contain pre-shared keys, so --query leaves them out. If the aws CLI keeps a history, first run:" \
		"  aws configure set cli_history disabled"
	print_connections
	if ((${#KNOWN_OUTSIDE[@]} > 0)); then OUTSIDE=("${KNOWN_OUTSIDE[@]}"); else print_outside_addresses; fi
	if [[ "${OPTION_JSON[*]}" == *@LOG_GROUP@* ]]; then
		arn="arn:aws:logs:$REGION:${ACCOUNT:-ACCOUNT}:log-group:$LOG_GROUP"
		print_group "First set this variable to the ARN of the log group $LOG_GROUP:" "  LOG_GROUP_ARN: such as $arn"
	fi
	DIFFERENT=("${!OPTION_NAMES[@]}")
	for at in "${CHOSEN[@]}"; do
		tunnel_flags "$at"
		print_group "Tunnel ${TUNNELS[at]}, inside CIDR ${INSIDE_CIDRS[at]}"
		print_command aws ec2 modify-vpn-tunnel-options "${TUNNEL_FLAGS[@]}" --tunnel-options "{$(options_json "$at")}" \
			--query VpnConnection.State --region "$REGION" --output text
	done
}

# print_connections: sets those that no flag named to variables, and says what to set them to.
print_connections() {
	local lines=()
	if [[ -z $CONNECTION_A ]]; then
		CONNECTION_A=$(reference CONNECTION_A)
		lines+=("  CONNECTION_A: output ConnectionAId of the stack $STACK")
	fi
	if [[ -z $CONNECTION_B ]]; then
		CONNECTION_B=$(reference CONNECTION_B)
		lines+=("  CONNECTION_B: output ConnectionBId of the stack $STACK")
	fi
	((${#lines[@]} == 0)) || print_group "First set these variables to the ids of the VPN connections:" "${lines[@]}"
}
