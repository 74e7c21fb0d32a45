# shellcheck shell=bash
# The change set of this run. Every change set has its own name, and is known by the ARN that AWS returned, so that a run
# never executes what another run has made. Needs stack.sh, wait.sh and files.sh.

# CloudFormation's documentation gives no limit on how long a change set waits; a run that is older was killed.
readonly CHANGE_SET_AGE=86400
readonly CHANGE_SET_PREFIX=vpngen-

# What a change of tunnel options alone looks like. In a variable, for bash 3.2.
readonly TUNNEL_OPTIONS='^(Properties|Tags|VpnTunnelOptionsSpecifications|,)+$'

# ARN of the change set that waits for its execution, or nothing.
CHANGE_SET=''
# The stack as it was when the change set was shown.
CHANGE_SET_BASE=''
CHANGE_SETS_MADE=0

trap 'forget_change_set; rm -rf -- ${LEFTOVERS[@]+"${LEFTOVERS[@]}"}' EXIT

# continue_rollback STACK: the command that ends UPDATE_ROLLBACK_FAILED.
continue_rollback() {
	printf 'aws cloudformation continue-update-rollback --region %s --stack-name %s\n' "$REGION" "$1"
}

remove_stack_command() {
	printf '%s --side aws\n' "$(quoted "$FOLDER/destroy.sh")"
}

# refuse_state STACK THEN...: of a stack that cannot be updated. THEN says what to do once its rollback is complete.
refuse_state() {
	print_failures "$1"
	if [[ $STACK_STATUS == UPDATE_ROLLBACK_FAILED ]]; then
		go_on_with "$(continue_rollback "$1")"
		refuse "stack $1 is in state $STACK_STATUS. Fix what failed, continue the rollback with the command below, and" \
			"${*:2} once the rollback is complete"
	fi
	go_on_with "$(remove_stack_command)"
	refuse "stack $1 is in state ${STACK_STATUS:-gone} and cannot be updated. To remove it, use destroy.sh"
}

# changes_tunnel_options WHAT: of a connection, and nothing else.
changes_tunnel_options() {
	[[ $1 =~ $TUNNEL_OPTIONS ]]
}

# create_change_set STACK FLAG...: sets $CHANGE_SET, and leaves `empty` in SEEN if nothing would change.
create_change_set() {
	local said name
	forget_change_set
	remove_old_change_sets "$1"
	CHANGE_SETS_MADE=$((CHANGE_SETS_MADE + 1))
	name=$CHANGE_SET_PREFIX$(date +%s)-$$-$CHANGE_SETS_MADE
	say "creating a change set for stack $1"
	said=$(in_aws cloudformation create-change-set --stack-name "$1" --change-set-name "$name" "${@:2}" --query Id 2>&1) || {
		[[ $said != *deployment-mode* && $said != *'Unknown options'* ]] ||
			refuse "the tunnels are as declared, but the stack must follow, and this aws CLI cannot create the change set" \
				"for it (create-change-set --deployment-mode): update the aws CLI"
		fail "cannot create a change set for stack $1: $said"
	}
	CHANGE_SET=${said##*$'\n'}
	[[ $CHANGE_SET == arn:*":changeSet/$name/"* ]] || fail "AWS returned no ARN of change set $name: $said"
	wait_until "the change set of stack $1 is ready" change_set_ready "$1"
	CHANGE_SET_BASE=$(stack_version "$1") || exit
}

# change_set_ready STACK
change_set_ready() {
	local reason
	SEEN=$(in_aws cloudformation describe-change-set --change-set-name "$CHANGE_SET" --query '[Status,StatusReason]') ||
		fail "cannot read the change set of stack $1"
	IFS=$'\t' read -r SEEN reason <<<"${SEEN%%$'\n'*}"
	case $SEEN in
	CREATE_COMPLETE) return 0 ;;
	*PENDING | *_IN_PROGRESS) return 1 ;;
	esac
	case $reason in
	*"didn't contain changes"* | *'No updates are to be performed'*) SEEN=empty ;;
	*) fail "CloudFormation cannot create a change set for stack $1: $reason" ;;
	esac
}

# change_rows STACK: lines of action, logical id, type, replacement, and what changes, with commas between.
change_rows() {
	in_aws cloudformation describe-change-set --change-set-name "$CHANGE_SET" --query \
		"Changes[].ResourceChange.[Action, LogicalResourceId, ResourceType, Replacement || 'False',
			join(',', [Scope, Details[].Target.Name][] | [?@]) || '-']" ||
		fail "cannot read the change set of stack $1"
}

# stack_version STACK: what an update of the stack changes, whoever makes it.
stack_version() {
	in_aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].[StackId,StackStatus,LastUpdatedTime]' ||
		fail "cannot read stack $1"
}

# execute_change_set STACK: the one that was shown, and only if the stack is still the one that it was made for.
execute_change_set() {
	local base said
	base=$(stack_version "$1") || exit
	[[ $base == "$CHANGE_SET_BASE" ]] ||
		refuse "stack $1 was changed by somebody else after this change set was shown. Nothing was executed"
	if ! said=$(in_aws cloudformation execute-change-set --change-set-name "$CHANGE_SET" 2>&1); then
		case $said in
		*ChangeSetNotFound* | *'does not exist'* | *InvalidChangeSetStatus*)
			refuse "somebody else has removed or executed the change set of stack $1 that was shown. Nothing was executed"
			;;
		esac
		fail "cannot execute the change set of stack $1: $said"
	fi
	CHANGE_SET=''
}

# Removes the change set of this run, if it was not executed.
forget_change_set() {
	[[ -n $CHANGE_SET ]] || return 0
	in_aws cloudformation delete-change-set --change-set-name "$CHANGE_SET" >/dev/null 2>&1 ||
		say "could not delete the change set $CHANGE_SET; it does no harm"
	CHANGE_SET=''
}

# remove_old_change_sets STACK: those of killed runs. A run that still waits for its answer is younger.
remove_old_change_sets() {
	local rows name arn execution made
	[[ -n $STACK_STATUS ]] || return 0
	rows=$(in_aws cloudformation list-change-sets --stack-name "$1" --query \
		"Summaries[?starts_with(ChangeSetName, '$CHANGE_SET_PREFIX')].[ChangeSetName,ChangeSetId,ExecutionStatus]" \
		2>/dev/null) || return 0
	while IFS=$'\t' read -r name arn execution; do
		made=${name#"$CHANGE_SET_PREFIX"}
		made=${made%%-*}
		[[ $made =~ ^[1-9][0-9]{0,10}$ && $execution != EXECUTE_* ]] || continue
		(($(date +%s) - made > CHANGE_SET_AGE)) || continue
		say "deleting the change set $name of a run that did not end"
		in_aws cloudformation delete-change-set --change-set-name "$arn" >/dev/null 2>&1 || true
	done <<<"$rows"
}
