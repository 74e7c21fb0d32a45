# shellcheck shell=bash
# AWS's steps.

# Addresses of the HA VPN gateway, from gcp-addresses.json.
GCP_ADDRESSES=()

# running_on_aws: whether a tunnel of this VPN is up. Another account cannot see that, and takes it for granted.
running_on_aws() {
	local id ids up
	if [[ -n $OTHER_ACCOUNT ]]; then return; fi
	if [[ -z $CONNECTION_A ]]; then
		read_stack "$STACK"
		case $STACK_STATUS in '' | REVIEW_IN_PROGRESS | CREATE_* | ROLLBACK_* | DELETE_*)
			[[ $STACK_STATUS == CREATE_COMPLETE ]] || return 1
			;;
		esac
		find_connections
	fi
	ids=("$CONNECTION_A" "$CONNECTION_B")
	for id in "${ids[@]}"; do
		up=$(describe "$id" "VgwTelemetry[?Status=='UP'].OutsideIpAddress") || fail "cannot read the tunnels of $id"
		[[ $up != *[0-9]* ]] || return 0
	done
	return 1
}

read_gcp_addresses() {
	local side text address
	GCP_ADDRESSES=()
	text=$(tr -d '[:space:]' <"$FOLDER/gcp-addresses.json")
	for side in a b; do
		address=${text#*"\"$side\":\""}
		address=${address%%\"*}
		is_address "$address" || refuse "gcp-addresses.json has no IPv4 address of interface $side"
		GCP_ADDRESSES+=("$address")
	done
}

# plan_aws_side: the template's length, the stack's state, inside CIDRs, and what the update of a stack would replace or
# interrupt, all before the first change on either cloud.
plan_aws_side() {
	local names
	if ! covers aws || [[ -n $OTHER_ACCOUNT ]]; then return; fi
	if [[ $HAS_ROUTES == yes ]] && running_on_aws; then
		run aws/tgw-routes.sh --dry-run ${CONNECTION_FLAGS[@]+"${CONNECTION_FLAGS[@]}"} "${WAIT_FLAGS[@]}"
	fi
	[[ -n $TEMPLATE ]] || return 0
	check_length "$TEMPLATE"
	ready_stack "$STACK" "$STACK_DESCRIPTION" look
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS | ROLLBACK_COMPLETE)
		((DRY_RUN)) || must_answer
		return
		;;
	esac
	if running_on_aws; then find_tunnels; fi
	plan_addresses
	names=$(device_names) || exit
	plan_stack "$STACK" "$STACK_DESCRIPTION" "$TEMPLATE" "GcpAddress0=${GCP_ADDRESSES[0]}" \
		"GcpAddress1=${GCP_ADDRESSES[1]}" "CustomerGatewayDeviceNames=$names"
}

# plan_addresses: the addresses that the stack has, if no file has come yet.
plan_addresses() {
	local at
	if [[ -f $FOLDER/gcp-addresses.json ]]; then
		read_gcp_addresses
		return
	fi
	GCP_ADDRESSES=()
	for at in 0 1; do
		GCP_ADDRESSES[at]=$(in_aws cloudformation describe-stacks --stack-name "$STACK" --query \
			"Stacks[0].Parameters[?ParameterKey=='GcpAddress$at'].ParameterValue | [0]") || fail "cannot read stack $STACK"
	done
}

# device_names: whether the customer gateways have device names. A stack that exists keeps what it has, since a change
# replaces them and takes all tunnels down. STACK_STATUS is known.
device_names() {
	local value
	case $STACK_STATUS in
	'' | REVIEW_IN_PROGRESS | ROLLBACK_* | DELETE_*) value='set' ;;
	*)
		value=$(in_aws cloudformation describe-stacks --stack-name "$STACK" \
			--query "Stacks[0].Parameters[?ParameterKey=='CustomerGatewayDeviceNames'].ParameterValue | [0]") ||
			fail "cannot read the parameters of stack $STACK"
		[[ $value == set ]] || value=omit
		;;
	esac
	printf '%s\n' "$value"
}

stack_step() {
	local names
	if [[ ! -f $FOLDER/gcp-addresses.json ]]; then
		if ((DRY_RUN)); then
			say "would make stack $STACK from $TEMPLATE, with the addresses of Google Cloud's gateway"
			return
		fi
		wait_for_file gcp-addresses.json "Google Cloud's side"
	fi
	read_gcp_addresses
	read_stack "$STACK"
	names=$(device_names) || exit
	deploy_stack "$STACK" "$STACK_DESCRIPTION" "$TEMPLATE" "GcpAddress0=${GCP_ADDRESSES[0]}" \
		"GcpAddress1=${GCP_ADDRESSES[1]}" "CustomerGatewayDeviceNames=$names"
	explain_accounts
}

# Other accounts' VPCs take other credentials.
explain_accounts() {
	local at id=tgw-...
	for at in ${ACCOUNTS[@]+"${!ACCOUNTS[@]}"}; do
		case ${ACCOUNT_GATEWAYS[at]} in
		ask)
			((DRY_RUN)) || id=$(stack_gateway) || exit
			id=" --transit-gateway $id"
			;;
		*) id='' ;;
		esac
		say "VPCs of account ${ACCOUNTS[at]}, with its credentials: $(quoted "$0") --account ${ACCOUNTS[at]}$id"
	done
	if ((${#ACCOUNTS[@]} > 0)) && [[ $HAS_ROUTES == yes ]]; then
		say "then, with this account's credentials, the route tables for them: $(quoted "$0")"
	fi
}

stack_gateway() {
	local id
	id=$(in_aws cloudformation describe-stacks --stack-name "$STACK" \
		--query "Stacks[0].Outputs[?OutputKey=='GatewayId'].OutputValue | [0]") || fail "cannot read stack $STACK"
	[[ $id =~ ^tgw-[0-9a-z]+$ ]] || refuse "stack $STACK in $REGION has no transit gateway as its output GatewayId"
	printf '%s\n' "$id"
}

# aws_script SCRIPT FLAG...: one that needs the stack, which a first dry run does not have.
aws_script() {
	if ((DRY_RUN)) && [[ -z $CONNECTION_A ]]; then
		read_stack "$STACK"
		case $STACK_STATUS in '' | REVIEW_IN_PROGRESS | ROLLBACK_COMPLETE)
			say "would run: $*"
			return
			;;
		esac
	fi
	run "$@" ${CONNECTION_FLAGS[@]+"${CONNECTION_FLAGS[@]}"} ${DRY_FLAGS[@]+"${DRY_FLAGS[@]}"}
}

# The first time no tunnel can be up, and none is waited for.
options_step() {
	if running_on_aws; then
		aws_script aws/tunnel-options.sh "${WAIT_FLAGS[@]}"
	else
		aws_script aws/tunnel-options.sh "${WAIT_FLAGS[@]}" --first-deployment
	fi
}

# Of the stack of another account.
account_description() {
	printf '%s\n' "$NAME: VPCs of account $OTHER_ACCOUNT behind the VPN to Google Cloud"
}

# The template of another account's VPCs, with that account's credentials.
account_step() {
	local parameters=()
	[[ -z $TRANSIT_GATEWAY ]] || parameters=("TransitGatewayId=$TRANSIT_GATEWAY")
	deploy_stack "$ACCOUNT_STACK" "$(account_description)" \
		"aws/vpc-$OTHER_ACCOUNT.yaml" ${parameters[@]+"${parameters[@]}"}
}
