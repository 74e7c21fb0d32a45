# shellcheck shell=bash
# AWS's side: the stack, then what CloudFormation keeps.

# What is left of the resources that CloudFormation keeps, as `connection vpn-...`, in the order in which they can go.
KEPT=()
readonly KEPT_TYPES='AWS::EC2::VPNConnection AWS::EC2::CustomerGateway AWS::EC2::VPNGateway AWS::EC2::TransitGateway
	AWS::Logs::LogGroup'
# Ids of the stacks of this VPN, also of deleted ones, and of the resources that they have on record. CloudFormation
# tells of a deleted stack for 90 days, so a killed run loses nothing.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
STACK_IDS=()
RECORDED=''

read_recorded() {
	local rows id description found
	rows=$(in_aws cloudformation list-stacks \
		--query "StackSummaries[?StackName=='$STACK'].[StackId,TemplateDescription]") || fail "cannot list the stacks in $REGION"
	while IFS=$'\t' read -r id description; do
		[[ $id == arn:*:stack/"$STACK"/* && $description == "$STACK_DESCRIPTION" ]] || continue
		STACK_IDS+=("$id")
		found=$(in_aws cloudformation list-stack-resources --stack-name "$id" \
			--query 'StackResourceSummaries[].PhysicalResourceId') || fail "cannot list the resources of stack $id"
		RECORDED+=" ${found//$'\t'/ }"
	done <<<"$rows"
}

# find_kept: what CloudFormation has on record, and what has the tags that it puts on what it makes. Either can miss
# something: not every resource keeps its tags, and a stack forgets what an update has replaced.
find_kept() {
	KEPT=()
	kept connection vpn-connections vpn VpnConnections VpnConnectionId
	kept customer-gateway customer-gateways cgw CustomerGateways CustomerGatewayId
	if [[ $LOG_GROUP_CREATED == yes ]]; then kept_logs; fi
	case ${AWS_GATEWAY:+existing }$AWS_GATEWAY_TYPE in
	vgw) kept vpn-gateway vpn-gateways vgw VpnGateways VpnGatewayId ;;
	tgw) kept transit-gateway transit-gateways tgw TransitGateways TransitGatewayId ;;
	esac
}

# ids_of RESOURCES FILTER QUERY: ids, with blanks between. The answer begins and ends with a word of its own, so that one
# that did not come, or not to its end, is not taken for a shorter list.
ids_of() {
	local answer
	answer=$(in_aws ec2 "describe-$1" --filters "Name=$2" --query "join(' ', [['ids:'], $3, ['end']][])") ||
		fail "cannot read the $1 with $2"
	[[ $answer == 'ids: '*end ]] || fail "AWS has answered '$answer' where ids of $1 were expected: nothing was deleted"
	answer=${answer#ids: }
	printf '%s\n' "${answer%end}"
}

# kept KIND RESOURCES PREFIX LIST FIELD
kept() {
	local found='' id filter tag=aws:cloudformation:stack-name
	for filter in "tag:$tag,Values=$STACK" "${2%s}-id,Values=$(recorded "$3")"; do
		[[ $filter != *= ]] || continue
		# What has moved to another stack is that one's.
		id=$(ids_of "$2" "$filter" "$4[?State!='deleted' && State!='deleting'
			&& not_null(Tags[?Key=='$tag'].Value | [0], '$STACK')=='$STACK'].$5") || exit
		found+=" $id"
	done
	for id in $found; do
		[[ $id =~ ^$3-[0-9a-f]+$ ]] || fail "AWS has answered '$id' where an id ($3-...) was expected: nothing was deleted"
		case " ${KEPT[*]-} " in *" $1 $id "*) ;; *) KEPT+=("$1 $id") ;; esac
	done
}

# others_on KIND ID: VPN connections that use that gateway and are not this VPN's, with commas between.
others_on() {
	local id ids others=''
	ids=$(ids_of vpn-connections "$1-id,Values=$2" \
		"VpnConnections[?State!='deleted' && State!='deleting'].VpnConnectionId") || exit
	for id in $ids; do
		case " ${KEPT[*]} " in *" connection $id "*) ;; *) others+="${others:+, }$id" ;; esac
	done
	printf '%s\n' "$others"
}

# check_shared_gateway: without the stack, the gateway that it created has no VPC, and other connections on it carry nothing.
check_shared_gateway() {
	local each others
	if [[ -z $STACK_STATUS ]]; then return; fi
	for each in ${KEPT[@]+"${KEPT[@]}"}; do
		case $each in 'vpn-gateway '*) ;; *) continue ;; esac
		others=$(others_on vpn-gateway "${each#* }") || exit
		[[ -z $others ]] ||
			refuse "VPN connections that are not this VPN's use ${each#* }, which stack $STACK created: $others. Deleting the" \
				"stack detaches the gateway from its VPC and interrupts them. Nothing was changed. Remove them first"
	done
}

# recorded PREFIX: ids with that prefix, with commas between.
recorded() {
	local id list=''
	for id in $RECORDED; do
		if [[ $id =~ ^$1-[0-9a-f]+$ ]]; then list+=${list:+,}$id; fi
	done
	printf '%s\n' "$list"
}

kept_logs() {
	local found
	found=$(in_aws logs describe-log-groups --log-group-name-prefix "$LOG_GROUP" --query 'logGroups[].logGroupName') ||
		fail "cannot look for log group $LOG_GROUP"
	case $'\t'$found$'\t' in *$'\t'"$LOG_GROUP"$'\t'*) KEPT+=("log-group $LOG_GROUP") ;; esac
}

# explain_propagation: where routes of an existing gateway are still propagated, which CloudFormation leaves on.
explain_propagation() {
	local table on
	[[ -n $AWS_GATEWAY && $AWS_GATEWAY_TYPE == vgw ]] || return 0
	for table in ${ROUTE_TABLES[@]+"${ROUTE_TABLES[@]}"}; do
		on=$(in_aws ec2 describe-route-tables --route-table-ids "$table" \
			--query "RouteTables[].PropagatingVgws[?GatewayId=='$AWS_GATEWAY'][].GatewayId") ||
			fail "cannot read route table $table"
		if [[ $on != "$AWS_GATEWAY" ]]; then continue; fi
		say "route propagation from $AWS_GATEWAY to $table stays on, since it may have been on before. If nothing else" \
			"needs it: aws ec2 disable-vgw-route-propagation --region $REGION --gateway-id $AWS_GATEWAY --route-table-id $table"
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
	explain_skipped
}

# What the stack has kept besides what carries addresses, such as a propagation that was on before.
explain_skipped() {
	local id rows
	for id in ${STACK_IDS[@]+"${STACK_IDS[@]}"}; do
		rows=$(in_aws cloudformation list-stack-resources --stack-name "$id" --query "StackResourceSummaries[?
			ResourceStatus=='DELETE_SKIPPED' && !contains('$KEPT_TYPES', ResourceType)].[ResourceType,PhysicalResourceId]") ||
			fail "cannot list the resources of stack $id"
		[[ -z $rows ]] || say "stack $STACK has left these as they are:"$'\n'"$rows"
	done
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
	local each others
	find_kept
	if ((${#KEPT[@]} == 0)); then
		say "nothing that CloudFormation keeps is left"
		return
	fi
	for each in "${KEPT[@]}"; do
		case $each in *-'gateway '*)
			others=$(others_on "${each%% *}" "${each#* }") || exit
			if [[ -n $others ]]; then
				say "${each#* } stays, since VPN connections that are not this VPN's use it: $others"
				continue
			fi
			;;
		esac
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
		elif [[ ! ${said##*$'\n'} =~ ^[0-9]+[0-9T:.+-]*$ ]]; then
			fail "cannot tell from AWS's answer whether secret $secret is deleted: $said"
		fi
	done
}
