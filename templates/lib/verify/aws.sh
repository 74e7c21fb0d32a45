# shellcheck shell=bash
# AWS's layers.

# When the state of each tunnel last changed.
LAST_CHANGES=()

look_at_aws() {
	local at rows
	rows=$(telemetry_of "$CONNECTION_A" && telemetry_of "$CONNECTION_B") || exit
	LAST_CHANGES=()
	for at in "${!TUNNELS[@]}"; do
		aws_row "$at" "$rows"
		case $STATUS in UP) cell ok UP ;; *) cell bad "$STATUS" ;; esac
		LAST_CHANGES+=("$CHANGED")
		note "$at" "$MESSAGE"
	done
	row "AWS: tunnel" "AWS calls a tunnel UP once its BGP session is. It says: $(notes "$BAD"). If IPSEC IS DOWN: keys, \
suite and outside addresses on both sides. If IPSEC IS UP: ASNs and inside addresses"
	for at in "${!TUNNELS[@]}"; do
		aws_row "$at" "$rows"
		if is_number "$ROUTES" && ((ROUTES > 0)); then cell ok "$ROUTES"; else cell bad "${ROUTES/None/0}"; fi
	done
	row "AWS: routes accepted" "Google Cloud must advertise ranges, and no more than AWS takes: see the row on what it advertises"
	look_at_suite
	look_at_aws_routes
}

telemetry_of() {
	describe "$1" 'VgwTelemetry[].[OutsideIpAddress,Status,AcceptedRouteCount,LastStatusChange,StatusMessage]' ||
		fail "cannot read the tunnels of connection $1"
}

# aws_row AT ROWS: sets STATUS, ROUTES, CHANGED and MESSAGE.
aws_row() {
	local address
	while IFS=$'\t' read -r address STATUS ROUTES CHANGED MESSAGE; do
		if [[ $address == "${OUTSIDE[$1]}" ]]; then return; fi
	done <<<"$2"
	STATUS=missing
	ROUTES=None
	CHANGED=None
	MESSAGE=None
}

# What was negotiated, where this aws CLI and AWS tell.
look_at_suite() {
	local at said
	for at in "${!TUNNELS[@]}"; do
		said=$(in_aws ec2 get-active-vpn-tunnel-status --vpn-connection-id "$(connection_of "${TUNNELS[at]}")" \
			--vpn-tunnel-outside-ip-address "${OUTSIDE[at]}" --query "ActiveVpnTunnelStatus.[$NEGOTIATED_FIELDS]" 2>/dev/null) || said=''
		suite_cell "$said"
	done
	row "AWS: negotiated suite" "The declared one is ${NEGOTIATED[*]}. CHANGES.md says how both sides are changed"
}

# suite_cell SAID: what is spelled in a way that no request has is not judged.
suite_cell() {
	local at value values
	if [[ -z $1 || $1 == None* ]]; then
		cell unknown 'not told'
		return
	fi
	IFS=$'\t' read -r -a values <<<"$1"
	for at in "${!NEGOTIATED[@]}"; do
		value=${values[at]-None}
		if [[ $value == "${NEGOTIATED[at]}" ]]; then continue; fi
		case " ${SPELLINGS[*]} " in
		*" $value "*) cell bad "$value" ;;
		*) cell unknown "$value" ;;
		esac
		return
	done
	cell ok 'as declared'
}

look_at_aws_routes() {
	local table tables=(${PROPAGATE[@]+"${PROPAGATE[@]}"}) text='' gateway bad=0
	gateway=$AWS_GATEWAY
	if [[ $AWS_GATEWAY_TYPE == tgw ]] && ((${#tables[@]} == 0)); then tables=(default); fi
	if ((${#ROUTE_TABLES[@]} + ${#tables[@]} > 0)) && [[ -z $gateway ]]; then
		gateway=$(describe "$CONNECTION_A" '[VpnGatewayId,TransitGatewayId] | [?@] | [0]') ||
			fail "cannot read the gateway of connection $CONNECTION_A"
		[[ $gateway =~ ^[vt]gw-[0-9a-z]+$ ]] || refuse "connection $CONNECTION_A is on no gateway"
	fi
	for table in ${ROUTE_TABLES[@]+"${ROUTE_TABLES[@]}"}; do
		routes_of "$table" "$gateway" ec2 describe-route-tables --route-table-ids "$table" --query \
			"RouteTables[].Routes[].[DestinationCidrBlock, not_null(GatewayId, TransitGatewayId, NatGatewayId,
				VpcPeeringConnectionId, NetworkInterfaceId, InstanceId, LocalGatewayId, CarrierGatewayId, CoreNetworkArn, '?'),
				Origin=='EnableVgwRoutePropagation' && 'propagated' || 'static', State]"
	done
	for table in ${tables[@]+"${tables[@]}"}; do
		if [[ $table == default ]]; then
			table=$(in_aws ec2 describe-transit-gateways --transit-gateway-ids "$gateway" \
				--query 'TransitGateways[0].Options.PropagationDefaultRouteTableId') || fail "cannot read $gateway"
			[[ $table =~ ^tgw-rtb-[0-9a-z]+$ ]] || refuse "$gateway has no route table to which attachments propagate by default"
		fi
		routes_of "$table" vpn ec2 search-transit-gateway-routes --transit-gateway-route-table-id "$table" --filters \
			Name=state,Values=active,blackhole --query "Routes[].[DestinationCidrBlock,
				TransitGatewayAttachments[0].ResourceType=='vpn' && 'vpn' || not_null(TransitGatewayAttachments[0].ResourceId, '?'),
				Type, State]"
	done
	if [[ -z $text ]]; then
		whole "AWS: route tables" 'not looked at' '' "other teams have them"
	elif ((bad)); then
		whole "AWS: route tables" BAD "If routes are missing: they appear while tunnels are up; look at the propagation of the tables and \
at what Google Cloud advertises. If other routes win: an equal static route or a more specific route takes the traffic, so \
remove it or change it" "$text"
	else
		whole "AWS: route tables" ok '' "$text"
	fi
}

# routes_of TABLE GATEWAY COMMAND...: adds to $text what the table lacks, and which other routes win.
routes_of() {
	local found missing others
	found=$(in_aws "${@:3}") || fail "cannot read route table $1"
	missing=$(awk -F '\t' -v gateway="$2" '$2 == gateway && $4 == "active" { print $1 }' <<<"$found" |
		without_route "${GCP_CIDRS[@]}")
	others=$(hiding "$2" "${GCP_CIDRS[@]}" <<<"$found")
	text+="${text:+; }$1 "
	if [[ -n $missing$others ]]; then bad=1; fi
	text+="${missing:+lacks $missing}${missing:+${others:+, and }}${others:+has other routes that win: $others}"
	[[ -n $missing$others ]] || text+="has all"
}
