# shellcheck shell=bash
# What must be there before anything is changed.

check_google() {
	local said
	need_command gcloud
	said=$(gcloud compute regions describe "$GCP_REGION" --project="$GCP_PROJECT" --format='value(name)' 2>&1) ||
		fail "cannot look at region $GCP_REGION of project $GCP_PROJECT: $said"
}

preflight() {
	if covers aws; then
		if [[ -z $OTHER_ACCOUNT ]]; then
			check_account
		else
			identify
			[[ ${IDENTITY%%$'\t'*} == "$OTHER_ACCOUNT" ]] ||
				refuse "the credentials are for account ${IDENTITY%%$'\t'*}, and not for $OTHER_ACCOUNT"
		fi
		say "AWS: account ${IDENTITY%%$'\t'*}, $REGION, as ${IDENTITY#*$'\t'}"
	fi
	if covers gcp; then
		check_google
		say "Google Cloud: project $GCP_PROJECT, $GCP_REGION, with $TOOL"
		if [[ $TOOL == terraform ]]; then
			need_command terraform
			find_root
		fi
	fi
	if [[ $SIDE == both && $SOURCE == sops ]]; then need_command sops; fi
	if covers aws && [[ -n $TEMPLATE && -z $OTHER_ACCOUNT ]]; then
		read_stack "$STACK"
		check_ours "$STACK" "$STACK_DESCRIPTION"
		if [[ -z $STACK_STATUS ]] && ((!DRY_RUN)); then check_new_stack; fi
	fi
}

# Only before the first stack: that these credentials may make a VPN, and that the VPC has no gateway yet.
check_new_stack() {
	local said
	said=$(in_aws ec2 create-customer-gateway --dry-run --type ipsec.1 --public-ip 34.157.1.10 --bgp-asn 65000 2>&1 || true)
	[[ $said != *UnauthorizedOperation* ]] ||
		refuse "these credentials may not make a customer gateway; RUNBOOK.md lists what is needed: $said"
	if [[ -z $NEW_GATEWAY_VPC ]]; then return; fi
	said=$(in_aws ec2 describe-vpn-gateways --query 'VpnGateways[].VpnGatewayId' --filters \
		"Name=attachment.vpc-id,Values=$NEW_GATEWAY_VPC" Name=attachment.state,Values=attached 2>/dev/null || true)
	[[ $said != vgw-* ]] ||
		refuse "$NEW_GATEWAY_VPC has a virtual private gateway already, and can have only one: declare ${said%%$'\t'*}" \
			"as aws.gateway.id and build again"
}

# A team with one cloud's credentials cannot compare the keys; it can see that they are there.
check_keys_on_aws() {
	local at stages missing=()
	for at in "${!TUNNELS[@]}"; do
		stages=$(in_aws secretsmanager describe-secret --secret-id "${AWS_SECRETS[at]}" --query 'VersionIdsToStages.*[]' 2>&1) ||
			[[ $stages == *ResourceNotFoundException* ]] || fail "cannot look for secret ${AWS_SECRETS[at]}: $stages"
		[[ $stages == *AWSCURRENT* ]] || missing+=("${AWS_SECRETS[at]}")
	done
	keys_missing "AWS Secrets Manager" ${missing[@]+"${missing[@]}"}
}

check_keys_on_google() {
	local at said missing=()
	for at in "${!TUNNELS[@]}"; do
		said=$(gcloud secrets versions list "${GCP_SECRETS[at]}" --project="$KEY_PROJECT" --filter=state=ENABLED --limit=1 \
			--format='value(name.basename())' 2>&1) ||
			[[ $said == *NOT_FOUND* ]] || fail "cannot look for secret ${GCP_SECRETS[at]}: $said"
		[[ ${said##*$'\n'} =~ ^[0-9]+$ ]] || missing+=("${GCP_SECRETS[at]}")
	done
	keys_missing "Secret Manager of project $KEY_PROJECT" ${missing[@]+"${missing[@]}"}
}

# keys_missing STORE SECRET...
keys_missing() {
	(($# == 1)) || refuse "$1 has no key in ${*:2}. Somebody who may use both stores runs ./secrets.sh create first"
}
