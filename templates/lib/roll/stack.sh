# shellcheck shell=bash
# The stack follows: the template now says what the tunnels have already. A plain update would set it once more, on both
# tunnels of a connection at once. A drift-aware change set compares with what there is.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html

# follows_stack: whether the template sets the tunnels' options, so that its stack has to follow.
follows_stack() {
	[[ $OPTIONS_OWNER == template && -n $TEMPLATE ]]
}

stack_ready() {
	stack_settled "$STACK" || return 1
	check_ours "$STACK" "$STACK_DESCRIPTION"
	case $STACK_STATUS in
	CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE) return 0 ;;
	*)
		print_failures "$STACK"
		go_on_with "$(quoted "$FOLDER/deploy.sh")$(deploy_flags)"
		refuse "all tunnels are done, but stack $STACK is in state ${STACK_STATUS:-gone} and cannot follow"
		;;
	esac
}

# check_stack: refuses before the first tunnel what the stack would refuse after the last one.
check_stack() {
	follows_stack || return 0
	read_stack "$STACK"
	check_ours "$STACK" "$STACK_DESCRIPTION"
	stack_settled "$STACK" || wait_until "nothing is under way in stack $STACK" stack_settled "$STACK"
	case $STACK_STATUS in
	CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE) ;;
	'' | REVIEW_IN_PROGRESS)
		refuse "there is no stack $STACK, which vpn.yaml declares for the VPN connections. Nothing was changed. If" \
			"names.aws.stack was changed, restore the old value and build"
		;;
	*) refuse_state "$STACK" "run roll.sh again" ;;
	esac
}

# Flags of deploy.sh that this run was given too.
deploy_flags() {
	roll_flags
}

stack_has_template() {
	local text
	text=$(in_aws cloudformation get-template --stack-name "$STACK" --template-stage Original --query TemplateBody) ||
		fail "cannot read the template of stack $STACK"
	[[ $text == "$(cat "$FOLDER/$TEMPLATE")" ]]
}

# Both, for the state stays what it was for a moment.
stack_followed() {
	stack_ready || return 1
	if ! stack_has_template; then
		SEEN+=", with the template that it had"
		return 1
	fi
}

follow_with_stack() {
	local name known parameters=()
	follows_stack || return 0
	wait_until "stack $STACK is settled" stack_ready
	if stack_has_template; then
		say "stack $STACK has this template already"
		return
	fi
	known=$(in_aws cloudformation describe-stacks --stack-name "$STACK" --query 'Stacks[0].Parameters[].ParameterKey') ||
		fail "cannot read stack $STACK"
	# A stack from an earlier release may lack one, which then has the template's default.
	for name in "${STACK_PARAMETERS[@]}"; do
		case " ${known//$'\t'/ } " in *" $name "*) parameters+=("ParameterKey=$name,UsePreviousValue=true") ;; esac
	done
	create_change_set "$STACK" --deployment-mode REVERT_DRIFT --template-body "file://$FOLDER/$TEMPLATE" \
		--parameters "${parameters[@]}"
	if [[ $SEEN == empty ]]; then
		forget_change_set
		say "stack $STACK has nothing to change"
		return
	fi
	follow_change_set
}

follow_change_set() {
	local rows
	rows=$(change_rows "$STACK") || exit
	say "the update of stack $STACK: ${rows:-changes nothing but what it has on record}"
	check_changes "$rows"
	if ((STAYS_BEHIND)); then
		forget_change_set
		say "stack $STACK was not updated: CloudFormation would set options again that AWS's tunnels already have, on both" \
			"tunnels of a connection at once. This does no harm. In a maintenance window, this updates the stack:" \
			"$(quoted "$FOLDER/deploy.sh")$(deploy_flags) --interrupt"
		return
	fi
	execute_change_set "$STACK"
	wait_until "stack $STACK has followed" stack_followed
}

# Whether the stack's record is to stay as it is.
STAYS_BEHIND=0

# check_changes ROWS: SyncWithActual changes nothing but what the stack has on record. Nobody outside of AWS knows whether
# a drift-aware change set finds every declared value among those that AWS answers, so a difference that this script does
# not see on the tunnels must not lead to an interruption, nor to a refusal for ever.
check_changes() {
	local action id type replacement what more=''
	STAYS_BEHIND=0
	while IFS=$'\t' read -r action id type replacement what; do
		case $action-$type-$replacement in
		SyncWithActual-*) ;;
		Modify-AWS::EC2::VPNConnection-False)
			if changes_tunnel_options "$what" && options_as_declared; then STAYS_BEHIND=1; else more="$action $id"; fi
			;;
		*-AWS::EC2::VPNConnection-* | Remove-* | Dynamic-* | *-True | *-Conditional) more="$action $id" ;;
		esac
	done <<<"$1"
	[[ -n $more ]] || return 0
	forget_change_set
	go_on_with "$(quoted "$FOLDER/deploy.sh")$(deploy_flags)"
	refuse "all tunnels are done, but the update of stack $STACK would do more than follow them ($more)." \
		"Nothing was executed. deploy.sh makes that change, or says what it interrupts"
}

# options_as_declared: whether AWS's tunnels have every option that the template declares.
options_as_declared() {
	local at
	for at in "${!TUNNELS[@]}"; do
		compare_options "$at"
		[[ ${#DIFFERENT[@]} == 0 && ${INSIDE[at]} == "${INSIDE_CIDRS[at]}" ]] || return 1
	done
}
