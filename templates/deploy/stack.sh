# shellcheck shell=bash
# The stack: made or updated through a change set that is looked at first.

# One name, so that a run finds what a killed one has left.
readonly CHANGE_SET=vpngen
# AWS refuses a longer --template-body.
readonly LONGEST_TEMPLATE=51200

# What can change of a connection or gateway without a tunnel noticing. In a variable, for bash 3.2.
readonly HARMLESS='^(Tags|Metadata|DeletionPolicy|UpdateReplacePolicy|,)+$'

INTERRUPT=0
TEMPLATE_URL=''

# stack_flag FLAG [URL]
stack_flag() {
	case $1 in
	--interrupt) INTERRUPT=1 ;;
	*) TEMPLATE_URL=$2 ;;
	esac
}

# What would interrupt running tunnels, and whether all of it is options of tunnels.
INTERRUPTING=()
ONLY_OPTIONS=0
# Connections that would be replaced.
REPLACED=()

# ready_stack STACK DESCRIPTION: waits until nothing is under way, and refuses what no update leads out of.
ready_stack() {
	read_stack "$1"
	check_ours "$1" "$2"
	stack_settled "$1" || wait_until "nothing is under way in stack $1" stack_settled "$1"
	case $STACK_STATUS in
	'' | REVIEW_IN_PROGRESS | CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE) ;;
	ROLLBACK_COMPLETE)
		print_failures "$1"
		say "stack $1 was never made, and has nothing in it"
		if ((DRY_RUN)); then
			say "would delete it and make it anew"
		else
			in_aws cloudformation delete-stack --stack-name "$1" || fail "cannot delete stack $1"
			wait_until "the empty stack $1 is gone" stack_settled "$1"
		fi
		STACK_STATUS=''
		;;
	UPDATE_ROLLBACK_FAILED)
		print_failures "$1"
		refuse "stack $1 is stuck. Put right what failed, then: aws cloudformation continue-update-rollback" \
			"--region $REGION --stack-name $1"
		;;
	*)
		print_failures "$1"
		refuse "stack $1 is $STACK_STATUS, which no update leads out of. If it is to go: ./destroy.sh --side aws"
		;;
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

