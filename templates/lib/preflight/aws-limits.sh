# shellcheck shell=bash
# Quotas on AWS that the stack would exceed, and permissions. QUOTA_CODES comes from settings.sh: of customer gateways,
# virtual private gateways, connections in a region, and connections on a virtual private gateway.

check_aws_quotas() {
	local codes
	codes=$(printf "QuotaCode=='%s'||" "${QUOTA_CODES[@]}")
	if ! asked in_aws service-quotas list-service-quotas --service-code ec2 --query \
		"Quotas[?${codes%||}].[QuotaCode,Value]"; then
		not_checked "quotas of AWS" "$REASON"
		return
	fi
	check_aws_quota "customer gateways in $REGION" "$(grep -c ^cgw- <<<"$FOUND_CUSTOMERS" || true)" 2 "${QUOTA_CODES[0]}"
	check_aws_quota "VPN connections in $REGION" "$(grep -c ^vpn- <<<"$FOUND_CONNECTIONS" || true)" 2 "${QUOTA_CODES[2]}"
	case $AWS_GATEWAY_TYPE:$AWS_GATEWAY in
	vgw:) check_aws_quota "virtual private gateways in $REGION" "$(grep -c ^vgw- <<<"$FOUND_GATEWAYS" || true)" 1 "${QUOTA_CODES[1]}" ;;
	vgw:*)
		check_aws_quota "VPN connections on $AWS_GATEWAY" \
			"$(awk -v id="$AWS_GATEWAY" '$3 == id' <<<"$FOUND_CONNECTIONS" | grep -c ^vpn- || true)" 2 "${QUOTA_CODES[3]}"
		;;
	esac
}

# check_aws_quota WHAT USED NEEDED CODE: in $ANSWER.
check_aws_quota() {
	local limit digits='^[0-9]{1,9}(\.0*)?$'
	limit=$(awk -v code="$4" '$1 == code { print $2; exit }' <<<"$ANSWER")
	if [[ ! $limit =~ $digits ]]; then
		not_checked "quota of $1" "Service Quotas does not say it ($4)"
	elif (($2 + $3 > ${limit%%.*})); then
		check_problem "quota exceeded: $2 of ${limit%%.*} $1 exist, and this VPN needs $3 more." \
			"Ask for a higher quota: aws service-quotas request-service-quota-increase --region $REGION --service-code ec2 --quota-code $4 --desired-value $(($2 + $3))"
	else
		check_ok "quota: $2 of ${limit%%.*} $1, $3 more needed"
	fi
}

# EC2's dry run says whether a call is allowed, and nothing about its values. These ids are nobody's.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html
check_aws_permissions() {
	local gateway=${AWS_GATEWAY:-$AWS_GATEWAY_TYPE-0123456789abcdef0} flag=--vpn-gateway-id
	case $AWS_GATEWAY_TYPE in tgw) flag=--transit-gateway-id ;; esac
	if [[ $OWNER == own ]]; then
		may create-customer-gateway --type ipsec.1 --public-ip 34.157.1.10 --bgp-asn 65000
		may create-vpn-connection --type ipsec.1 --customer-gateway-id cgw-0123456789abcdef0 "$flag" "$gateway"
	fi
	# What a refusal leaves whole after a rollback is asked only by whoever wants to know all.
	if ((!EVERY_CHECK)); then return; fi
	case $OWNER:$AWS_GATEWAY_TYPE:$AWS_GATEWAY in
	own:vgw:)
		may create-vpn-gateway --type ipsec.1
		may attach-vpn-gateway --vpn-gateway-id "$gateway" --vpc-id vpc-0123456789abcdef0
		;;
	own:tgw:) may create-transit-gateway ;;
	esac
	if [[ -n $(mine ${SUBNET_ROWS[@]+"${SUBNET_ROWS[@]}"}) ]]; then
		may create-transit-gateway-vpc-attachment --transit-gateway-id "$gateway" --vpc-id vpc-0123456789abcdef0 \
			--subnet-ids subnet-0123456789abcdef0
	fi
	may_change "$(mine ${ROUTE_ROWS[@]+"${ROUTE_ROWS[@]}"})" "$gateway"
	may_change "$(mine ${RULE_ROWS[@]+"${RULE_ROWS[@]}"})"
}

# may_change ROWS [GATEWAY]: routes, or rules of security groups; asked of the first one's own table or group.
may_change() {
	local id
	[[ -n $1 ]] || return 0
	read -r _ id _ <<<"$1"
	case $id in
	rtb-*) may create-route --route-table-id "$id" --destination-cidr-block "${GCP_CIDRS[0]}" --transit-gateway-id "$2" ;;
	*)
		may authorize-security-group-ingress --group-id "$id" \
			--ip-permissions "IpProtocol=icmp,FromPort=-1,ToPort=-1,IpRanges=[{CidrIp=${GCP_CIDRS[0]}}]"
		;;
	esac
}

# may OPERATION FLAG...
may() {
	if asked in_aws ec2 "$1" --dry-run "${@:2}"; then
		not_checked "permission for ec2 $1" "AWS did not answer as to a dry run"
		return
	fi
	case $REASON in
	*DryRunOperation*) check_ok "these credentials may call ec2 $1" ;;
	*UnauthorizedOperation*)
		check_problem "these credentials may not call ec2 $1. PERMISSIONS.md lists the permissions that are needed: $REASON"
		;;
	*) not_checked "permission for ec2 $1" "$REASON" ;;
	esac
}
