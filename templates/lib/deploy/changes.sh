# shellcheck shell=bash
# What a change set would do to tunnels that are up.

# What can change of a connection or gateway without a tunnel noticing. In a variable, for bash 3.2.
readonly HARMLESS='^(Tags|Metadata|DeletionPolicy|UpdateReplacePolicy|,)+$'

INTERRUPT=0

interrupt_flag() {
	INTERRUPT=1
}

# What would interrupt running tunnels; whether all of it is options of tunnels, and whether nothing else would change.
INTERRUPTING=()
# Whether it makes the log group that tunnels are to log to.
MAKES_LOGS=0
ONLY_OPTIONS=0
ONLY_RECORD=0
# What CloudFormation would replace, though it cannot be replaced.
IMPOSSIBLE=()

# check_change_set STACK: shows it, and sets the variables above.
check_change_set() {
	local rows action id type replacement what others=0
	INTERRUPTING=()
	IMPOSSIBLE=()
	MAKES_LOGS=0
	ONLY_OPTIONS=0
	ONLY_RECORD=1
	rows=$(change_rows "$1") || exit
	awk -F '\t' '{
		replaced = $4 == "False" ? "" : "replaced: "
		printf "    %-14s %-32s %-38s %s\n", $1, $2, $3, replaced $5 }' <<<"$rows" >&2
	while IFS=$'\t' read -r action id type replacement what; do
		case $action:$replacement:$type in
		Modify:True:AWS::EC2::VPNConnection | Modify:True:AWS::EC2::VPNGateway | Modify:True:AWS::EC2::TransitGateway)
			IMPOSSIBLE+=("$id ($what)")
			;;
		esac
	done <<<"$rows"
	if ! running_on_aws; then return; fi
	while IFS=$'\t' read -r action id type replacement what; do
		if ! interrupts "$action" "$type" "$replacement" "$what"; then
			[[ $action == SyncWithActual ]] || ONLY_RECORD=0
			continue
		fi
		INTERRUPTING+=("$action $id ($what)")
		# Tunnels cannot log to a group that this change set has yet to make.
		if [[ $rows == *$'Add\tTunnelLogs\t'* || $rows == *$'Modify\tTunnelLogs\tAWS::Logs::LogGroup\tTrue\t'* ]]; then
			others=1
			MAKES_LOGS=1
		fi
		if [[ $action:$replacement:$type != Modify:False:AWS::EC2::VPNConnection ]] || ! changes_tunnel_options "$what"; then
			others=1
		fi
	done <<<"$rows"
	ONLY_OPTIONS=$((${#INTERRUPTING[@]} > 0 && !others))
}

# goes_tunnel_by_tunnel: whether tunnel-options.sh makes every change that would interrupt, one tunnel at a time.
goes_tunnel_by_tunnel() {
	((ONLY_OPTIONS && !INTERRUPT)) && [[ $HAS_OPTIONS == yes ]]
}

# changes_only_record: whether nothing else than options of tunnels would change.
changes_only_record() {
	((ONLY_OPTIONS && ONLY_RECORD))
}

# interrupts ACTION TYPE REPLACEMENT WHAT: for what tunnels stand on. What is not known to be harmless interrupts.
interrupts() {
	case $2 in
	AWS::EC2::VPNConnection | AWS::EC2::CustomerGateway | AWS::EC2::VPNGateway | AWS::EC2::TransitGateway) ;;
	AWS::EC2::VPCGatewayAttachment | AWS::EC2::TransitGatewayAttachment)
		[[ $1:$3 != Modify:False ]] || return 1
		;;
	*) return 1 ;;
	esac
	# The second leaves a resource as it is, and takes into the stack what it has become.
	case $1 in Add | SyncWithActual) return 1 ;; esac
	[[ $1:$3 != Modify:False || ! $4 =~ $HARMLESS ]]
}

# refuse_impossible STACK: a VPC has one virtual private gateway, an inside CIDR one connection, and what is replaced is
# retained. So CloudFormation would interrupt the VPN, fail, and roll back.
refuse_impossible() {
	((${#IMPOSSIBLE[@]} > 0)) || return 0
	forget_change_set
	refuse "CloudFormation would replace ${IMPOSSIBLE[*]}, which keeps that value for life. Its replacement would interrupt the" \
		"VPN, fail, and be rolled back. Nothing was changed on either cloud. Restore the old value in the file and build. For" \
		"another value, deploy a second VPN with a gateway of its own, or remove this one first: $(quoted "$FOLDER/destroy.sh")" \
		"--with-retained"
}

# refuse_interruption STACK
refuse_interruption() {
	if ((${#INTERRUPTING[@]} == 0 || INTERRUPT)); then return; fi
	forget_change_set
	go_on_in_window "$COMMAND_LINE --interrupt"
	if ((MAKES_LOGS)); then
		say "to change one tunnel at a time instead: create the log group yourself, and say aws.logs.existing: true in vpn.yaml"
	fi
	refuse "the VPN is running, and this would interrupt it: ${INTERRUPTING[*]}. A change of suite or key is roll.sh's;" \
		"CHANGES.md says how to make every other change. To do it now and interrupt traffic, add --interrupt"
}
