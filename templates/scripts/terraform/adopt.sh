# shellcheck shell=bash

load common aws
# What the Terraform root beside this script has.
# shellcheck source=/dev/null
. "${HERE}adopt-settings.sh"

usage() {
	cat <<'END'
Usage: adopt.sh [OPTION...] > imports.tf

Prints import blocks, with which the Terraform root beside this script takes over what a CloudFormation stack of
the same VPN has made on AWS. Reads the stack and what belongs to it, and changes nothing.
Propagation from a virtual private gateway cannot be imported; turning it on once more is harmless.

  --stack NAME   the stack, instead of the one that vpn.yaml names
  --module NAME  the root calls this folder as the module NAME
  --help         print this

END
	explain_statuses
}

from_stack=$ADOPTED_STACK
prefix=''
blocks=''

# In a variable, since bash 3.2 cannot read parentheses behind =~.
readonly ID_PATTERN='^[A-Za-z0-9:/_,.-]+$'

# adopt ADDRESS LITERAL: the id as HCL writes it.
adopt() {
	blocks+="import {"$'\n'"  to = $prefix$1"$'\n'"  id = $2"$'\n'"}"$'\n\n'
}

# adopt_id ADDRESS ID
adopt_id() {
	[[ $2 =~ $ID_PATTERN ]] || refuse "$2 is not the id of a resource"
	adopt "$1" "\"$2\""
}

# physical LOGICAL_ID: the id of the resource that the stack calls so.
physical() {
	local logical id
	while IFS=$'\t' read -r logical id; do
		[[ $logical == "$1" ]] || continue
		printf '%s\n' "$id"
		return
	done <<<"$resources"
	refuse "stack $from_stack in $REGION has no resource $1"
}

# adopt_rules: a rule of a security group is known by its group, range and description.
adopt_rules() {
	local at group='' rows='' id range description found
	for at in ${RULE_ADDRESSES[@]+"${!RULE_ADDRESSES[@]}"}; do
		if [[ ${RULE_GROUPS[at]} != "$group" ]]; then
			group=${RULE_GROUPS[at]}
			rows=$(in_aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$group" \
				--query 'SecurityGroupRules[?!IsEgress].[SecurityGroupRuleId,CidrIpv4,Description]') ||
				fail "cannot read the rules of $group"
		fi
		found=''
		while IFS=$'\t' read -r id range description; do
			[[ $range == "${RULE_RANGES[at]}" && $description == "${RULE_DESCRIPTIONS[at]}" ]] || continue
			found=$id
		done <<<"$rows"
		[[ -n $found ]] || refuse "$group has no rule '${RULE_DESCRIPTIONS[at]}' for ${RULE_RANGES[at]}"
		adopt_id "${RULE_ADDRESSES[at]}" "$found"
	done
}

# attachment_of CONNECTION_ID
attachment_of() {
	local id
	id=$(in_aws ec2 describe-transit-gateway-attachments --filters "Name=resource-id,Values=$1" \
		Name=resource-type,Values=vpn --query 'TransitGatewayAttachments[].TransitGatewayAttachmentId') ||
		fail "cannot read the attachment of $1"
	[[ $id =~ ^tgw-attach-[0-9a-z]+$ ]] || refuse "$1 has no attachment to a transit gateway"
	printf '%s\n' "$id"
}

# The stack knows the attachments of VPCs, and of a connection the connection alone.
adopt_tables() {
	local at attachment
	for at in ${TABLE_ADDRESSES[@]+"${!TABLE_ADDRESSES[@]}"}; do
		attachment=$(physical "${TABLE_ATTACHED[at]}") || exit
		case $attachment in vpn-*) attachment=$(attachment_of "$attachment") || exit ;; esac
		adopt_id "${TABLE_ADDRESSES[at]}" "${TABLE_IDS[at]}_$attachment"
	done
}

adopt_share() {
	local share gateway partition account principal
	((${#PRINCIPALS[@]} > 0)) || return 0
	share=$(physical TransitGatewayShare) || exit
	gateway=$(physical TransitGateway) || exit
	account=${IDENTITY%%$'\t'*}
	IFS=: read -r _ partition _ <<<"${IDENTITY#*$'\t'}"
	adopt_id aws_ram_resource_share.gateway "$share"
	adopt_id aws_ram_resource_association.gateway \
		"$share,arn:$partition:ec2:$REGION:$account:transit-gateway/$gateway"
	for principal in "${PRINCIPALS[@]}"; do
		adopt_id "aws_ram_principal_association.gateway[\"$principal\"]" "$share,$principal"
	done
}

main() {
	local at id
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--stack | --module)
			(($# > 1)) || misused "$1 needs a value"
			case $1 in
			--stack) from_stack=$2 ;;
			*)
				[[ $2 =~ ^[A-Za-z_][A-Za-z0-9_-]*$ ]] || misused "--module takes the name of a module"
				prefix="module.$2."
				;;
			esac
			shift
			;;
		*) misused "unknown option $1" ;;
		esac
		shift
	done
	check_account "$ADOPTED_ACCOUNT"
	resources=$(in_aws cloudformation describe-stack-resources --stack-name "$from_stack" \
		--query 'StackResources[].[LogicalResourceId,PhysicalResourceId]') ||
		fail "cannot read stack $from_stack in $REGION"
	for at in ${PHYSICAL_ADDRESSES[@]+"${!PHYSICAL_ADDRESSES[@]}"}; do
		id=$(physical "${PHYSICAL_LOGICAL_IDS[at]}") || exit
		adopt_id "${PHYSICAL_ADDRESSES[at]}" "$id"
	done
	for at in ${FIXED_ADDRESSES[@]+"${!FIXED_ADDRESSES[@]}"}; do
		adopt "${FIXED_ADDRESSES[at]}" "${FIXED_LITERALS[at]}"
	done
	adopt_rules
	adopt_tables
	adopt_share
	printf '%s' "${blocks%$'\n'}"
}

main "$@"
