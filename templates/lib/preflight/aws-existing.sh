# shellcheck shell=bash
# What is there already on AWS: the stack, customer gateways, VPN connections, log group and secrets.

# read_own_stack STACK DESCRIPTION: fails where the rest cannot be judged.
read_own_stack() {
	STACK_STATUS=''
	STACK_SAYS=''
	if asked in_aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].[StackStatus,Description]'; then
		IFS=$'\t' read -r STACK_STATUS STACK_SAYS <<<"${ANSWER##*$'\n'}"
	elif [[ $REASON != *'does not exist'* ]]; then
		not_checked "stack $1, and everything that it would make" "$REASON"
		return 1
	fi
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS)
		check_ok "stack $1 is not there yet"
		return
		;;
	esac
	if [[ $STACK_SAYS != "$2" ]]; then
		check_problem "there is a stack $1 in $REGION that is not this VPN's: it is described as \"$STACK_SAYS\"," \
			"and not as \"$2\". Choose another names.aws.stack in vpn.yaml"
		return 1
	fi
	((!EVERY_CHECK)) || check_stack_state "$1"
}

# check_stack_state STACK: whether the stack can be updated. A deployment waits, refuses and prints the command by itself.
check_stack_state() {
	case $STACK_STATUS in
	CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE) check_ok "stack $1 is $STACK_STATUS" ;;
	*_IN_PROGRESS) check_ok "stack $1 is $STACK_STATUS; a deployment waits until that is done" ;;
	ROLLBACK_COMPLETE) check_ok "stack $1 is $STACK_STATUS: it was never created; a deployment deletes it and creates it again" ;;
	UPDATE_ROLLBACK_FAILED)
		check_problem "stack $1 is in state $STACK_STATUS and cannot be updated. Fix what failed, then run:" \
			"$(continue_rollback "$1")"
		;;
	*) check_problem "stack $1 is in state $STACK_STATUS and cannot be updated. To remove it: $(remove_stack_command)" ;;
	esac
}

# stack_unchanged STACK TEMPLATE: whether the template is the one that was deployed, so that nothing is new.
stack_unchanged() {
	case $STACK_STATUS in CREATE_COMPLETE | UPDATE_COMPLETE) ;; *) return 1 ;; esac
	asked in_aws cloudformation get-template --stack-name "$1" --template-stage Original --query TemplateBody || return 1
	DEPLOYED_TEMPLATE=$ANSWER
	[[ $ANSWER == "$(cat "$FOLDER/$2")" ]]
}

# What the deployed template is, once it was read.
DEPLOYED_TEMPLATE=''

# name_old_secrets: those that the stack reads keys from, and that the new template leaves behind.
name_old_secrets() {
	local name
	if [[ $SOURCE == existing ]]; then return; fi
	while read -r name; do
		name=${name##*:}
		case " ${AWS_SECRETS[*]} " in *" $name "*) continue ;; esac
		say "secret $name on AWS is not in vpn.yaml any more: it stays, and costs money. When this deployment is done and all" \
			"tunnels are up, delete it: aws secretsmanager delete-secret --region $REGION --secret-id $name"
	done < <(grep -o 'resolve:secretsmanager:[A-Za-z0-9/_+=.@-]*' <<<"$DEPLOYED_TEMPLATE" | sort -u)
}

# A line per customer gateway that exists: id, address, ASN.
FOUND_CUSTOMERS=''
readonly SAME_CUSTOMERS="customer gateways with the same address and ASN"

# Fails where they cannot be read.
read_customers() {
	if ! asked in_aws ec2 describe-customer-gateways --filters Name=state,Values=available,pending \
		--query "CustomerGateways[].[CustomerGatewayId,IpAddress||'-',BgpAsnExtended||BgpAsn]"; then
		not_checked "$SAME_CUSTOMERS" "$REASON"
		return 1
	fi
	FOUND_CUSTOMERS=$(tr '\t' ' ' <<<"$ANSWER")
}

