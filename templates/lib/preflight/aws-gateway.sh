# shellcheck shell=bash
# The gateway on AWS: AWS_GATEWAY is the id of an existing one, or "". AWS_GATEWAY_TYPE, AWS_ASN, ASSOCIATE and
# PROPAGATE come from settings.sh.

# A line per virtual private gateway that exists: id, state, ASN, VPC or -.
FOUND_GATEWAYS=''

check_aws_gateway() {
	case $AWS_GATEWAY_TYPE:$AWS_GATEWAY in
	vgw:*) check_vpn_gateway ;;
	tgw:?*)
		check_transit_gateway "$AWS_GATEWAY"
		check_tgw_tables
		check_attachments "$AWS_GATEWAY"
		;;
	esac
}

# check_asn ASN: of an existing gateway.
check_asn() {
	if [[ $1 == "$AWS_ASN" ]]; then
		check_ok "$AWS_GATEWAY has the ASN $AWS_ASN"
	else
		check_problem "$AWS_GATEWAY has the ASN $1, and vpn.yaml declares $AWS_ASN. No BGP session would come up." \
			"Write aws.asn: $1 and build again"
	fi
}

# Of a VPC there is one. https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html
check_vpn_gateway() {
	local vpc
	vpc=$(first_words "$(mine ${VPC_ROWS[@]+"${VPC_ROWS[@]}"})")
	if ! asked in_aws ec2 describe-vpn-gateways --filters Name=state,Values=available,pending --query \
		"VpnGateways[].[VpnGatewayId,State,AmazonSideAsn,join(',',VpcAttachments[?State=='attached'].VpcId)||'-']"; then
		not_checked "virtual private gateways" "$REASON"
		return
	fi
	FOUND_GATEWAYS=$(tr '\t' ' ' <<<"$ANSWER")
	if [[ -n $AWS_GATEWAY ]]; then
		check_existing_vgw "$vpc"
	else
		check_new_vgw "$vpc"
	fi
}

# check_existing_vgw VPC
check_existing_vgw() {
	local state asn vpc
	read -r _ state asn vpc <<<"$(line_of "$AWS_GATEWAY" "$FOUND_GATEWAYS")"
	if [[ $state != available ]]; then
		check_problem "virtual private gateway $AWS_GATEWAY is ${state:-not in this account and $REGION}." \
			"Correct aws.gateway.id in vpn.yaml"
		return
	fi
	check_asn "$asn"
	if [[ -z $1 || $vpc == "$1" ]]; then
		check_ok "$AWS_GATEWAY is attached to ${vpc/#-/no VPC}"
	else
		check_problem "$AWS_GATEWAY is attached to ${vpc/#-/no VPC}, and vpn.yaml declares $1." \
			"Correct vpn.yaml, or attach it: aws ec2 attach-vpn-gateway --region $REGION --vpn-gateway-id $AWS_GATEWAY --vpc-id $1"
	fi
}

# check_new_vgw VPC
check_new_vgw() {
	local id
	id=$(awk -v vpc="$1" '$4 == vpc { print $1; exit }' <<<"$FOUND_GATEWAYS")
	if [[ -z $id ]] || stack_has "$id"; then
		check_ok "$1 has no virtual private gateway of another VPN"
	else
		check_problem "$1 has a virtual private gateway already, and can have only one. Declare $id as aws.gateway.id and build again"
	fi
}

# Whether the transit gateway accepts attachments of other accounts by itself: enable, disable or unknown.
ACCEPTS=unknown

# check_transit_gateway ID
check_transit_gateway() {
	local state asn accepts associates propagates ecmp
	if ! asked in_aws ec2 describe-transit-gateways --filters "Name=transit-gateway-id,Values=$1" --query \
		"TransitGateways[].[State,Options.AmazonSideAsn,Options.AutoAcceptSharedAttachments,Options.DefaultRouteTableAssociation,Options.DefaultRouteTablePropagation,Options.VpnEcmpSupport]"; then
		not_checked "transit gateway $1" "$REASON"
		return
	fi
	IFS=$'\t' read -r state asn accepts associates propagates ecmp <<<"$ANSWER"
	case $state in
	available | modifying) ;;
	*)
		check_problem "transit gateway $1 is ${state:-not visible in this account and $REGION}." \
			"Correct aws.gateway.id or aws.region in vpn.yaml, or accept its share in RAM"
		return
		;;
	esac
	if [[ $OWNER == own ]]; then
		check_asn "$asn"
		check_defaults "$associates" "$propagates"
	fi
	ACCEPTS=$accepts
	check_ok "$1 $(accepting "$accepts")"
	[[ $ecmp != disable ]] || check_ok "$1 has no ECMP: AWS sends over one tunnel at a time (VpnEcmpSupport)"
}

# accepting enable|disable
accepting() {
	case $1 in
	enable) echo "accepts attachments of other accounts by itself" ;;
	*) echo "does not accept attachments of other accounts by itself: its owner runs aws/tgw-routes.sh, which accepts those of this VPN" ;;
	esac
}

