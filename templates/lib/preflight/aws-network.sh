# shellcheck shell=bash
# What the VPN finds in the VPCs. Rows of VPC_ROWS, TABLE_ROWS, GROUP_ROWS, SUBNET_ROWS, ROUTE_ROWS and RULE_ROWS come
# from settings.sh; their first word is the owner: `own`, or another account.

# Whose rows count.
OWNER=own

# for_owner OWNER
for_owner() {
	OWNER=$1
}

# mine ROW...: without the owner.
mine() {
	local row
	for row in "$@"; do
		case $row in "$OWNER "*) printf '%s\n' "${row#* }" ;; esac
	done
}

# holds OUTER INNER: whether a range is within another.
holds() {
	overlap "$1" "$2" && ((${1#*/} <= ${2#*/}))
}

# covers_range RANGE OTHER...: whether the others, which do not overlap each other, hold all of it.
covers_range() {
	local other whole=$((1 << (32 - ${1#*/}))) inside=0
	for other in "${@:2}"; do
		if holds "$other" "$1"; then return; fi
		if holds "$1" "$other"; then inside=$((inside + (1 << (32 - ${other#*/})))); fi
	done
	((inside == whole))
}

check_vpcs() {
	local wanted id cidrs
	wanted=$(mine ${VPC_ROWS[@]+"${VPC_ROWS[@]}"})
	[[ -n $wanted ]] || return 0
	if ! asked in_aws ec2 describe-vpcs --filters "Name=vpc-id,Values=$(first_words "$wanted")" --query \
		"Vpcs[].[VpcId,join(',',CidrBlockAssociationSet[?CidrBlockState.State=='associated'].CidrBlock)]"; then
		not_checked "VPCs and their ranges" "$REASON"
		return
	fi
	while read -r id cidrs; do
		check_vpc "$id" "$cidrs" "$(line_of "$id" "$ANSWER")"
	done <<<"$wanted"
}

# check_vpc ID DECLARED LINE
check_vpc() {
	local range declared IFS=, has=() missing='' further=''
	if [[ -z $3 ]]; then
		check_problem "there is no $1 in this account and $REGION. Correct aws.vpcs or aws.region in vpn.yaml"
		return
	fi
	for range in ${3#*$'\t'}; do
		if ! is_range "$range"; then
			not_checked "ranges of $1" "AWS says $range"
			return
		fi
		has+=("$range")
	done
	for range in $2; do
		covers_range "$range" ${has[@]+"${has[@]}"} || missing+="${missing:+, }$range"
	done
	for range in ${has[@]+"${has[@]}"}; do
		for declared in $2; do
			if overlap "$range" "$declared"; then continue 2; fi
		done
		further+="${further:+, }$range"
	done
	if [[ -n $missing ]]; then
		check_problem "$1 does not have the declared range $missing, but ${3#*$'\t'}. Correct the cidrs of this VPC in vpn.yaml"
	else
		check_ok "$1 has the declared ranges${further:+; it also has $further, which vpn.yaml does not declare}"
	fi
}

# check_members WHAT WANTED FOUND: each wanted `id vpc` is among the found, in that VPC.
check_members() {
	local id vpc at wrong=0
	while read -r id vpc; do
		read -r _ at _ <<<"$(line_of "$id" "$3")"
		if [[ -z $at ]]; then
			check_problem "there is no $1 $id in this account and $REGION. Correct it in vpn.yaml"
		elif [[ $at != "$vpc" ]]; then
			check_problem "$1 $id belongs to $at, and vpn.yaml lists it for $vpc. Move it in vpn.yaml"
		else
			continue
		fi
		wrong=1
	done <<<"$2"
	((wrong)) || check_ok "$1: $(first_words "$2") of the declared VPC"
}

check_tables() {
	local wanted
	wanted=$(mine ${TABLE_ROWS[@]+"${TABLE_ROWS[@]}"})
	[[ -n $wanted ]] || return 0
	if ! asked in_aws ec2 describe-route-tables --filters "Name=route-table-id,Values=$(first_words "$wanted")" --query \
		"RouteTables[].[RouteTableId,VpcId,join(',',Routes[?Origin=='CreateRoute'&&DestinationCidrBlock].join('=',[DestinationCidrBlock,GatewayId||TransitGatewayId||'another target']))]"; then
		not_checked "route tables and routes that exist" "$REASON"
		return
	fi
	check_members "route table" "$wanted" "$ANSWER"
	check_routes "$ANSWER"
}

# check_routes TABLES: CloudFormation creates no route that is there already.
check_routes() {
	local id table range line wrong=0 wanted
	wanted=$(mine ${ROUTE_ROWS[@]+"${ROUTE_ROWS[@]}"})
	[[ -n $wanted ]] || return 0
	while read -r id table range; do
		line=$(line_of "$table" "$1")
		line=,${line##*$'\t'}
		if [[ $line != *",$range="* ]] || stack_has "$id"; then continue; fi
		line=${line#*",$range="}
		check_problem "route table $table already has a route to $range (target ${line%%,*}), so the stack could not be made." \
			"Delete it just before the deployment: aws ec2 delete-route --region $REGION --route-table-id $table" \
			"--destination-cidr-block $range. Or let another team keep it: routeTables: external in vpn.yaml"
		wrong=1
	done <<<"$wanted"
	((wrong)) || check_ok "route tables: no route to Google Cloud that the stack would make again"
}

check_groups() {
	local wanted
	wanted=$(mine ${GROUP_ROWS[@]+"${GROUP_ROWS[@]}"})
	[[ -n $wanted ]] || return 0
	# Without ports stands -1, for every port and every type of ICMP.
	if ! asked in_aws ec2 describe-security-groups --filters "Name=group-id,Values=$(first_words "$wanted")" --query \
		"SecurityGroups[].[GroupId,VpcId,join(',',IpPermissions[].join(' ',[IpProtocol,to_string(not_null(FromPort,\`-1\`)),to_string(not_null(ToPort,\`-1\`)),join('|',IpRanges[].CidrIp)]))]"; then
		not_checked "security groups and rules that exist" "$REASON"
		return
	fi
	check_members "security group" "$wanted" "$ANSWER"
	check_rules "$ANSWER"
}

# check_rules GROUPS: CloudFormation creates no rule that is there already.
check_rules() {
	local id group protocol from to range line wrong=0 ports
	while read -r id group protocol from to range; do
		if [[ -z $id ]] || stack_has "$id"; then continue; fi
		line=$(line_of "$group" "$1")
		line=$(tr ',' '\n' <<<"${line##*$'\t'}" | grep -E "^$protocol $from $to " || true)
		if [[ "|${line##* }|" != *"|$range|"* ]]; then continue; fi
		ports=$from-$to
		if [[ $from == "$to" ]]; then ports=$from; fi
		check_problem "security group $group already has the rule $protocol $ports from $range, so the stack could not be made." \
			"Delete it just before the deployment: aws ec2 revoke-security-group-ingress --region $REGION --group-id $group" \
			"--protocol $protocol --port $ports --cidr $range. Or let another team keep it: securityGroups: external in vpn.yaml"
		wrong=1
	done <<<"$(mine ${RULE_ROWS[@]+"${RULE_ROWS[@]}"})"
	((wrong)) || check_ok "security groups: no rule that the stack would make again"
}

# A transit gateway takes one subnet of each availability zone.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html
check_subnets() {
	local wanted doubled
	wanted=$(mine ${SUBNET_ROWS[@]+"${SUBNET_ROWS[@]}"})
	[[ -n $wanted ]] || return 0
	if ! asked in_aws ec2 describe-subnets --filters "Name=subnet-id,Values=$(first_words "$wanted")" \
		--query 'Subnets[].[SubnetId,VpcId,AvailabilityZone]'; then
		not_checked subnets "$REASON"
		return
	fi
	check_members subnet "$wanted" "$ANSWER"
	doubled=$(awk 'seen[$2, $3]++ { print $3 " of " $2 }' <<<"$ANSWER" | sort -u | paste -s -d , -)
	if [[ -n $doubled ]]; then
		check_problem "vpn.yaml lists more than one subnet in availability zone $doubled. List one per zone"
	else
		check_ok "subnets: one per availability zone"
	fi
}
