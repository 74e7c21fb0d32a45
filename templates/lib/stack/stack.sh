# shellcheck shell=bash
# A CloudFormation stack: its state, waiting for it, and what went wrong.

# Status of the stack that was read last, or nothing where there is none; and its description.
STACK_STATUS=''
STACK_SAYS=''

# read_stack STACK
read_stack() {
	local answer
	STACK_STATUS=''
	STACK_SAYS=''
	if answer=$(in_aws cloudformation describe-stacks --stack-name "$1" \
		--query 'Stacks[0].[StackStatus,Description]' 2>&1); then
		IFS=$'\t' read -r STACK_STATUS STACK_SAYS <<<"${answer##*$'\n'}"
	elif [[ $answer != *'does not exist'* ]]; then
		fail "cannot look at stack $1 in $REGION: $answer"
	fi
}

# check_ours STACK DESCRIPTION: refuses a stack of that name that something else has made.
check_ours() {
	if [[ -z $STACK_STATUS || $STACK_STATUS == REVIEW_IN_PROGRESS || $STACK_SAYS == "$2" ]]; then return; fi
	refuse "there is a stack $1 in $REGION that is not this VPN's: it is described as \"$STACK_SAYS\"," \
		"and not as \"$2\""
}

# stack_settled STACK: whether nothing is under way.
stack_settled() {
	read_stack "$1"
	SEEN=${STACK_STATUS:-gone}
	case $STACK_STATUS in
	REVIEW_IN_PROGRESS) return 0 ;;
	*_IN_PROGRESS)
		SEEN+=", last $(last_event "$1")"
		return 1
		;;
	esac
}

last_event() {
	in_aws cloudformation describe-stack-events --stack-name "$1" --no-paginate \
		--query 'StackEvents[0].[LogicalResourceId,ResourceStatus]' 2>/dev/null | tr '\t' ' ' || true
}

# Newest first. What was cancelled only because something else failed is left out.
print_failures() {
	say "what failed in stack $1, newest first:"
	in_aws cloudformation describe-stack-events --stack-name "$1" --no-paginate --query \
		"StackEvents[?contains(ResourceStatus, 'FAILED') && !contains(ResourceStatusReason || '', 'cancelled')].[Timestamp,LogicalResourceId,ResourceStatusReason] | [:8]" >&2 ||
		say "its events cannot be read"
}
