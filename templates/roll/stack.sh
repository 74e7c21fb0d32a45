# shellcheck shell=bash
# The stack follows: the template now says what the tunnels have already. A plain update would set it once more, on both
# tunnels of a connection at once. A drift-aware change set compares with what there is.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html

# No other run's, which a killed one may have left.
CHANGE_SET=roll-$(date -u +%Y%m%d-%H%M%S)
readonly CHANGE_SET

in_stack() {
	in_aws cloudformation "$1" --stack-name "$STACK" "${@:2}"
}

stack_settled() {
	SEEN=$(in_stack describe-stacks --query 'Stacks[0].StackStatus') || fail "cannot read stack $STACK"
	case $SEEN in
	*_IN_PROGRESS) return 1 ;;
	CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE) return 0 ;;
	*) refuse "stack $STACK is in state $SEEN" ;;
	esac
}

stack_has_template() {
	local text
	text=$(in_stack get-template --template-stage Original --query TemplateBody) ||
		fail "cannot read the template of stack $STACK"
	[[ $text == "$(cat "$FOLDER/$TEMPLATE")" ]]
}

# Both, for the state stays what it was for a moment.
stack_followed() {
	stack_settled || return 1
	if ! stack_has_template; then
		SEEN+=", with the template that it had"
		return 1
	fi
}

change_set_made() {
	SEEN=$(in_stack describe-change-set --change-set-name "$CHANGE_SET" --query '[Status,StatusReason]') ||
		fail "cannot read change set $CHANGE_SET"
	SEEN=${SEEN//$'\t'/ }
	case $SEEN in CREATE_PENDING* | CREATE_IN_PROGRESS*) return 1 ;; esac
}

drop_change_set() {
	in_stack delete-change-set --change-set-name "$CHANGE_SET" || fail "cannot delete change set $CHANGE_SET"
}

follow_with_stack() {
	local said name known parameters=()
	if [[ -z $TEMPLATE ]]; then return; fi
	wait_until "stack $STACK is settled" stack_settled
	if stack_has_template; then
		say "stack $STACK has this template already"
		return
	fi
	known=$(in_stack describe-stacks --query 'Stacks[0].Parameters[].ParameterKey') || fail "cannot read stack $STACK"
	# A stack from an earlier release may lack one, which then has the template's default.
	for name in "${STACK_PARAMETERS[@]}"; do
		case " ${known//$'\t'/ } " in *" $name "*) parameters+=("ParameterKey=$name,UsePreviousValue=true") ;; esac
	done
	say "making a change set for stack $STACK"
	said=$(in_stack create-change-set --change-set-name "$CHANGE_SET" --deployment-mode REVERT_DRIFT \
		--template-body "file://$FOLDER/$TEMPLATE" --parameters "${parameters[@]}" --query Id 2>&1) ||
		case $said in
		*'Unknown options'*) refuse "all tunnels are done, but this aws CLI cannot bring the stack after them: it has no" \
			"--deployment-mode. Take a newer one and run this again. A plain update interrupts both tunnels of a connection" ;;
		*) fail "cannot make a change set for stack $STACK: $said" ;;
		esac
	wait_until "change set $CHANGE_SET is made" change_set_made
	execute_change_set
}

execute_change_set() {
	local rows
	case $SEEN in
	FAILED*"didn't contain changes"* | FAILED*'No updates'*)
		drop_change_set
		say "stack $STACK has nothing to change"
		return
		;;
	FAILED*) fail "change set $CHANGE_SET: $SEEN" ;;
	esac
	rows=$(in_stack describe-change-set --change-set-name "$CHANGE_SET" \
		--query 'Changes[].ResourceChange.[Action,ResourceType,LogicalResourceId,Replacement]') ||
		fail "cannot read change set $CHANGE_SET"
	say "the update of stack $STACK: ${rows:-changes nothing but what it has on record}"
	check_changes "$rows"
	in_stack execute-change-set --change-set-name "$CHANGE_SET" || fail "cannot execute change set $CHANGE_SET"
	wait_until "stack $STACK has followed" stack_followed
}

# check_changes ROWS: SyncWithActual changes nothing but what the stack has on record.
check_changes() {
	local action type id replacement
	while IFS=$'\t' read -r action type id replacement; do
		case $action-$type-$replacement in
		SyncWithActual-*) ;;
		*-AWS::EC2::VPNConnection-* | Remove-* | Dynamic-* | *-True | *-Conditional)
			drop_change_set
			refuse "all tunnels are done, but the update of stack $STACK would do more than follow them ($action $id)." \
				"Nothing was executed: deploy that in its own time"
			;;
		esac
	done <<<"$1"
}
