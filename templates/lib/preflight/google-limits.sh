# shellcheck shell=bash
# Quotas on Google Cloud that the VPN would exceed, and permissions.

# https://docs.cloud.google.com/network-connectivity/docs/vpn/quotas
check_google_quotas() {
	if ! asked gcloud compute project-info describe --project="$GCP_PROJECT" --flatten='quotas[]' \
		--format='value(quotas.metric,quotas.usage,quotas.limit)'; then
		not_checked "quotas of project $GCP_PROJECT" "$REASON"
		return
	fi
	check_google_quota VPN_TUNNELS 4
	check_google_quota EXTERNAL_VPN_GATEWAYS 1
	[[ $GATEWAY_EXISTING == yes ]] || check_google_quota VPN_GATEWAYS 1
	[[ $ROUTER_EXISTING == yes ]] || check_google_quota ROUTERS 1
}

# check_google_quota METRIC NEEDED: in $ANSWER.
check_google_quota() {
	local used limit digits='^[0-9]{1,9}(\.0*)?$'
	read -r _ used limit <<<"$(line_of "$1" "$ANSWER")"
	if [[ ! $used =~ $digits || ! $limit =~ $digits ]]; then
		not_checked "quota $1" "the project does not show it"
	elif ((${used%%.*} + $2 > ${limit%%.*})); then
		check_problem "quota exceeded: ${used%%.*} of ${limit%%.*} $1 are used in project $GCP_PROJECT, and this VPN needs $2." \
			"Ask for a higher quota in the Google Cloud console, IAM & Admin, Quotas"
	else
		check_ok "quota $1: ${used%%.*} of ${limit%%.*} used, $2 needed"
	fi
}

check_google_permissions() {
	not_checked "permissions in project $GCP_PROJECT" "gcloud has no command that asks for them (testIamPermissions); PERMISSIONS.md lists the roles"
}
