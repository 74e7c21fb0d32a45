# shellcheck shell=bash
# The stack: made or updated through a change set that is looked at first.

# AWS refuses a longer --template-body.
readonly LONGEST_TEMPLATE=51200

TEMPLATE_URL=''

template_url_flag() {
	TEMPLATE_URL=$1
}

# ready_stack STACK DESCRIPTION look|use: waits until nothing is under way, and refuses a stack that cannot be updated.
ready_stack() {
	read_stack "$1"
	check_ours "$1" "$2"
	case $STACK_STATUS in
	REVIEW_IN_PROGRESS) ;;
	*_IN_PROGRESS) wait_until "nothing is under way in stack $1" stack_settled "$1" ;;
	esac
	case $STACK_STATUS in
	'' | REVIEW_IN_PROGRESS | CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE) ;;
	ROLLBACK_COMPLETE)
		if [[ $3 == look ]]; then return; fi
		print_failures "$1"
		say "stack $1 was never created, and has nothing in it"
		if ((DRY_RUN)); then
			say "would delete it and create it again"
		else
			in_aws cloudformation delete-stack --stack-name "$1" || fail "cannot delete stack $1"
			wait_until "the empty stack $1 is gone" stack_settled "$1"
		fi
		STACK_STATUS=''
		;;
	*) refuse_state "$1" "run deploy.sh again" ;;
	esac
}

# is_current STACK TEMPLATE PARAMETER...: whether the stack has that template and those parameters, KEY=VALUE.
is_current() {
	local template parameters
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS) return 1 ;; esac
	template=$(in_aws cloudformation get-template --stack-name "$1" --template-stage Original --query TemplateBody) ||
		fail "cannot read the template of stack $1"
	parameters=$(in_aws cloudformation describe-stacks --stack-name "$1" \
		--query 'Stacks[0].Parameters[].[ParameterKey,ParameterValue]') || fail "cannot read stack $1"
	[[ $parameters != None ]] || parameters=''
	[[ $template == "$(cat "$FOLDER/$2")" && $(tr '\t' = <<<"$parameters" | sort) == "$(printf '%s\n' "${@:3}" | sort)" ]]
}

# Parameters of the change set that was made and judged before the first step, if it may be executed.
PLANNED=''

# plan_stack STACK DESCRIPTION TEMPLATE PARAMETER...: refuses what can be foreseen of an update, before anything is changed.
plan_stack() {
	if ((DRY_RUN)) || is_current "$1" "${@:3}"; then return; fi
	make_change_set "$1" UPDATE "${@:3}" || return 0
	check_change_set "$1"
	refuse_impossible "$1"
	if goes_tunnel_by_tunnel; then
		forget_change_set
		run aws/tunnel-options.sh --dry-run ${CONNECTION_FLAGS[@]+"${CONNECTION_FLAGS[@]}"} "${WAIT_FLAGS[@]}"
	else
		refuse_interruption "$1"
		must_answer
		PLANNED="$*"
	fi
}

# deploy_stack STACK DESCRIPTION TEMPLATE PARAMETER...
deploy_stack() {
	local update=CREATE
	ready_stack "$1" "$2" use
	if is_current "$1" "${@:3}"; then
		say "stack $1 is as declared"
		return
	fi
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS) ;; *) update=UPDATE ;; esac
	if ((DRY_RUN)); then
		say "would make a change set for stack $1 ($update) from $3 with ${*:4}, show it, and execute it after a yes"
		return
	fi
	if [[ -n $CHANGE_SET && $PLANNED == "$*" ]]; then
		say "the change set of stack $1 that is shown above"
	else
		make_change_set "$1" "$update" "${@:3}" || return 0
		check_change_set "$1"
		refuse_impossible "$1"
	fi
	if goes_tunnel_by_tunnel; then
		forget_change_set
		say "this changes options of running tunnels, where an update takes both tunnels of a connection at once;" \
			"so they are changed first, one at a time"
		run aws/tunnel-options.sh "${WAIT_FLAGS[@]}" ${CONNECTION_FLAGS[@]+"${CONNECTION_FLAGS[@]}"}
		make_change_set "$1" "$update" "${@:3}" --deployment-mode REVERT_DRIFT || return 0
		check_change_set "$1"
		if changes_only_record; then
			forget_change_set
			say "stack $1 is not updated: CloudFormation would set options again that the tunnels already have, on both tunnels" \
				"of a connection at once. This does no harm. In a maintenance window, this updates the stack: $COMMAND_LINE --interrupt"
			return
		fi
	fi
	refuse_interruption "$1"
	confirm "Execute this change set?"
	say "executing the change set of stack $1; connections take several minutes each"
	execute_change_set "$1"
	wait_for_stack "$1"
}

# make_change_set STACK CREATE|UPDATE TEMPLATE PARAMETER... [FLAG...]: fails if nothing would change.
make_change_set() {
	local parameter flags=() body=(--template-body "file://$FOLDER/$3")
	for parameter in "${@:4}"; do
		case $parameter in
		*=*) flags+=("ParameterKey=${parameter%%=*},ParameterValue=${parameter#*=}") ;;
		*) break ;;
		esac
	done
	check_length "$3"
	[[ -z $TEMPLATE_URL ]] || body=(--template-url "$TEMPLATE_URL")
	if ((${#flags[@]} > 0)); then flags=(--parameters "${flags[@]}"); fi
	case ${*: -1} in REVERT_DRIFT) flags+=(--deployment-mode REVERT_DRIFT) ;; esac
	create_change_set "$1" --change-set-type "$2" "${body[@]}" ${flags[@]+"${flags[@]}"}
	if [[ $SEEN == empty ]]; then
		say "stack $1: nothing would change"
		forget_change_set
		return 1
	fi
}

# check_length TEMPLATE
check_length() {
	[[ -n $TEMPLATE_URL ]] || (($(wc -c <"$FOLDER/$1") <= LONGEST_TEMPLATE)) ||
		refuse "$1 is longer than $LONGEST_TEMPLATE bytes: upload it to an S3 bucket, and pass its URL with --template-url"
}

wait_for_stack() {
	wait_until "stack $1 is done" stack_done "$1"
	case $STACK_STATUS in
	CREATE_COMPLETE | UPDATE_COMPLETE) say "stack $1 is $STACK_STATUS" ;;
	*)
		print_failures "$1"
		fail "stack $1 is $STACK_STATUS: nothing of this change was kept"
		;;
	esac
}

# A new stack stays in review until the execution has begun.
stack_done() {
	stack_settled "$1" && [[ $STACK_STATUS != REVIEW_IN_PROGRESS ]]
}
