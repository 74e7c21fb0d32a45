# shellcheck shell=bash
# AWS's side: the stack, then what CloudFormation keeps.

# What the stack's resources that are kept are called, as `connection vpn-...`, in the order in which they can go.
KEPT=()

# find_kept: by the tags that CloudFormation puts on what it makes, so that a stack that is gone is no obstacle.
find_kept() {
	KEPT=()
	kept connection vpn-connections "VpnConnections[?State!='deleted' && State!='deleting'].VpnConnectionId"
	kept customer-gateway customer-gateways "CustomerGateways[?State!='deleted' && State!='deleting'].CustomerGatewayId"
	if [[ -n $OWN_LOG_GROUP ]]; then kept_logs; fi
	case $OWN_GATEWAY in
	vgw) kept vpn-gateway vpn-gateways "VpnGateways[?State!='deleted' && State!='deleting'].VpnGatewayId" ;;
	tgw) kept transit-gateway transit-gateways "TransitGateways[?State!='deleted' && State!='deleting'].TransitGatewayId" ;;
	esac
}

# kept KIND RESOURCES QUERY
kept() {
	local found id
	found=$(in_aws ec2 "describe-$2" --filters "Name=tag:aws:cloudformation:stack-name,Values=$STACK" --query "$3") ||
		fail "cannot look for $2 of stack $STACK"
	for id in $(tr '\t' ' ' <<<"$found"); do
		case $id in None) ;; *) KEPT+=("$1 $id") ;; esac
	done
}

kept_logs() {
	local found
	found=$(in_aws logs describe-log-groups --log-group-name-prefix "$OWN_LOG_GROUP" --query 'logGroups[].logGroupName') ||
		fail "cannot look for log group $OWN_LOG_GROUP"
	case $'\t'$found$'\t' in *$'\t'"$OWN_LOG_GROUP"$'\t'*) KEPT+=("log-group $OWN_LOG_GROUP") ;; esac
}

# explain_propagation: where routes of an existing gateway are still propagated, which CloudFormation leaves on.
explain_propagation() {
	local table on
	for table in ${PROPAGATION_TABLES[@]+"${PROPAGATION_TABLES[@]}"}; do
		on=$(in_aws ec2 describe-route-tables --route-table-ids "$table" \
			--query "RouteTables[].PropagatingVgws[?GatewayId=='$PROPAGATION_GATEWAY'][].GatewayId") ||
			fail "cannot read route table $table"
		if [[ $on != "$PROPAGATION_GATEWAY" ]]; then continue; fi
		say "route propagation from $PROPAGATION_GATEWAY to $table stays on, since it may have been on before. If nothing else" \
			"needs it: aws ec2 disable-vgw-route-propagation --region $REGION --gateway-id $PROPAGATION_GATEWAY --route-table-id $table"
	done
}

delete_stack() {
	read_stack "$STACK"
	check_ours "$STACK" "$STACK_DESCRIPTION"
	stack_settled "$STACK" || wait_until "nothing is under way in stack $STACK" stack_settled "$STACK"
	if [[ -z $STACK_STATUS ]]; then
		say "there is no stack $STACK"
		return
	fi
	if ((DRY_RUN)); then
		say "would delete stack $STACK"
		return
	fi
	say "deleting stack $STACK"
	in_aws cloudformation delete-stack --stack-name "$STACK" || fail "cannot delete stack $STACK"
	wait_until "stack $STACK is gone" stack_settled "$STACK"
	if [[ -n $STACK_STATUS ]]; then
		print_failures "$STACK"
		fail "stack $STACK is $STACK_STATUS: remove what stands in its way, and run this again"
	fi
}

# command_of KIND ID: sets $DELETE to what deletes it.
command_of() {
	case $1 in
	connection) DELETE=(ec2 delete-vpn-connection --vpn-connection-id "$2") ;;
	customer-gateway) DELETE=(ec2 delete-customer-gateway --customer-gateway-id "$2") ;;
	vpn-gateway) DELETE=(ec2 delete-vpn-gateway --vpn-gateway-id "$2") ;;
	log-group) DELETE=(logs delete-log-group --log-group-name "$2") ;;
	*) DELETE=(ec2 delete-transit-gateway --transit-gateway-id "$2") ;;
	esac
}

delete_kept() {
	local each
	find_kept
	if ((${#KEPT[@]} == 0)); then
		say "nothing that CloudFormation keeps is left"
		return
	fi
	for each in "${KEPT[@]}"; do
		command_of "${each%% *}" "${each#* }"
		if ((DRY_RUN)); then
			say "would run: aws ${DELETE[*]}"
			continue
		fi
		say "deleting ${each#* }"
		in_aws "${DELETE[@]}" >/dev/null || fail "AWS did not delete ${each#* }: what still uses it must go first"
		case ${each%% *} in connection) wait_until "${each#* } is gone" connection_gone "${each#* }" ;; esac
	done
}

# A customer gateway goes only after its connection.
connection_gone() {
	SEEN=$(in_aws ec2 describe-vpn-connections --vpn-connection-ids "$1" --query 'VpnConnections[0].State' 2>&1) || [[ $SEEN == *NotFound* ]] || fail "cannot read connection $1: $SEEN"
	[[ $SEEN == deleted || $SEEN == None || $SEEN == *NotFound* ]]
}

# What stays, and the commands for it.
explain_kept() {
	local each
	find_kept
	if ((${#KEPT[@]} == 0)); then return; fi
	say "these stay, since CloudFormation keeps what carries addresses, and logs; --with-retained deletes them, or, in this order:"
	for each in "${KEPT[@]}"; do
		command_of "${each%% *}" "${each#* }"
		printf 'aws %s --region %s\n' "${DELETE[*]}" "$REGION"
	done
}

delete_aws_keys() {
	local secret said
	for secret in "${AWS_SECRETS[@]}"; do
		if ! said=$(in_aws secretsmanager describe-secret --secret-id "$secret" --query DeletedDate 2>&1); then
			[[ $said == *ResourceNotFoundException* ]] || fail "cannot look for secret $secret: $said"
		elif [[ ${said##*$'\n'} == None ]]; then
			if ((DRY_RUN)); then
				say "would delete secret $secret on AWS, which can be restored for 30 days"
			else
				say "deleting secret $secret on AWS, which can be restored for 30 days"
				in_aws secretsmanager delete-secret --secret-id "$secret" >/dev/null || fail "cannot delete secret $secret"
			fi
		fi
	done
}