# deploy_stack STACK DESCRIPTION TEMPLATE PARAMETER...
deploy_stack() {
	local update=CREATE
	ready_stack "$1" "$2"
	if is_current "$1" "${@:3}"; then
		say "stack $1 is as declared"
		return
	fi
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS) ;; *) update=UPDATE ;; esac
	if ((DRY_RUN)); then
		say "would make a change set for stack $1 ($update) from $3 with ${*:4}, show it, and execute it after a yes"
		return
	fi
	make_change_set "$1" "$update" "${@:3}" || return 0
	check_change_set "$1"
	if ((ONLY_OPTIONS && !INTERRUPT)) && [[ $HAS_OPTIONS == yes ]]; then
		drop_change_set "$1"
		say "this changes options of running tunnels, where an update takes both tunnels of a connection at once;" \
			"so they are changed first, one at a time"
		run aws/tunnel-options.sh "${WAIT_FLAGS[@]}"
		make_change_set "$1" "$update" "${@:3}" --deployment-mode REVERT_DRIFT || return 0
		check_change_set "$1"
	fi
	if ((${#REPLACED[@]} > 0)); then
		drop_change_set "$1"
		refuse "this would replace ${REPLACED[*]}, which CloudFormation cannot do: it keeps the old connection, whose inside" \
			"CIDRs the new one needs on the same gateway, so the update would be rolled back. Undo the change of" \
			"preSharedKeys.aws.storage in vpn.yaml, or build a new VPN with another name beside this one (RUNBOOK.md)"
	fi
	if ((${#INTERRUPTING[@]} > 0 && !INTERRUPT)); then
		drop_change_set "$1"
		refuse "the VPN is running, and this would interrupt it: ${INTERRUPTING[*]}. A change of suite or key is roll.sh's;" \
			"RUNBOOK.md says what every other change takes. To do it now all the same: --interrupt"
	fi
	confirm "Execute this change set?"
	execute_change_set "$1"
}

# make_change_set STACK CREATE|UPDATE TEMPLATE PARAMETER... [FLAG...]: fails where nothing would change.
make_change_set() {
	local parameter said flags=() body=(--template-body "file://$FOLDER/$3")
	for parameter in "${@:4}"; do
		case $parameter in
		*=*) flags+=("ParameterKey=${parameter%%=*},ParameterValue=${parameter#*=}") ;;
		*) break ;;
		esac
	done
	if [[ -n $TEMPLATE_URL ]]; then
		body=(--template-url "$TEMPLATE_URL")
	elif (($(wc -c <"$FOLDER/$3") > LONGEST_TEMPLATE)); then
		refuse "$3 is longer than $LONGEST_TEMPLATE bytes: put it into a bucket, and say where with --template-url"
	fi
	drop_change_set "$1"
	say "making a change set for stack $1"
	if ((${#flags[@]} > 0)); then flags=(--parameters "${flags[@]}"); fi
	case ${*: -1} in REVERT_DRIFT) flags+=(--deployment-mode REVERT_DRIFT) ;; esac
	said=$(in_aws cloudformation create-change-set --stack-name "$1" --change-set-name "$CHANGE_SET" \
		--change-set-type "$2" "${body[@]}" ${flags[@]+"${flags[@]}"} 2>&1) || {
		[[ $said != *deployment-mode* ]] ||
			refuse "the tunnels are as declared, but the stack has to follow, and this aws CLI is too old to make a" \
				"change set that sees so (create-change-set --deployment-mode): update it, and run this again"
		fail "cannot make a change set for stack $1: $said"
	}
	wait_until "the change set of stack $1 is ready" change_set_ready "$1"
	if [[ $SEEN == empty ]]; then
		say "stack $1: nothing would change"
		drop_change_set "$1"
		return 1
	fi
}

# Leaves `empty` in SEEN where nothing would change.
change_set_ready() {
	local reason
	SEEN=$(in_aws cloudformation describe-change-set --stack-name "$1" --change-set-name "$CHANGE_SET" \
		--query '[Status,StatusReason]') || fail "cannot read the change set of stack $1"
	IFS=$'\t' read -r SEEN reason <<<"${SEEN%%$'\n'*}"
	case $SEEN in
	CREATE_COMPLETE) return 0 ;;
	*PENDING | *_IN_PROGRESS) return 1 ;;
	esac
	case $reason in
	*"didn't contain changes"* | *'No updates are to be performed'*) SEEN=empty ;;
	*) fail "CloudFormation cannot make a change set for stack $1: $reason" ;;
	esac
}

drop_change_set() {
	local said
	if said=$(in_aws cloudformation describe-change-set --stack-name "$1" --change-set-name "$CHANGE_SET" --query Status 2>&1); then
		in_aws cloudformation delete-change-set --stack-name "$1" --change-set-name "$CHANGE_SET" >/dev/null ||
			fail "cannot delete the change set $CHANGE_SET of stack $1"
	elif [[ $said != *'does not exist'* && $said != *ChangeSetNotFound* ]]; then
		fail "cannot look for a change set of stack $1: $said"
	fi
}

# check_change_set STACK: shows it, and sets $INTERRUPTING and $ONLY_OPTIONS.
check_change_set() {
	local rows action id type replacement what others=0
	local options='^(Properties|Tags|VpnTunnelOptionsSpecifications|,)+$'
	INTERRUPTING=()
	REPLACED=()
	ONLY_OPTIONS=0
	rows=$(in_aws cloudformation describe-change-set --stack-name "$1" --change-set-name "$CHANGE_SET" --query \
		"Changes[].ResourceChange.[Action, LogicalResourceId, ResourceType, Replacement || 'False',
			join(',', [Scope, Details[].Target.Name][] | [?@]) || '-']") ||
		fail "cannot read the change set of stack $1"
	awk -F '\t' '{
		replaced = $4 == "False" ? "" : "replaced: "
		printf "    %-14s %-32s %-38s %s\n", $1, $2, $3, replaced $5 }' <<<"$rows" >&2
	if ! running_on_aws; then return; fi
	while IFS=$'\t' read -r action id type replacement what; do
		interrupts "$action" "$type" "$replacement" "$what" || continue
		INTERRUPTING+=("$action $id ($what)")
		[[ $action:$replacement:$type != Modify:True:AWS::EC2::VPNConnection ]] || REPLACED+=("$id")
		[[ $action:$replacement:$type == Modify:False:AWS::EC2::VPNConnection && $what =~ $options ]] || others=1
	done <<<"$rows"
	ONLY_OPTIONS=$((${#INTERRUPTING[@]} > 0 && !others))
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

execute_change_set() {
	say "executing the change set of stack $1; connections take several minutes each"
	in_aws cloudformation execute-change-set --stack-name "$1" --change-set-name "$CHANGE_SET" ||
		fail "cannot execute the change set of stack $1"
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