# Two customer gateways with one address and ASN differ by their device names alone.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html
check_customer_gateways() {
	local id address asn other='' what=$SAME_CUSTOMERS
	if [[ ! -f $FOLDER/gcp-addresses.json ]]; then
		not_checked "$what" "the addresses of Google Cloud's gateway are not known yet (gcp-addresses.json)"
		return
	fi
	if ! (read_gcp_addresses) 2>/dev/null; then
		not_checked "$what" "gcp-addresses.json does not hold two addresses"
		return
	fi
	if grep -q ' DeviceName:' "$FOLDER/$TEMPLATE"; then
		check_ok "customer gateways: device names keep those of this VPN apart from others"
		return
	fi
	read_gcp_addresses
	while read -r id address asn; do
		if [[ ! $id =~ ^cgw-[0-9a-z]+$ || $asn != "$GCP_ASN" || ! " ${GCP_ADDRESSES[*]} " == *" $address "* ]]; then continue; fi
		if stack_has "$id" || in_connections "$id"; then continue; fi
		other=$id
		check_problem "customer gateway $id has the address $address and the ASN $asn, and is not this VPN's; AWS allows no second one." \
			"If nothing uses it: aws ec2 delete-customer-gateway --region $REGION --customer-gateway-id $id." \
			"Otherwise give this VPN an HA VPN gateway of its own"
	done <<<"$FOUND_CUSTOMERS"
	[[ -n $other ]] || check_ok "no other customer gateway has the addresses and ASN of Google Cloud's side"
}

# in_connections CUSTOMER_GATEWAY: whether a connection of this VPN uses it.
in_connections() {
	local id customer rest
	while read -r id customer rest; do
		if [[ $customer == "$1" ]] && own_connection "$id"; then return 0; fi
	done <<<"$FOUND_CONNECTIONS"
	return 1
}

# Inside ranges are unique on a virtual private gateway; a transit gateway's need not be.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
check_inside_on_aws() {
	local id gateway ranges range used='' where=$AWS_GATEWAY
	[[ -n $where ]] || return 0
	while read -r id _ gateway ranges _; do
		if [[ -z $id || $gateway != "$where" ]] || own_connection "$id"; then continue; fi
		for range in "${INSIDE_CIDRS[@]}"; do
			if [[ ,$ranges, == *",$range,"* ]]; then used+="${used:+, }$range ($id)"; fi
		done
	done <<<"$FOUND_CONNECTIONS"
	if [[ -z $used ]]; then
		check_ok "inside ranges: no other connection of $where uses them"
	elif [[ $AWS_GATEWAY_TYPE == vgw ]]; then
		check_problem "other VPN connections of $where use inside ranges of this VPN: $used. Choose other tunnels.insideCidrs in vpn.yaml"
	else
		check_ok "inside ranges: other connections of $where use them too, which a transit gateway allows: $used"
	fi
}

# The log group is made with the VPN, or exists.
check_log_group() {
	[[ -n $LOG_GROUP ]] || return 0
	if ! asked in_aws logs describe-log-groups --log-group-name-prefix "$LOG_GROUP" --query 'logGroups[].[logGroupName]'; then
		not_checked "log group $LOG_GROUP" "$REASON"
		return
	fi
	case $LOG_GROUP_CREATED:$'\n'$ANSWER$'\n' in
	yes:*$'\n'"$LOG_GROUP"$'\n'*)
		if stack_has "$LOG_GROUP"; then
			check_ok "log group $LOG_GROUP is the stack's"
		else
			check_problem "log group $LOG_GROUP exists already, so the stack could not be made." \
				"Choose another aws.logs.group in vpn.yaml, or use this one: aws.logs.existing: true"
		fi
		;;
	no:*$'\n'"$LOG_GROUP"$'\n'* | yes:*) check_ok "log group $LOG_GROUP" ;;
	*) check_problem "there is no log group $LOG_GROUP. Create it, or take existing: true out of aws.logs, so that the stack makes it" ;;
	esac
}

# A secret that is scheduled for deletion still shows its versions, and cannot be read.
# https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
check_deleted_secrets() {
	local name deleted=0
	if ! asked in_aws secretsmanager list-secrets --include-planned-deletion --filters "Key=name,Values=$(
		IFS=,
		printf '%s' "${AWS_SECRETS[*]}"
	)" --query 'SecretList[?DeletedDate].[Name]'; then
		not_checked "secrets that are scheduled for deletion" "$REASON"
		return
	fi
	while read -r name; do
		case " ${AWS_SECRETS[*]} " in *" $name "*) ;; *) continue ;; esac
		[[ -n $name ]] || continue
		deleted=1
		check_problem "secret $name on AWS is scheduled for deletion, so its key cannot be read." \
			"Restore it: aws secretsmanager restore-secret --region $REGION --secret-id $name"
	done <<<"$ANSWER"
	((deleted)) || check_ok "no secret on AWS is scheduled for deletion"
}