# check_defaults ASSOCIATION PROPAGATION: where vpn.yaml names no table, the gateway's default ones are needed.
check_defaults() {
	local what
	if [[ -z $ASSOCIATE && $1 == disable ]]; then what=association; fi
	if ((${#PROPAGATE[@]} == 0)) && [[ $2 == disable ]]; then what=${what:+$what and }propagation; fi
	if [[ -n ${what-} ]]; then
		check_problem "$AWS_GATEWAY has no default route table for $what, so the VPN would have no routes." \
			"Declare aws.gateway.routeTables in vpn.yaml"
	elif [[ -n $ASSOCIATE ]]; then
		check_ok "$AWS_GATEWAY: vpn.yaml names the route tables"
	else
		check_ok "$AWS_GATEWAY has default route tables"
	fi
}

check_tgw_tables() {
	local id at gateway state wanted wrong=0
	wanted=$(printf '%s\n' "$ASSOCIATE" ${PROPAGATE[@]+"${PROPAGATE[@]}"} | sort -u)
	if [[ $OWNER != own || -z ${wanted//[[:space:]]/} ]]; then return; fi
	if ! asked in_aws ec2 describe-transit-gateway-route-tables --filters \
		"Name=transit-gateway-route-table-id,Values=$(first_words "$wanted")" \
		--query 'TransitGatewayRouteTables[].[TransitGatewayRouteTableId,TransitGatewayId,State]'; then
		not_checked "route tables of $AWS_GATEWAY" "$REASON"
		return
	fi
	for id in $wanted; do
		read -r at gateway state <<<"$(line_of "$id" "$ANSWER")"
		if [[ -n $at && $gateway == "$AWS_GATEWAY" && $state == available ]]; then continue; fi
		wrong=1
		if [[ -z $at ]]; then
			check_problem "there is no route table $id. Correct aws.gateway.routeTables in vpn.yaml"
		else
			check_problem "route table $id belongs to $gateway and is $state. Correct aws.gateway.routeTables in vpn.yaml"
		fi
	done
	((wrong)) || check_ok "$AWS_GATEWAY has the route tables $(first_words "$wanted")"
}

# check_attachments GATEWAY: a VPC attaches once. Rows of VPC_ROWS and SUBNET_ROWS say who attaches which.
check_attachments() {
	local id ours attachment vpc state subnets
	if ! asked in_aws ec2 describe-transit-gateway-attachments --filters "Name=transit-gateway-id,Values=$1" \
		Name=resource-type,Values=vpc --query 'TransitGatewayAttachments[].[ResourceId,TransitGatewayAttachmentId,State]'; then
		not_checked "VPCs attached to $1" "$REASON"
		return
	fi
	subnets=$(mine ${SUBNET_ROWS[@]+"${SUBNET_ROWS[@]}"})
	while read -r vpc _; do
		[[ -n $vpc ]] || continue
		ours=0
		if [[ " ${subnets//$'\n'/ } " == *" $vpc "* ]]; then ours=1; fi
		read -r id attachment state <<<"$(awk -v id="$vpc" '$1 == id && $3 !~ /^(delet|reject|fail)/ { print; exit }' <<<"$ANSWER")"
		if [[ $state == pendingAcceptance ]]; then
			check_problem "attachment $attachment of $vpc waits until the owner of $1 accepts it." \
				"With the owner's credentials: aws ec2 accept-transit-gateway-vpc-attachment --region $REGION --transit-gateway-attachment-id $attachment"
		elif [[ -z $id ]] && ((!ours)); then
			check_problem "$vpc is not attached to $1, and vpn.yaml lists no subnets to attach it through." \
				"Attach it, or list its subnets in vpn.yaml"
		elif [[ -z $id && $OWNER != own && $ACCEPTS == disable && -n $(mine ${ROUTE_ROWS[@]+"${ROUTE_ROWS[@]}"}) ]]; then
			# Routes need an accepted attachment, and the stack makes both in one go.
			# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptTransitGatewayVpcAttachment.html
			check_problem "$1 does not accept attachments of other accounts by itself, so the routes to it would fail and the stack" \
				"be rolled back. Ask its owner to run, and to switch it back later: aws ec2 modify-transit-gateway --region $REGION" \
				"--transit-gateway-id $1 --options AutoAcceptSharedAttachments=enable. Or attach $vpc by hand, have it accepted," \
				"and take its subnets out of vpn.yaml"
		elif [[ -n $id ]] && ((ours)) && ! stack_has "$attachment"; then
			check_problem "$vpc is attached to $1 already ($attachment), and attaches only once." \
				"Take its subnets out of vpn.yaml, so that the stack uses that attachment"
		else
			check_ok "$vpc: attachment to $1 ${state:-is made by the stack}"
		fi
	done <<<"$(mine ${VPC_ROWS[@]+"${VPC_ROWS[@]}"})"
}
