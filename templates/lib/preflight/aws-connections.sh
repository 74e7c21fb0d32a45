# shellcheck shell=bash
# The VPN connections in the region, which of them are this VPN's, and the gateway that those are on. AWS_GATEWAY and
# AWS_GATEWAY_TYPE come from settings.sh.

# A line per resource of this run's stack: logical id, physical id.
STACK_RESOURCES=''

# read_stack_resources STACK: fails where what is this VPN's cannot be told from other things.
read_stack_resources() {
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS) return ;; esac
	if ! asked in_aws cloudformation list-stack-resources --stack-name "$1" --query \
		"StackResourceSummaries[?ResourceStatus!='DELETE_COMPLETE'].[LogicalResourceId,PhysicalResourceId||'-']"; then
		not_checked "what stack $1 has made" "$REASON"
		return 1
	fi
	STACK_RESOURCES=$(tr '\t' ' ' <<<"$ANSWER")
}

# stack_has ID: logical or physical.
stack_has() {
	[[ " ${STACK_RESOURCES//$'\n'/ } " == *" $1 "* ]]
}

# Rows of all VPN connections: id, customer gateway, gateway, inside ranges, outside addresses, state, stack that made it.
# Never the whole answer, which can hold keys.
FOUND_CONNECTIONS=''

# Fails where they cannot be read.
read_connections() {
	if ! asked in_aws ec2 describe-vpn-connections --query \
		"VpnConnections[?State!='deleted'].[VpnConnectionId,CustomerGatewayId||'-',VpnGatewayId||TransitGatewayId||'-',join(',',not_null(Options.TunnelOptions[].TunnelInsideCidr,\`[]\`))||'-',join(',',not_null(Options.TunnelOptions[].OutsideIpAddress,\`[]\`))||'-',State,not_null(Tags[?Key=='aws:cloudformation:stack-name'].Value|[0],'-')]"; then
		not_checked "VPN connections that exist" "$REASON"
		return 1
	fi
	FOUND_CONNECTIONS=$(tr '\t' ' ' <<<"$ANSWER")
}

# own_connection ID
own_connection() {
	[[ $1 == "$CONNECTION_A" || $1 == "$CONNECTION_B" ]] || stack_has "$1"
}

# stands_on GATEWAY: whether it is the declared one; one that the stack makes is in the stack, unless flags name the
# connections.
stands_on() {
	case $AWS_GATEWAY:$1 in
	*:- | "$1:$1") ;;
	:"$AWS_GATEWAY_TYPE"-*) [[ -z $STACK_RESOURCES ]] || stack_has "$1" ;;
	*) return 1 ;;
	esac
}

# check_running_gateway: a connection that is moved to another gateway is down meanwhile, and its routes stay behind. Fails
# where one would be.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/modify-vpn-target.html
check_running_gateway() {
	local id gateway moved='' on='' old
	while read -r id _ gateway _; do
		if [[ -z $id ]] || ! own_connection "$id" || stands_on "$gateway"; then continue; fi
		moved+="${moved:+, }$id"
		on=$gateway
	done <<<"$FOUND_CONNECTIONS"
	if [[ -z $moved ]]; then return; fi
	old="{ type: ${on%%-*}, id: $on }"
	if stack_has "$on"; then old="{ type: ${on%%-*} }, without an id,"; fi
	check_problem "the connections of this VPN ($moved) are on $on, and vpn.yaml declares" \
		"${AWS_GATEWAY:-a new gateway of type $AWS_GATEWAY_TYPE}. They are not moved, which would take all tunnels down." \
		"Write aws.gateway: $old as before, and build again. For another gateway, deploy a second VPN beside this one," \
		"from a file with another name"
	return 1
}
